import type { TrainingData } from '../../domain/histories';
import type { Job, TaskArrays } from '../../domain/ports';
import { type Csr, distinctRows } from '../../kernels/csr';
import type { WeighedRows } from '../../kernels/ease';
import { exp, log } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import { tiedRank } from '../../kernels/tied-rank';
import { metadataOf } from '../metadata-likeness';
import { asCategories } from './categories';
import type { Moments } from '../moments/moments';
import { WEIGHTS } from './weight-gains';

/** Columns with more values than this tell people apart and not groups of them; and numbers that a model keeps. */
const MOST_VALUES = 200;
const MOST_CELLS = 4_000_000;
/** Users that every group is taken to have had of an item beside those that did, as many as of everybody. */
const SHRINK = 15;
/** Users whose first moments the weight is learned from, and how many of them, at most. */
const LEARNERS = 1000;
/** Users × items that are ranked for it, at most. */
const MOST_RANKED = 1e7;
const FIRST = 5;
const USERS_A_STEP = 500;
const ASKERS_A_STEP = 8;

/**
 * Learns how groups of users differ from all in what they take: the logarithm of the users of a group that had an item
 * over those to be expected; and how much this counts, by where it puts the first moments of histories.
 *
 * @returns the arrays that `UserTilt.read` takes; none where nothing is known of users or nothing comes of it.
 * @throws AppError CANCELLED through `job`.
 */
export async function fitUserTilt(
  data: TrainingData,
  moments: Moments,
  seed: number,
  job: Job,
): Promise<TaskArrays> {
  const traits = await traitsOf(data, job);
  if (traits.indices.length === 0) return {};
  const counts = await countTraits(traits, moments, job);
  const weight = await chooseWeight(counts, traits, moments, seed, job);
  if (weight === 0) return {};
  return {
    tiltPtr: traits.indptr,
    tiltValues: traits.indices,
    tiltShares: traits.values,
    tiltLift: Float32Array.from(counts.lift, (value) => weight * value),
  };
}

/** Users × values of all columns; somebody with k values of one column has 1 / k of each. */
async function traitsOf({ userColumns, nUsers, nItems }: TrainingData, job: Job): Promise<WeighedRows> {
  const { columns } = await metadataOf(asCategories(userColumns), nUsers, job);
  let nCols = 0;
  const taken = columns.flatMap((column) => {
    if (column.nCols > MOST_VALUES || (nCols + column.nCols) * nItems > MOST_CELLS) return [];
    nCols += column.nCols;
    return [{ column, from: nCols - column.nCols }];
  });
  const indptr = new Int32Array(nUsers + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let u = 0; u < nUsers; u++) {
    for (const { column, from } of taken) {
      const own = column.indptr[u + 1] - column.indptr[u];
      for (let e = column.indptr[u]; e < column.indptr[u + 1]; e++) {
        indices.push(from + column.indices[e]);
        values.push(1 / own);
      }
    }
    indptr[u + 1] = indices.length;
  }
  return {
    nRows: nUsers,
    nCols,
    indptr,
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}

interface TraitCounts {
  readonly userItems: Csr;
  /** Users that had each item. */
  readonly all: Float64Array;
  /** Share of all that users of a value had. */
  readonly shares: Float64Array;
  /** [values, items] row-major: ln((users of the value that had it + SHRINK) / (those expected + SHRINK)). */
  readonly lift: Float64Array;
}

async function countTraits(traits: WeighedRows, moments: Moments, job: Job): Promise<TraitCounts> {
  const { nItems } = moments;
  const userItems = distinctRows(moments.userPtr, moments.items, nItems);
  const all = new Float64Array(nItems);
  const lift = new Float64Array(traits.nCols * nItems);
  const shares = new Float64Array(traits.nCols);
  for (let u = 0; u < traits.nRows; u++) {
    if (u % USERS_A_STEP === 0) await job.checkpoint('blend', u, traits.nRows);
    const own = userItems.indices.subarray(userItems.indptr[u], userItems.indptr[u + 1]);
    for (const item of own) all[item]++;
    for (let e = traits.indptr[u]; e < traits.indptr[u + 1]; e++) {
      const from = traits.indices[e] * nItems;
      for (const item of own) lift[from + item] += traits.values[e];
      shares[traits.indices[e]] += (traits.values[e] * own.length) / userItems.indices.length;
    }
  }
  for (let at = 0; at < lift.length; at++) {
    const expected = all[at % nItems] * shares[Math.floor(at / nItems)];
    lift[at] = log((lift[at] + SHRINK) / (expected + SHRINK));
  }
  return { userItems, all, shares, lift };
}

/** The weight beside popularity that puts first moments highest, by nDCG; the asker is taken out of all counts. */
async function chooseWeight(
  { all, lift, shares, userItems }: TraitCounts,
  traits: WeighedRows,
  { userPtr, items, nUsers, nItems }: Moments,
  seed: number,
  job: Job,
): Promise<number> {
  const askers = Int32Array.from({ length: nUsers }, (_, u) => u).filter(
    (u) => userPtr[u + 1] > userPtr[u] && traits.indptr[u + 1] > traits.indptr[u],
  );
  new Rng(seed, 'tilt').shuffle(askers);
  const gains = new Float64Array(WEIGHTS.length);
  const tilt = new Float64Array(nItems);
  const popular = Float64Array.from(all, (n) => log(n + 1));
  const logits = popular.slice();
  const chosen = askers.subarray(0, Math.min(LEARNERS, Math.ceil(MOST_RANKED / nItems)));
  for (const [k, u] of chosen.entries()) {
    if (k % ASKERS_A_STEP === 0) await job.checkpoint('blend', k, chosen.length);
    const own = userItems.indices.subarray(userItems.indptr[u], userItems.indptr[u + 1]);
    tilt.fill(0);
    for (let e = traits.indptr[u]; e < traits.indptr[u + 1]; e++) {
      const [value, share] = [traits.indices[e], traits.values[e]];
      const from = value * nItems;
      for (let i = 0; i < nItems; i++) tilt[i] += share * lift[from + i];
      for (const item of own) {
        const expected = all[item] * shares[value] + SHRINK;
        const less = exp(lift[from + item]) * expected - share;
        tilt[item] += share * (log(less / (expected - shares[value])) - lift[from + item]);
      }
    }
    const targets = items.subarray(userPtr[u], Math.min(userPtr[u] + FIRST, userPtr[u + 1]));
    for (const [w, weight] of WEIGHTS.entries()) {
      for (let i = 0; i < nItems; i++) logits[i] = popular[i] + weight * tilt[i];
      for (const item of own) logits[item] += log(all[item]) - popular[item];
      for (const target of targets)
        gains[w] += 1 / (targets.length * log(1 + tiedRank(logits, target, null)));
    }
  }
  return WEIGHTS[gains.indexOf(Math.max(...gains))];
}
