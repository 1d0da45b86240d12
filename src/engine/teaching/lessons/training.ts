import type { LackingFact, LessonEpoch, TrainingFact, TurnFact } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import type { PairFactors } from '../../../kernels/pair-factors';
import { FREE, HELD, MOST_EPOCHS, runOf } from './factor-run';
import type { HalfSeen } from './half-seen';
import { mainAxes } from './main-axes';

const PLACED = 90;
const GROUPS = 4;
const LISTED = 8;

/** The small model after so many epochs, as one person and the map see it. */
export async function training(
  data: HalfSeen,
  user: number,
  epochs: number,
  job: Job,
): Promise<TrainingFact | LackingFact> {
  const run = user < 0 ? null : runOf(data, user, HELD);
  if (run === null) return { kind: 'lacking', reason: 'people' };
  if (run.users[0] !== user) return { kind: 'lacking', reason: 'left' };
  const { points, model, list, listBefore } = await run.until(epochs, job);
  const groups = groupsOf(data);
  return {
    kind: 'training',
    userId: data.index.tables.userIds[user],
    regularization: HELD,
    points,
    most: MOST_EPOCHS,
    people: run.users.length,
    factors: model.shape.factors,
    pairs: run.nPairs,
    popular: await run.popular(job),
    groups: [...groups, 'other'],
    places: placesOn(data, model, groups),
    list: Array.from(list.subarray(0, LISTED), (item) => {
      const place = listBefore === null ? -1 : listBefore.indexOf(item);
      return { item: data.named(item), rankBefore: place < 0 ? null : place + 1 };
    }),
  };
}

/** Both runs to their end. */
export async function turn(data: HalfSeen, user: number, job: Job): Promise<TurnFact | LackingFact> {
  const [held, free] = [HELD, FREE].map((regularization) => runOf(data, user, regularization));
  if (held === null || free === null) return { kind: 'lacking', reason: 'people' };
  const [heldState, freeState] = [await held.until(MOST_EPOCHS, job), await free.until(MOST_EPOCHS, job)];
  return {
    kind: 'turn',
    held: { regularization: HELD, points: heldState.points },
    free: { regularization: FREE, points: freeState.points },
    turn: bestEpoch(freeState.points),
    people: held.users.length,
  };
}

/** The best epoch, so that nobody finds a better one in the figure; of those that look equal there, the first. */
export function bestEpoch(points: readonly LessonEpoch[]): number {
  const shown = ({ heldOut }: LessonEpoch): number => Number(heldOut.toFixed(3));
  return points.reduce((top, point) => (shown(point) > shown(top) ? point : top)).epoch;
}

/** The most frequent first categories. */
function groupsOf(data: HalfSeen): readonly string[] {
  const counts = new Map<string, number>();
  for (const item of data.popular.subarray(0, PLACED)) {
    const [first] = data.index.words.categoriesOf(item);
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, GROUPS)
    .map(([name]) => name);
}

function placesOn(data: HalfSeen, model: PairFactors, groups: readonly string[]): TrainingFact['places'] {
  const items = data.popular.subarray(0, PLACED);
  const { factors } = model.shape;
  const rows = Array.from(items, (item) => model.itemFactors.subarray(item * factors, (item + 1) * factors));
  const places = mainAxes(rows, 2);
  return Array.from(items, (item, k) => {
    const group = groups.indexOf(data.index.words.categoriesOf(item)[0] ?? '');
    return {
      item: data.named(item),
      x: places[k][0],
      y: places[k][1],
      group: group < 0 ? groups.length : group,
    };
  });
}
