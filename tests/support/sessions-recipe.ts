import type { TrainingData } from '../../src/domain/histories';
import { loadSessions } from '../../src/recipes/sessions/load-sessions';
import { sessionTrainer } from '../../src/recipes/sessions/session-trainer';
import type { Recipe } from '../../src/recipes/recipe';
import { userPersonalization } from '../../src/recipes/user-personalization';
import { Rng } from '../../src/kernels/rng';
import { trainingDataOf } from './checkerboard';

/** The path of sessions, whatever the counts, and without a rival. */
export const sessionsUserPersonalization: Recipe = {
  ...userPersonalization,
  trainer: async (data, config, pool) => sessionTrainer(data, config, pool, null),
  load: loadSessions,
};

/**
 * Visits of a shop by people of whom nobody comes back, a minute from one to the next: within a shelf of ten items, mostly
 * from one to its follower, and now and then back to what was seen.
 */
export function shopVisits(people: number, shelves = 6): TrainingData {
  const random = new Rng(7, 'visits');
  const visits = Array.from({ length: people }, () => {
    const shelf = 10 * random.below(shelves);
    const items = [shelf + random.below(10)];
    const length = 2 + random.below(5);
    while (items.length < length) {
      const draw = random.below(10);
      const newest = items[items.length - 1];
      if (draw < 6) items.push(shelf + ((newest - shelf + 1) % 10));
      else items.push(draw < 8 ? items[random.below(items.length)] : shelf + random.below(10));
    }
    return items;
  });
  const data = trainingDataOf(visits, 10 * shelves + 2);
  const timestampSec = Float64Array.from(data.timestampSec, (_, row) => 60 * row);
  return { ...data, timestampSec };
}
