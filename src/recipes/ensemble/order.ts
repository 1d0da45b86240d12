import type { TrainingData } from '../../domain/histories';
import type { Pool, TaskArrays, TaskParams } from '../../domain/ports';
import { log, pow } from '../../kernels/math';
import { pairedDifference } from '../../kernels/paired-difference';
import { Rng } from '../../kernels/rng';
import { TasteKernel, tasteIndex, type TasteIndex, type TasteShape } from '../../kernels/taste-kernel';
import { topK } from '../../kernels/top-k';
import { unwatched } from '../unwatched';
import { distinctByPerson } from './used-items';

export const EXAMINE_ORDER = 'ensemble-examine-order';

type Rows = Pick<TrainingData, 'nItems' | 'userPtr' | 'items' | 'timestampSec' | 'rowWeight'>;

/** Where neighbours start from: right for Gowalla and Yelp, and near to it elsewhere. */
const START: TasteShape = { rarity: 0.5, breadth: 0.75, power: 1.5, fame: 0.2 };
const POWERS = [1, 1.5, 2, 2.5];
const FAMES = [0.1, 0.2, 0.3, 0.4, 0.5];
const FROM = FAMES.indexOf(START.fame);
/** People, or rows, that are asked about at most; and people below whom nothing is told. */
const MOST_ASKED = 1000;
const MOST_HIDDEN = 2000;
const LEAST_PEOPLE = 50;
/** Of one person, the newest rows that are asked for where people are few. */
const MOST_OF_ONE = 5;
/** How fast in an asking history counts less what is older, item by item. */
const FADING = [0.9, 0.7];
/** Where so many of the pauses are alike, or so many people have all at one second, nobody has looked at a clock. */
const MOSTLY = 0.75;
const NEARLY_ALL = 0.9;
/** Rows of which so many go up, or down, by item were sorted. */
const SORTED = 0.98;
/**
 * By how many standard errors recency must gain where times are made up, and how many it may lose where they look true:
 * MovieLens and Online Retail have 3 to 10 with their order, MovieLens −2.5 to 1 shuffled.
 */
const LEAST_GAIN = 2;
const MOST_LOSS = -3;
/** Rows of one person of which it is asked whether the row before led to them. */
const LED = 10;
/** After so many people it is asked first whether that is sure, and when it is. */
const FIRST_LOOK = 64;
const SURE = 2.5;
const SHARE_HIDDEN = 1 / 5;
/** Among so many best the exponents are compared, by a list of so many. */
const BEST = 200;
const LIST = 20;

/** How the times look, before anything is asked. */
function lookOf({ userPtr, items, timestampSec }: Rows): 'tied' | 'sorted' | 'even' | 'natural' {
  const pauses = new Map<number, number>();
  let [people, tied, pairs, up, down] = [0, 0, 0, 0, 0];
  for (let u = 0; u + 1 < userPtr.length; u++) {
    const [from, to] = [userPtr[u], userPtr[u + 1]];
    if (to - from < 2) continue;
    people++;
    if (timestampSec[from] === timestampSec[to - 1]) tied++;
    for (let p = from + 1; p < to; p++) {
      const pause = timestampSec[p] - timestampSec[p - 1];
      if (pause > 0) pauses.set(pause, (pauses.get(pause) ?? 0) + 1);
      if (items[p] !== items[p - 1]) pairs++;
      if (items[p] > items[p - 1]) up++;
      if (items[p] < items[p - 1]) down++;
    }
  }
  if (tied > NEARLY_ALL * people) return 'tied';
  let [all, most] = [0, 0];
  for (const n of pauses.values()) {
    all += n;
    most = Math.max(most, n);
  }
  if (most < MOSTLY * all) return 'natural';
  return Math.max(up, down) > SORTED * pairs ? 'sorted' : 'even';
}

function peopleWith({ userPtr }: Rows, least: number, seed: number): number[] {
  const all: number[] = [];
  for (let u = 0; u + 1 < userPtr.length; u++) if (userPtr[u + 1] - userPtr[u] >= least) all.push(u);
  return new Rng(seed, 'order').shuffle(all);
}

/**
 * Whether people's newest rows are found better where newer ones before them count more: in standard errors, the more of two
 * ways. People are asked until it is sure whether that is more than `enough`.
 */
function gainOfRecency(rows: Rows, index: TasteIndex, people: readonly number[], enough: number): number {
  const kernel = new TasteKernel(index, START);
  const out = new Float64Array(rows.nItems);
  const ways = [1, ...FADING];
  const gains: number[][] = ways.map(() => []);
  const whose: number[] = [];
  const each = Math.max(1, Math.min(MOST_OF_ONE, Math.floor(MOST_ASKED / people.length)));
  const gain = (): number => {
    const [flat, ...recent] = gains.map((own) => Float64Array.from(own));
    return Math.max(
      ...recent.map((own) => {
        const { mean, error } = pairedDifference(own, flat, whose);
        return error > 0 ? mean / error : 0;
      }),
    );
  };
  let [asked, look] = [0, FIRST_LOOK];
  for (const own of people.slice(0, MOST_ASKED)) {
    if (asked++ === look) {
      if (Math.abs(gain() - enough) > SURE) break;
      look *= 2;
    }
    const [from, to] = [rows.userPtr[own], rows.userPtr[own + 1]];
    for (let target = to - 1; target >= Math.max(from + 2, to - each); target--) {
      whose.push(own);
      ways.forEach((fading, way) => {
        kernel.score({ ...faded(rows.items.subarray(from, target), fading), own }, out);
        gains[way].push(Math.LN2 / log(1 + rankOf(out, rows.items[target])));
      });
    }
  }
  return gain();
}

/**
 * Whether others, too, went from the row before straight to the next one more often than from any row before it, in standard
 * errors: of shuffled rows neither is more likely. Tells of chains and habits that everybody has, where neighbours see none.
 */
function gainOfSteps(rows: Rows, people: readonly number[], seed: number): number {
  const { userPtr, items, nItems } = rows;
  const rng = new Rng(seed, 'order-steps');
  const steps = new Map<number, number>();
  const asked: { readonly own: number; readonly led: number; readonly other: number }[] = [];
  for (const own of people.slice(0, MOST_ASKED)) {
    const [from, to] = [userPtr[own], userPtr[own + 1]];
    for (let p = Math.max(from + 2, to - LED); p < to; p++) {
      const led = items[p - 1] * nItems + items[p];
      const other = items[from + rng.below(p - 1 - from)] * nItems + items[p];
      steps.set(led, 0).set(other, 0);
      asked.push({ own, led, other });
    }
  }
  const count = (u: number, add: (step: number) => void): void => {
    for (let p = userPtr[u] + 1; p < userPtr[u + 1]; p++) add(items[p - 1] * nItems + items[p]);
  };
  for (let u = 0; u + 1 < userPtr.length; u++)
    count(u, (step) => {
      const n = steps.get(step);
      if (n !== undefined) steps.set(step, n + 1);
    });
  const gains = asked.map(({ own, led, other }) => {
    let [ledTo, otherTo] = [steps.get(led) ?? 0, steps.get(other) ?? 0];
    count(own, (step) => {
      if (step === led) ledTo--;
      if (step === other) otherTo--;
    });
    return [log(1 + ledTo), log(1 + otherTo)] as const;
  });
  const { mean, error } = pairedDifference(
    Float64Array.from(gains, ([led]) => led),
    Float64Array.from(gains, ([, other]) => other),
    asked.map(({ own }) => own),
  );
  return error > 0 ? mean / error : 0;
}

/** Distinct items of a history, newest first, of which the k-th counts fading^k. */
function faded(items: Int32Array, fading: number): { items: Int32Array; weights: Float64Array } {
  const newestFirst = Int32Array.from(new Set(items.slice().reverse()));
  return { items: newestFirst, weights: Float64Array.from(newestFirst, (_, k) => pow(fading, k)) };
}

function rankOf(values: Float64Array, item: number): number {
  let rank = 0.5;
  for (const value of values) rank += value > values[item] ? 1 : value === values[item] ? 0.5 : 0;
  return rank;
}

/**
 * Power and fame by which lists of twenty have most of what was hidden, a fifth of what people had: of all that are not
 * worse than the best by more than a standard error, those nearest to where neighbours start from.
 */
function tunedTaste(index: TasteIndex, people: readonly number[], seed: number): TasteShape {
  const { userItems, people: counts } = index;
  const shapes = POWERS.flatMap((power) => FAMES.map((fame) => ({ ...START, power, fame })));
  const kernels = POWERS.map((power) => new TasteKernel(index, { ...START, power }));
  const fames = FAMES.map((fame) => counts.map((n) => pow(Math.max(1, n), -fame)));
  const gains: number[][] = shapes.map(() => []);
  const found = new Float64Array(counts.length);
  const rng = new Rng(seed, 'taste');
  const places = Int32Array.from(found.keys());
  const values = new Float64Array(BEST);
  for (let k = 0, hidden = 0; k < people.length && k < MOST_ASKED && hidden < MOST_HIDDEN; k++) {
    const own = people[k];
    const items = userItems.indices.slice(userItems.indptr[own], userItems.indptr[own + 1]);
    const n = Math.max(1, Math.round(SHARE_HIDDEN * items.length));
    if (items.length <= n) continue;
    rng.shuffle(items);
    const targets = new Set(items.subarray(0, n));
    const held = items.slice(n).sort();
    hidden += n;
    kernels.forEach((kernel, p) => {
      kernel.score({ items: held, own }, found);
      const best = topK(found, places, BEST);
      fames.forEach((fame, f) => {
        best.forEach((item, b) => (values[b] = (found[item] * fame[item]) / fames[FROM][item]));
        const list = topK(values.subarray(0, best.length), places, LIST);
        let [gain, ideal] = [0, 0];
        list.forEach((b, r) => (gain += targets.has(best[b]) ? Math.LN2 / log(r + 2) : 0));
        for (let r = 0; r < Math.min(n, LIST); r++) ideal += Math.LN2 / log(r + 2);
        gains[p * FAMES.length + f].push(gain / ideal);
      });
    });
  }
  if (gains[0].length === 0) return START;
  const means = gains.map((gain) => gain.reduce((sum, one) => sum + one, 0));
  const best = Float64Array.from(gains[means.indexOf(Math.max(...means))]);
  const good = shapes.filter((_, s) => {
    const { mean, error } = pairedDifference(best, Float64Array.from(gains[s]));
    return mean <= error;
  });
  const far = ({ power, fame }: TasteShape): number =>
    Math.abs(power - START.power) + 5 * Math.abs(fame - START.fame);
  return good.reduce((near, shape) => (far(shape) < far(near) ? shape : near));
}

/** The task of it, for the list of all tasks. @returns the exponents where rows have no order, else nothing. */
export function examineOrder(inputs: TaskArrays, { nItems, seed }: TaskParams): TaskArrays {
  const rows: Rows = {
    nItems: Number(nItems),
    userPtr: inputs.userPtr as Int32Array,
    items: inputs.items as Int32Array,
    timestampSec: inputs.timestampSec as Float64Array,
    rowWeight: (inputs.rowWeight as Float32Array | undefined) ?? null,
  };
  const people = peopleWith(rows, 3, Number(seed));
  if (people.length < LEAST_PEOPLE) return {};
  const look = lookOf(rows);
  const nUsers = rows.userPtr.length - 1;
  const looksOrdered = look === 'natural' || look === 'even';
  const enough = look === 'even' ? LEAST_GAIN : MOST_LOSS;
  if (looksOrdered && gainOfSteps(rows, people, Number(seed)) > LEAST_GAIN) return {};
  const index = tasteIndex(distinctByPerson({ ...rows, nUsers }));
  if (looksOrdered) {
    if (gainOfRecency(rows, index, people, enough) > enough) return {};
  }
  const { rarity, breadth, power, fame } = tunedTaste(index, people, Number(seed));
  return { taste: Float64Array.of(rarity, breadth, power, fame) };
}

/** What is found out of rows before anything is learned from them. */
export interface Ordered {
  /** As they were given; where they have no order, all that one person did at one second, in an order that is drawn. */
  readonly data: TrainingData;
  /** How neighbours count where there is no order; else null. */
  readonly taste: TasteShape | null;
}

/**
 * Whether the order of what people did tells anything of what comes next: where it does not, as in a list that was shuffled
 * or sorted before it had times, it is taken away, and recency and visits with it.
 */
export async function orderOf(data: TrainingData, seed: number, pool: Pool): Promise<Ordered> {
  const { nItems, userPtr, items, timestampSec, rowWeight } = data;
  const inputs = { userPtr, items, timestampSec, ...(rowWeight && { rowWeight }) };
  const [{ taste }] = await pool.map(EXAMINE_ORDER, inputs, [{ nItems, seed }], unwatched);
  if (taste === undefined) return { data, taste: null };
  const [rarity, breadth, power, fame] = taste;
  return { data: withoutOrder(data, seed), taste: { rarity, breadth, power, fame } };
}

/** The same rows whatever order they came in: all of a person at their newest second. */
function withoutOrder(data: TrainingData, seed: number): TrainingData {
  const { nUsers, userPtr, itemRank } = data;
  const order = Int32Array.from(data.items.keys());
  const timestampSec = new Float64Array(order.length);
  for (let u = 0; u < nUsers; u++) {
    const own = order.subarray(userPtr[u], userPtr[u + 1]);
    own.sort((a, b) => itemRank[data.items[a]] - itemRank[data.items[b]]);
    new Rng(seed, `unordered|${u}`).shuffle(own);
    timestampSec.fill(data.timestampSec[userPtr[u + 1] - 1], userPtr[u], userPtr[u + 1]);
  }
  return {
    ...data,
    items: order.map((row) => data.items[row]),
    timestampSec,
    eventType: data.eventType.map((_, p) => data.eventType[order[p]]),
    rowWeight: data.rowWeight && data.rowWeight.map((_, p) => data.rowWeight![order[p]]),
    ...(data.columnRow && { columnRow: order.map((row) => data.columnRow![row]) }),
  };
}
