import { ensembleTrainer } from '../../src/recipes/ensemble/ensemble-trainer';
import type { Plan } from '../../src/recipes/ensemble/ensemble-plan';
import type { Recipe } from '../../src/recipes/recipe';
import { userPersonalization } from '../../src/recipes/user-personalization';

/** Without what is solved, as a catalogue too large for it is trained. */
const withoutEase = (plan: Plan): Plan => ({ ...plan, ease: null, ridges: [], bagNeighbours: 200 });

/** user-personalization by the way that large catalogues take, whatever the counts. */
export const sparseUserPersonalization: Recipe = {
  ...userPersonalization,
  trainer: (data, config, pool, others) => ensembleTrainer(data, config, pool, others, withoutEase),
};
