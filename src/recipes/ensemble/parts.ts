import type { NumberArray, TaskArrays } from '../../domain/ports';
import { buildRowIndex } from '../../kernels/context-kernel';
import { easeEvidence, fitEaseArrays } from './ease-evidence';
import type { Evidence } from './evidence';
import { KernelEvidence } from './evidence';
import { BagEvidence, fitBagArrays, fitRidgeArrays, MatrixEvidence } from './linear-evidence';
import type { Moments } from './moments';
import type { Plan } from './plan';

/** Parts that are fitted, by the names of their features. */
export type FittedPart = 'ease' | 'bag' | 'ridge0' | 'ridge1';

const RIDGE_FLOOR = 1e-3;

/** What a plan has fitted once the kernels are there. */
export function fittedParts(plan: Plan): FittedPart[] {
  const parts: FittedPart[] = [];
  if (plan.ease !== null) parts.push('ease');
  if (plan.bagNeighbours > 0) parts.push('bag');
  plan.ridges.forEach((_, k) => parts.push(k === 0 ? 'ridge0' : 'ridge1'));
  return parts;
}

function ridgeNumber(part: FittedPart): number {
  return part === 'ridge1' ? 1 : 0;
}

/** Fits one part; yields the share done. @returns its arrays, by the names they are stored under. */
export function fitPart(
  part: FittedPart,
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

/** A fitted part over moments. @param arrays what `fitPart` gave, among others. */
export function fittedEvidence(part: FittedPart, moments: Moments, plan: Plan, arrays: TaskArrays): Evidence {
  const { nItems } = moments;
  if (part === 'ease') return easeEvidence(moments, plan, arrays);
  if (part === 'bag') return new BagEvidence(nItems, plan.easeDecay, arrays);
  const items = arrays[`${part}Items`] as Int32Array;
  const weights = arrays[`${part}Weights`] as Float32Array;
  const { decay } = plan.ridges[ridgeNumber(part)];
  return new MatrixEvidence(nItems, { items, weights }, decay, RIDGE_FLOOR);
}
