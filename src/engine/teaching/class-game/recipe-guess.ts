import { LIKES_FROM } from '../../../domain/class-code';
import type { TrainingData } from '../../../domain/histories';
import type { Job, Pool } from '../../../domain/ports';
import { historyOf } from '../../../domain/queries';
import { DEFAULT_RECIPE } from '../../../domain/recipe-catalogue';
import { Rng } from '../../../kernels/rng';
import type { Model } from '../../../recipes/recipe';
import { trainAtOnce } from '../train-at-once';
import type { Guesses } from './guesses';
import type { Answers } from './near';

/** Every answer is hidden in one of so many trainings. */
const PARTS = 5;

/**
 * What the service's recipe guesses of every answer without having seen it: the answers are dealt into parts at random, and
 * each is guessed by a model that has learned from the others, as one of events of liking. About half a second for thirty
 * people.
 *
 * @throws AppError CANCELLED through the job.
 */
export async function guessByRecipe(answers: Answers, seed: number, pool: Pool, job: Job): Promise<Guesses> {
  const part = answers.map((likings, person) => partsOf(likings, new Rng(seed, `class-parts|${person}`)));
  const guesses = answers.map((likings) => new Float64Array(likings.length));
  for (let hidden = 0; hidden < PARTS; hidden++) {
    await job.checkpoint('class', hidden, PARTS);
    const known = answers.map((likings, person) =>
      likings.map((liking, thing) => liking >= LIKES_FROM && part[person][thing] !== hidden),
    );
    const data = eventsOf(known, seed);
    // Nobody likes anything: there is nothing to learn, and all is guessed alike.
    if (data.items.length === 0) continue;
    const model = await trainAtOnce(DEFAULT_RECIPE, data, seed, pool, job);
    answers.forEach((_, person) => {
      const places = placesOf(scoresOf(model, data, person), known[person]);
      places.forEach((place, thing) => {
        if (part[person][thing] === hidden) guesses[person][thing] = place;
      });
    });
  }
  return guesses;
}

/** In which part each answer is hidden: as many of a person's likes in each as can be. */
function partsOf(likings: Answers[number], rng: Rng): Uint8Array {
  const order = shuffled(likings.length, rng);
  const isLiked = (thing: number): boolean => likings[thing] >= LIKES_FROM;
  const parts = new Uint8Array(likings.length);
  [...order.filter(isLiked), ...order.filter((thing) => !isLiked(thing))].forEach(
    (thing, at) => (parts[thing] = at % PARTS),
  );
  return parts;
}

/** What each is known to like as events a minute apart, in an order that says nothing. */
function eventsOf(known: readonly (readonly boolean[])[], seed: number): TrainingData {
  const nItems = known[0].length;
  const userPtr = new Int32Array(known.length + 1);
  const items: number[] = [];
  known.forEach((likes, person) => {
    items.push(...shuffled(nItems, new Rng(seed, `class-order|${person}`)).filter((thing) => likes[thing]));
    userPtr[person + 1] = items.length;
  });
  return {
    nUsers: known.length,
    nItems,
    userPtr,
    items: Int32Array.from(items),
    timestampSec: Float64Array.from(items, (_, row) => row * 60),
    eventType: new Uint16Array(items.length),
    rowWeight: null,
    itemRank: Int32Array.from({ length: nItems }, (_, item) => item),
    itemColumns: [],
    userColumns: [],
  };
}

function scoresOf(model: Model, data: TrainingData, person: number): Float64Array {
  const scores = new Float64Array(data.nItems);
  model.scoreUser(historyOf(data, person), scores);
  return scores;
}

/** The share of what may be listed that scores less; equal ones count half. Models of different parts share no scale. */
function placesOf(scores: Float64Array, isListed: readonly boolean[]): Float64Array {
  const others = Array.from(scores.keys()).filter((thing) => !isListed[thing]);
  return scores.map((score) => {
    let below = 0;
    for (const other of others) below += scores[other] < score ? 1 : scores[other] === score ? 0.5 : 0;
    return below / Math.max(1, others.length);
  });
}

function shuffled(count: number, rng: Rng): number[] {
  const order = Array.from({ length: count }, (_, k) => k);
  for (let last = count - 1; last > 0; last--) {
    const other = rng.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
