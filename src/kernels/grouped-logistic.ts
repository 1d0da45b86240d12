import { fastSigmoid } from './fast-exp';

/**
 * Yes-or-no examples whose subjects belong to groups, coarse to fine. Example e has the words
 * words[wordPtr[e]] … with their values, and is about subject[e], which belongs to groups[groupPtr[subject]] ….
 */
export interface GroupedExamples {
  readonly nWords: number;
  readonly nGroups: number;
  readonly wordPtr: Int32Array;
  readonly words: Int32Array;
  readonly values: Float64Array;
  readonly subjects: Int32Array;
  readonly groupPtr: Int32Array;
  readonly groups: Int32Array;
  /** 1 = yes. */
  readonly answers: Uint8Array;
}

export interface GroupPenalties {
  /** Half of this times the square of a group's own level is added to the loss; by group. */
  readonly level: Float64Array;
  /** The same of each of its weights of words. */
  readonly word: Float64Array;
}

const MAX_PASSES = 150;
/** A pass whose largest step is shorter ends the fit. */
const TOLERANCE = 1e-3;
/** Longest step of one weight, and the least curvature that an example counts with: together they keep steps from overshooting. */
const MAX_STEP = 1;
const LEAST_CURVATURE = 0.05;
/** Weights between two pauses. */
const PAUSE = 256;

/** How many weights a fit has: a level and a weight of each word for every group, group by group, the level first. */
export function groupedWeights(nGroups: number, nWords: number): number {
  return nGroups * (nWords + 1);
}

/**
 * Logistic regression whose logit is the sum over the subject's groups of the group's level and its weights of the
 * example's words. What a fine group has too little data for stays near what its coarser ones say. Newton's method one
 * weight at a time; the course depends on the numbers alone. O(passes × values × groups of a subject).
 *
 * @param start weights of a like fit, from which fewer passes lead to the end.
 */
export function* fitGroupedLogistic(
  examples: GroupedExamples,
  penalties: GroupPenalties,
  start?: Float64Array,
): Generator<void, Float64Array<ArrayBuffer>> {
  const { nWords, nGroups, answers } = examples;
  const width = nWords + 1;
  const weights = new Float64Array(groupedWeights(nGroups, nWords));
  if (start !== undefined) weights.set(start);
  const { ptr, rows, values } = columnsOf(examples);
  yield;
  const logits = Float64Array.from(answers, (_, row) => logitOf(examples, row, weights));
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    let longest = 0;
    for (let at = 0; at < weights.length; at++) {
      if (at % PAUSE === 0) yield;
      if (ptr[at] === ptr[at + 1]) continue;
      const group = Math.floor(at / width);
      const penalty = (at % width === 0 ? penalties.level : penalties.word)[group];
      let slope = penalty * weights[at];
      let curvature = penalty;
      for (let p = ptr[at]; p < ptr[at + 1]; p++) {
        const share = fastSigmoid(logits[rows[p]]);
        slope += (share - answers[rows[p]]) * values[p];
        curvature += Math.max(LEAST_CURVATURE, share * (1 - share)) * values[p] * values[p];
      }
      const step = Math.max(-MAX_STEP, Math.min(MAX_STEP, -slope / curvature));
      if (step === 0) continue;
      weights[at] += step;
      for (let p = ptr[at]; p < ptr[at + 1]; p++) logits[rows[p]] += step * values[p];
      longest = Math.max(longest, Math.abs(step));
    }
    if (longest < TOLERANCE) break;
  }
  return weights;
}

/** The logit of one example. */
export function logitOf(
  { nWords, wordPtr, words, values, subjects, groupPtr, groups }: GroupedExamples,
  row: number,
  weights: Float64Array,
): number {
  let sum = 0;
  for (let g = groupPtr[subjects[row]]; g < groupPtr[subjects[row] + 1]; g++) {
    const level = groups[g] * (nWords + 1);
    sum += weights[level];
    for (let p = wordPtr[row]; p < wordPtr[row + 1]; p++) sum += weights[level + 1 + words[p]] * values[p];
  }
  return sum;
}

/** By weight, the examples that it counts in and what it is multiplied with there. */
function columnsOf({ nWords, nGroups, wordPtr, words, values, subjects, groupPtr, groups }: GroupedExamples) {
  const width = nWords + 1;
  const each = (visit: (at: number, row: number, value: number) => void): void => {
    for (let row = 0; row < subjects.length; row++) {
      for (let g = groupPtr[subjects[row]]; g < groupPtr[subjects[row] + 1]; g++) {
        const level = groups[g] * width;
        visit(level, row, 1);
        for (let p = wordPtr[row]; p < wordPtr[row + 1]; p++) visit(level + 1 + words[p], row, values[p]);
      }
    }
  };
  const ptr = new Int32Array(nGroups * width + 1);
  each((at) => ptr[at + 1]++);
  for (let at = 0; at + 1 < ptr.length; at++) ptr[at + 1] += ptr[at];
  const next = ptr.slice();
  const rows = new Int32Array(ptr[ptr.length - 1]);
  const multiplied = new Float64Array(rows.length);
  each((at, row, value) => {
    rows[next[at]] = row;
    multiplied[next[at]++] = value;
  });
  return { ptr, rows, values: multiplied };
}
