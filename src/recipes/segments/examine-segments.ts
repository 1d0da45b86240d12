import type { TaskArrays, TaskParams } from '../../domain/ports';
import { finish } from '../../domain/steps';
import { log } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import { fitRidgeFactors } from '../../kernels/ridge-factors';
import { EVIDENCE, SegmentEvidence } from './segment-evidence';
import { setAt } from './item-sets';
import { knownAmong, type KnownSizes } from './known';

export const EXAMINE = 'segments-examine';
export const FIT_FACTORS = 'segments-factors';

/** Users who did take the items, and users who did not, that one held-out question is learned from; at most. */
const TAKERS = 4;
const OTHERS = 300;

/** The tasks of a training, for the list of all tasks. */
export function segmentTasks(): [string, (inputs: TaskArrays, params: TaskParams) => TaskArrays][] {
  const built = new WeakMap<TaskArrays, SegmentEvidence>();
  return [
    [
      EXAMINE,
      (inputs, params) => {
        const sizes = JSON.parse(String(params.sizes)) as KnownSizes;
        const evidence = built.get(inputs) ?? new SegmentEvidence(knownAmong(inputs, sizes));
        built.set(inputs, evidence);
        return examine(evidence, inputs, params);
      },
    ],
    [FIT_FACTORS, fitFactors],
  ];
}

/** Rows of `which` among the inputs as a matrix, factored in one go. */
function fitFactors(inputs: TaskArrays, params: TaskParams): TaskArrays {
  const part = (name: string) => inputs[`${String(params.which)}${name}`];
  const indptr = part('indptr') as Int32Array;
  const userItems = {
    nRows: indptr.length - 1,
    nCols: Number(params.nItems),
    indptr,
    indices: part('indices') as Int32Array,
    values: part('values') as Float32Array,
  };
  const { width, lambda, seed } = params;
  const work = fitRidgeFactors(userItems, Number(width), Number(lambda), Number(seed));
  return { factors: finish(work).factors };
}

/**
 * Choices to learn from, for the questions `from` … `to`: each of some takers, first, among the same users who did not
 * take anything asked, drawn by the seed; what each stands for; and the evidence of every candidate.
 */
function examine(evidence: SegmentEvidence, inputs: TaskArrays, params: TaskParams): TaskArrays {
  const { takerEnds, takers } = inputs;
  const sizes: number[] = [];
  const logMultiplicity: number[] = [];
  const features: number[] = [];
  for (let s = Number(params.from); s < Number(params.to); s++) {
    const own = (takers as Int32Array).slice(s === 0 ? 0 : takerEnds[s - 1], takerEnds[s]);
    const others = drawOthers(own, evidence.nUsers, new Rng(Number(params.seed), `segment-others|${s}`));
    const each = log((evidence.nUsers - own.length) / others.length);
    new Rng(Number(params.seed), `segment-takers|${s}`).shuffle(own);
    const numbers = evidence.of(setAt(inputs, s));
    for (const taker of others.length === 0 ? [] : own.subarray(0, TAKERS)) {
      for (const user of [taker, ...others]) for (const column of numbers) features.push(column[user]);
      logMultiplicity.push(0);
      for (let k = 0; k < others.length; k++) logMultiplicity.push(each);
      sizes.push(others.length + 1);
    }
  }
  return {
    sizes: Int32Array.from(sizes),
    logMultiplicity: Float64Array.from(logMultiplicity),
    features: Float64Array.from(features),
  };
}

/** Numbers per candidate. */
export const WIDTH = EVIDENCE.length;

function drawOthers(takers: Int32Array, nUsers: number, rng: Rng): number[] {
  const taken = new Set(takers);
  const rest = nUsers - taken.size;
  if (rest <= OTHERS) return Array.from({ length: nUsers }, (_, u) => u).filter((u) => !taken.has(u));
  const drawn = new Set<number>();
  while (drawn.size < OTHERS) {
    const user = rng.below(nUsers);
    if (!taken.has(user)) drawn.add(user);
  }
  return [...drawn];
}
