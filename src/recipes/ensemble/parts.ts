import type { NumberArray, TaskArrays } from '../../domain/ports';
import { buildRowIndex } from '../../kernels/context-kernel';
import { EaseEvidence, fitEaseArrays } from './ease-evidence';
import type { Evidence } from './evidence';
import { KernelEvidence } from './evidence';
import type { Moments } from './moments';
import type { Plan } from './plan';

/** Parts that are fitted, in the order in which a training adds them. */
export type FittedPart = 'ease';

export function fittedParts(plan: Plan): FittedPart[] {
  return plan.ease === null ? [] : ['ease'];
}

/** Fits one part; yields the share done. @returns its arrays, by the names they are stored under. */
export function fitPart(
  part: FittedPart,
  moments: Moments,
  plan: Plan,
): Generator<number, Record<string, NumberArray>> {
  return { ease: fitEaseArrays }[part](moments, plan);
}

/** The kernels of a plan over these moments, by feature name. */
export function kernelParts(moments: Moments, plan: Plan): Map<string, Evidence> {
  const index = buildRowIndex(moments, moments.nItems, plan.reach);
  return new Map(plan.kernels.map((shape, k) => [`kernel${k}`, new KernelEvidence(index, shape)]));
}

/** A fitted part over the moments that it was fitted on. */
export function fittedEvidence(part: FittedPart, moments: Moments, plan: Plan, arrays: TaskArrays): Evidence {
  return new { ease: EaseEvidence }[part](moments, plan, arrays);
}
