import type { NumberArray, TaskArrays } from '../../domain/ports';
import { buildRowIndex } from '../../kernels/context-kernel';
import { easeEvidence, fitEaseArrays } from './ease-evidence';
import type { Evidence } from './evidence';
import { KernelEvidence } from './evidence';
import { BagEvidence, fitBagArrays, fitRidgeArrays, MatrixEvidence } from './linear-evidence';
import type { Moments } from './moments';
import { NetworkEvidence } from './network-evidence';
import type { Plan } from './plan';

/** Parts that are solved in one go, by the names of their features. */
export type SolvedPart = 'ease' | 'bag' | 'ridge0' | 'ridge1';
/** These, and what learns step by step. */
export type FittedPart = SolvedPart | 'network';

const RIDGE_FLOOR = 1e-3;

/** What a plan has solved once the kernels are there. */
export function solvedParts(plan: Plan): SolvedPart[] {
  const parts: SolvedPart[] = [];
  if (plan.ease !== null) parts.push('ease');
  if (plan.bagNeighbours > 0) parts.push('bag');
  plan.ridges.forEach((_, k) => parts.push(k === 0 ? 'ridge0' : 'ridge1'));
  return parts;
}

function ridgeNumber(part: SolvedPart): number {
  return part === 'ridge1' ? 1 : 0;
}

/** Solves one part; yields the share done. @returns its arrays, by the names they are stored under. */
export function solvePart(
  part: SolvedPart,
  moments: Moments,
  plan: Plan,
): Generator<number, Record<string, NumberArray>> {
  if (part === 'ease') return fitEaseArrays(moments, plan);
  if (part === 'bag') return fitBagArrays(moments, plan);
  return fitRidgeArrays(moments, plan, ridgeNumber(part));
}

/** The kernels of a plan over these moments, by feature name. */
export function kernelParts(moments: Moments, plan: Plan): Map<string, Evidence> {
  const index = buildRowIndex(moments, moments.nItems, plan.reach);
  return new Map(plan.kernels.map((shape, k) => [`kernel${k}`, new KernelEvidence(index, shape)]));
}

/** A fitted part over moments. @param arrays what the fit gave, among others. */
export function fittedEvidence(part: FittedPart, moments: Moments, plan: Plan, arrays: TaskArrays): Evidence {
  const { nItems } = moments;
  if (part === 'network') return new NetworkEvidence(arrays);
  if (part === 'ease') return easeEvidence(moments, plan, arrays);
  if (part === 'bag') return new BagEvidence(nItems, plan.easeDecay, arrays);
  const items = arrays[`${part}Items`] as Int32Array;
  const weights = arrays[`${part}Weights`] as Float32Array;
  const { decay } = plan.ridges[ridgeNumber(part)];
  return new MatrixEvidence(nItems, { items, weights }, decay, RIDGE_FLOOR);
}
