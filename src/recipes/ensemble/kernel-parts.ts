import type { TaskArrays } from '../../domain/ports';
import { BasketKernel } from '../../kernels/basket-kernel';
import { buildRowIndex, type RowIndex } from '../../kernels/context-kernel';
import type { Memory } from '../../kernels/tiles';
import { TasteEvidence } from './taste-evidence';
import { BasketEvidence, type Evidence, KernelEvidence } from '../moments/evidence';
import type { Moments } from '../moments/moments';
import type { Plan } from './ensemble-plan';

/** By which rows each item is found. */
const [COUNTS, PTR, ROWS] = ['kernelCounts', 'kernelPtr', 'kernelRows'];

/** The kernels of a plan over these moments, by feature name. @param arrays those of `fillKernels`, where they are among them. */
export function kernelParts(moments: Moments, plan: Plan, arrays: TaskArrays = {}): Map<string, Evidence> {
  const taste = plan.unordered?.taste;
  if (taste) return new Map([['taste', new TasteEvidence(moments, taste)]]);
  const index =
    arrays[PTR] === undefined
      ? buildRowIndex(moments, moments.nItems, plan.reach)
      : indexAmong(arrays, moments);
  const { basket } = plan;
  const parts = new Map<string, Evidence>();
  plan.kernels.forEach((shape, k) => parts.set(`kernel${k}`, new KernelEvidence(index, shape)));
  if (basket !== undefined)
    parts.set('basket', new BasketEvidence(new BasketKernel(index, moments.timestampSec, basket)));
  return parts;
}

/**
 * Room for what kernels are found by, four bytes to a row: in memory that threads share one of them fills it (`fillKernels`), and
 * all are asked by it, in place of one for each.
 */
export function layOutKernels({ items, nItems }: Moments, { kernels }: Plan, memory: Memory): TaskArrays {
  if (kernels.length === 0) return {};
  return {
    [COUNTS]: memory.int32(nItems),
    [PTR]: memory.int32(nItems + 1),
    [ROWS]: memory.int32(items.length),
  };
}

/** @param arrays what `layOutKernels` gave, among others. */
export function fillKernels(moments: Moments, plan: Plan, arrays: TaskArrays): void {
  if (arrays[PTR] === undefined) return;
  const index = buildRowIndex(moments, moments.nItems, plan.reach);
  arrays[COUNTS].set(index.itemCounts);
  arrays[PTR].set(index.itemPtr);
  arrays[ROWS].set(index.itemRows);
}

function indexAmong(arrays: TaskArrays, { nItems, nUsers, userPtr, items, rowWeight }: Moments): RowIndex {
  const itemPtr = arrays[PTR] as Int32Array;
  return {
    ...{ nItems, nUsers, userPtr, items, rowWeight },
    itemCounts: arrays[COUNTS] as Int32Array,
    itemPtr,
    itemRows: (arrays[ROWS] as Int32Array).subarray(0, itemPtr[nItems]),
  };
}
