import type { LackingFact, TrainingFact, TurnFact } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import { byFrequency, countEach } from '../../../domain/tallies';
import type { PairFactors } from '../../../kernels/pair-factors';
import { FREE, HELD, mean, MOST_EPOCHS, runOf, type Found, type RunState } from './factor-run';
import { shown } from './asked-lists';
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
  const run = user < 0 ? null : runOf(data, user, HELD, undefined, true);
  const ahead = user < 0 ? null : runOf(data, user, HELD);
  if (run === null || ahead === null) return { kind: 'lacking', reason: 'people' };
  if (run.users[0] !== user) return { kind: 'lacking', reason: 'left' };
  const { points, model, list, listBefore } = await run.at(epochs, job);
  const groups = groupsOf(data);
  const popular = await run.popular(job);
  const whole = await ahead.whole(job);
  const end = whole.found[MOST_EPOCHS - 1].ndcg;
  return {
    kind: 'training',
    userId: data.index.tables.userIds[user],
    regularization: HELD,
    points,
    most: MOST_EPOCHS,
    people: run.users.length,
    factors: model.shape.factors,
    pairs: run.nPairs,
    popular: mean(popular),
    passes: whole.points.find(({ heldOut }) => heldOut > mean(popular))?.epoch ?? null,
    more: await shown(
      end.map((value, k) => value - popular[k]),
      job,
    ),
    groups: [...groups, 'other'],
    places: placesOn(data, model, groups),
    list: Array.from(list.subarray(0, LISTED), (item) => {
      const place = listBefore === null ? -1 : listBefore.indexOf(item);
      return { item: data.named(item), rankBefore: place < 0 ? null : place + 1 };
    }),
  };
}

/**
 * Both runs to their end, and whether what follows the turn is more than luck: each half of the people is measured from
 * the epoch at which the other half turned, so that nobody's luck chooses where their own fall begins.
 */
export async function turn(
  data: HalfSeen,
  user: number,
  job: Job,
  seed?: number,
): Promise<TurnFact | LackingFact> {
  const [held, free] = [HELD, FREE].map((regularization) => runOf(data, user, regularization, seed));
  if (held === null || free === null) return { kind: 'lacking', reason: 'people' };
  const states = [await held.whole(job), await free.whole(job)];
  const [heldBy, freeBy] = states.map(({ found }) => found);
  const [heldPoints, freePoints] = states.map(pointsOf);
  const after = MOST_EPOCHS - 1;
  return {
    kind: 'turn',
    held: { regularization: HELD, points: heldPoints },
    free: { regularization: FREE, points: freePoints },
    turn: turnOf(freePoints),
    rise: await shown(riseOf(freeBy), job),
    lists: await shown(
      Array.from(heldBy[after].ndcg, (value, k) => value - freeBy[after].ndcg[k]),
      job,
    ),
    people: held.users.length,
  };
}

function pointsOf({ points, found }: RunState): TurnFact['free']['points'] {
  return points.map(({ epoch, loss }, k) => ({ epoch, loss, surprise: mean(found[k].surprise) }));
}

/** The epoch of least surprise, so that nobody finds a better one in the figure; of those that look equal, the first. */
export function turnOf(points: TurnFact['free']['points']): number {
  const inFigure = (surprise: number): number => Number(surprise.toFixed(3));
  return points.reduce((least, point) =>
    inFigure(point.surprise) < inFigure(least.surprise) ? point : least,
  ).epoch;
}

/** How much more each person surprises the last epoch than the one at which everybody else's half turned. */
function riseOf(found: readonly Found[]): readonly number[] {
  const last = found[found.length - 1].surprise;
  const turns = [0, 1].map((half) => {
    const means = found.map(({ surprise }) => mean(surprise.filter((_, k) => k % 2 !== half)));
    return means.indexOf(Math.min(...means));
  });
  return Array.from(last, (value, k) => value - found[turns[k % 2]].surprise[k]);
}

/** The most frequent first categories. */
function groupsOf(data: HalfSeen): readonly string[] {
  const firsts = Array.from(data.popular.subarray(0, PLACED), (item) =>
    data.index.words.categoriesOf(item).slice(0, 1),
  );
  return byFrequency(countEach(firsts.flat()))
    .slice(0, GROUPS)
    .map(([name]) => name);
}

function placesOn(data: HalfSeen, model: PairFactors, groups: readonly string[]): TrainingFact['places'] {
  const items = data.popular.subarray(0, PLACED);
  const { factors } = model.shape;
  const rows = Array.from(items, (item) => model.itemFactors.subarray(item * factors, (item + 1) * factors));
  const places = mainAxes(rows);
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
