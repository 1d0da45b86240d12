import type { ExploredHits } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import { fnv1a } from '../../../kernels/fnv1a';
import { topK } from '../../../kernels/top-k';
import { explore, type ItemExposure, planExploration } from '../../../recipes/exploration';
import { newWithinDays } from '../../project/item-exposure';
import { Alike } from './alike';
import { FIRST, shown } from './asked-lists';
import { HalfSeen } from './half-seen';
import { DAY_SEC } from '../../../domain/epoch';

/** Share of the rows before the moment that lists are made at. */
const PAST = 0.9;
/** Lists that are made: as many people as these scores give, but never fewer nor more than so many. */
const MOST_SCORES = 3_000_000;
const PEOPLE = { least: 100, most: 800 };
const LEAST_KNOWN = 5;

/**
 * What exploring costs and brings, in hits: lists of ten as they would have been made at a moment of the past, from what
 * was known then, held against what people took later. They are made by the votes of people alike, since the recipe
 * that is trained has seen all that came later. null where nobody took anything later, or nothing was new.
 *
 * @param weights ascending, the first of them 0. @param seed draws whom is asked and what is explored.
 */
export async function exploredHits(
  { index, nItems }: HalfSeen,
  weights: readonly number[],
  job: Job,
  seed = 42,
): Promise<ExploredHits | null> {
  const { interactions, userIds } = index.tables;
  const times = Float64Array.from(interactions.timestampSec).sort();
  const atSec = times[Math.floor(PAST * times.length)];
  const past = await HalfSeen.before(index, atSec, job);
  const items = exposureAt(past, times[times.length - 1] - atSec, atSec);
  const days = newWithinDays(items);
  const isNew = (item: number): boolean => items.ageSec[item] <= days * DAY_SEC;
  const most = Math.min(PEOPLE.most, Math.max(PEOPLE.least, Math.floor(MOST_SCORES / nItems)));
  const users = Array.from(userIds.keys())
    .filter((u) => past.known[u].length >= LEAST_KNOWN && past.later[u].length > 0)
    .map((u) => ({ u, order: fnv1a(`explored|${seed}|${userIds[u]}`) }))
    .sort((a, b) => a.order - b.order || a.u - b.u)
    .slice(0, most)
    .map(({ u }) => u);
  if (users.length === 0 || !items.ageSec.some((_, item) => isNew(item))) return null;
  const alike = await Alike.of(past, job);
  const hits = weights.map(() => new Float64Array(users.length));
  const fresh = weights.map(() => new Float64Array(users.length));
  for (const [k, user] of users.entries()) {
    await job.checkpoint('lesson', k, users.length);
    const votes = alike.votes(user);
    items.ageSec.forEach((age, item) => {
      if (Number.isNaN(age)) votes[item] = -Infinity;
    });
    const later = new Set(past.later[user]);
    weights.forEach((weight, w) => {
      const settings = { weight, ageCutOffDays: days, seed, purpose: `lesson|${userIds[user]}` };
      const explored = votes.slice();
      explore(explored, planExploration(votes, items, settings));
      const found = topK(explored, index.itemRank, FIRST).filter((item) => later.has(item));
      hits[w][k] = found.length;
      fresh[w][k] = found.filter(isNew).length;
    });
  }
  const rows = [];
  for (const [w, weight] of weights.entries()) {
    rows.push({
      weight,
      hits: sum(hits[w]),
      fresh: sum(fresh[w]),
      fewer: await shown(less(hits[0], hits[w]), job),
      more: await shown(less(fresh[w], fresh[0]), job),
    });
  }
  return { people: users.length, rows };
}

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

const less = (values: Float64Array, others: Float64Array): Float64Array =>
  values.map((value, k) => value - others[k]);

/** How old and how well known every item was then; what was not there yet is never eligible. */
function exposureAt(past: HalfSeen, beforeNewestSec: number, atSec: number): ItemExposure {
  const { exposure, tables } = past.index;
  const { itemIdx, timestampSec } = tables.interactions;
  const interactions = new Int32Array(past.nItems);
  itemIdx.forEach((item, row) => {
    if (timestampSec[row] < atSec) interactions[item]++;
  });
  return {
    ageSec: exposure.ageSec.map((age) => (age >= beforeNewestSec ? age - beforeNewestSec : NaN)),
    interactions,
    impressions: new Int32Array(past.nItems),
  };
}
