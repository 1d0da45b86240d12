import type { NumberArray, TaskArrays } from '../../domain/ports';
import { plainMemory, type Memory } from '../../kernels/tiles';
import { layOutPlannedEase, layOutPlannedRidge, solveTiles, type DenseSolve } from './dense-solve';
import { easeEvidence } from './ease-evidence';
import type { Evidence } from '../moments/evidence';
import { fitLocalArrays, joinLocalArrays, LocalEvidence } from './taste-evidence';
import { BagEvidence, fitBagArrays, type ItemRange, MatrixEvidence } from './linear-evidence';
import type { Moments } from '../moments/moments';
import { NetworkEvidence } from './network-evidence';
import type { Plan } from './ensemble-plan';

/** Parts that are solved in one go, by the names of their features. */
export type SolvedPart = 'ease' | 'bag' | 'local' | 'ridge0' | 'ridge1';
/** These, the co-occurrence of all that a history holds, however old, and what learns step by step. */
export type FittedPart = SolvedPart | 'memory' | 'network';

const RIDGE_FLOOR = 1e-3;

/** What a plan has solved once the kernels are there. */
export function solvedParts(plan: Plan): SolvedPart[] {
  const parts: SolvedPart[] = [];
  if (plan.ease !== null) parts.push('ease');
  if (plan.bagNeighbours > 0) parts.push('bag');
  if (plan.unordered !== undefined) parts.push('local');
  plan.ridges.forEach((_, k) => parts.push(k === 0 ? 'ridge0' : 'ridge1'));
  return parts;
}

/** Without order the bag holds all as it is. */
function remembers({ bagNeighbours, unordered }: Plan): boolean {
  return bagNeighbours > 0 && unordered === undefined;
}

/** All that a plan's held-out rows ask once that is solved. */
export function askedParts(plan: Plan): FittedPart[] {
  return [...solvedParts(plan), ...(remembers(plan) ? (['memory'] as const) : [])];
}

/** The arrays of one part among those of several, by the names they are stored under. */
export function arraysOf(part: FittedPart, arrays: TaskArrays): TaskArrays {
  const prefix = part === 'memory' ? 'bag' : part;
  return Object.fromEntries(Object.entries(arrays).filter(([name]) => name.startsWith(prefix)));
}

function ridgeNumber(part: SolvedPart): number {
  return part === 'ridge1' ? 1 : 0;
}

/** Whether a part is cut into ranges of items, so that every worker has some. */
export function isCut(part: SolvedPart): part is 'bag' | 'local' {
  return part === 'bag' || part === 'local';
}

/** The dense solve of a part; null for parts that are none. */
export function layOutPart(
  part: SolvedPart,
  moments: Moments,
  plan: Plan,
  memory: Memory,
): DenseSolve | null {
  if (isCut(part)) return null;
  if (part === 'ease') return layOutPlannedEase(moments, plan, memory);
  return layOutPlannedRidge(moments, plan, ridgeNumber(part), memory);
}

/**
 * Solves one part in this thread; yields the share done. @returns its arrays, by the names they are stored under.
 *
 * @param range of a part that is no dense solve, the items that are wanted; default: all.
 */
export function* solvePart(
  part: SolvedPart,
  moments: Moments,
  plan: Plan,
  range?: ItemRange,
): Generator<number, Readonly<Record<string, NumberArray>>> {
  const solve = layOutPart(part, moments, plan, plainMemory);
  if (part === 'local') {
    if (plan.unordered === undefined) throw new RangeError('no local ridges were planned');
    const fit = yield* fitLocalArrays(moments, plan.unordered, range);
    return range === undefined ? joinLocalArrays([fit], moments.nItems) : fit;
  }
  if (solve === null) return yield* fitBagArrays(moments, plan, range);
  yield* solveTiles(solve);
  return solve.arrays;
}

/** A fitted part over moments. @param arrays what the fit gave, among others. */
export function fittedEvidence(part: FittedPart, moments: Moments, plan: Plan, arrays: TaskArrays): Evidence {
  const { nItems } = moments;
  if (part === 'network') return new NetworkEvidence(arrays);
  if (part === 'ease') return easeEvidence(moments, plan, arrays);
  if (part === 'bag') return new BagEvidence(nItems, plan.easeDecay, arrays);
  if (part === 'local') return new LocalEvidence(nItems, arrays);
  if (part === 'memory') return new BagEvidence(nItems, 1, arrays);
  const items = arrays[`${part}Items`] as Int32Array;
  const weights = arrays[`${part}Weights`] as Float32Array;
  const { decay } = plan.ridges[ridgeNumber(part)];
  return new MatrixEvidence(nItems, { items, weights }, decay, RIDGE_FLOOR);
}
