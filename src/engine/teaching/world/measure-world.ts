import type { Job, Pool } from '../../../domain/ports';
import { recipeFacts } from '../../../domain/recipe-catalogue';
import {
  WORLD_KNOBS,
  WORLD_RECIPES,
  type WorldHits,
  type WorldResult,
  type WorldSettings,
  type WorldVerdict,
} from '../../../domain/world';
import { topK } from '../../../kernels/top-k';
import { pairedTest } from '../../../kernels/metrics/paired-test';
import { sideBySide } from '../../../recipes/side-by-side';
import { trainAtOnce } from '../train-at-once';
import { ASKED, type Asked, FILMS, makeWorld, PEOPLE, type World } from './world';

const PLACES = 10;
/** Half a 95 % interval in standard errors. */
const Z = 1.96;

/**
 * What each recipe finds of the films that people of an invented world watched next, beside who can read their minds. The
 * recipes are those of the service, with their defaults and the least effort; a few seconds.
 *
 * @throws RangeError for settings outside their bounds, AppError CANCELLED through the job.
 */
export async function measureWorld(settings: WorldSettings, pool: Pool, job: Job): Promise<WorldResult> {
  requireBounds(settings);
  const world = makeWorld(settings);
  const mindReader = hitsOf(world, (asked) => asked.drawn);
  const found = await sideBySide(
    WORLD_RECIPES.map((recipe) => async (own) => {
      const model = await trainAtOnce(recipe, world.data, settings.seed, pool, own);
      return hitsOf(world, ({ query, drawn }) => {
        const values = new Float64Array(FILMS);
        model.scoreUser(query, values);
        // What they have watched they watch no more.
        return values.map((value, film) => (drawn[film] === -Infinity ? -Infinity : value));
      });
    }),
    job,
  );
  return {
    people: PEOPLE,
    films: FILMS,
    events: world.data.items.length,
    recipes: WORLD_RECIPES.map((recipe, k) => ({ recipe, ...interval(found[k]) })),
    mindReader: interval(mindReader),
    verdict: await verdictOf(mindReader, found, settings.seed, job),
  };
}

async function verdictOf(
  mindReader: Float64Array,
  found: readonly Float64Array[],
  seed: number,
  job: Job,
): Promise<WorldVerdict> {
  const isMore = async (first: Float64Array, second: Float64Array): Promise<boolean> => {
    const differences = first.map((hits, person) => hits - second[person]);
    const look = (done: number, total: number): Promise<void> => job.checkpoint('compare', done, total);
    return (await pairedTest(differences, seed, look)).better === 'first';
  };
  if (interval(mindReader).low <= (100 * PLACES) / FILMS) return { kind: 'nothing' };
  const [top, next] = [...found.keys()].sort((a, b) => sum(found[b]) - sum(found[a]));
  const same = WORLD_RECIPES.findIndex((recipe) => recipeFacts(recipe).sameForAll === true);
  if (!(await isMore(found[top], found[same]))) return { kind: 'fame' };
  return (await isMore(found[top], found[next]))
    ? { kind: 'best', recipe: WORLD_RECIPES[top] }
    : { kind: 'close' };
}

/** Of what is asked of each person, the share that stood in lists of ten by these values of each film. */
function hitsOf({ data, asked }: World, valuesOf: (asked: Asked) => Float64Array): Float64Array {
  const hits = new Float64Array(PEOPLE);
  for (const [k, one] of asked.entries())
    if (topK(valuesOf(one), data.itemRank, PLACES, null).includes(one.film))
      hits[Math.floor(k / ASKED)] += 1 / ASKED;
  return hits;
}

function sum(hits: Float64Array): number {
  return hits.reduce((all, one) => all + one, 0);
}

/** In a hundred. */
function interval(hits: Float64Array): WorldHits {
  const mean = sum(hits) / hits.length;
  const spread = hits.reduce((all, one) => all + (one - mean) ** 2, 0) / (hits.length - 1);
  const half = Z * Math.sqrt(spread / hits.length);
  return { hits: 100 * mean, low: 100 * Math.max(0, mean - half), high: 100 * Math.min(1, mean + half) };
}

function requireBounds({ knobs, seed }: WorldSettings): void {
  const isShare = (value: number): boolean => value >= 0 && value <= 1;
  if (!WORLD_KNOBS.every((knob) => isShare(knobs[knob])) || !Number.isInteger(seed))
    throw new RangeError('settings of the world are out of bounds');
}
