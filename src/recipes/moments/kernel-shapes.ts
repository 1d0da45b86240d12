import type { Json, JsonObject } from '../../domain/json';
import type { ContextKernelShape } from '../../kernels/context-kernel';
import { log } from '../../kernels/math';

/** A sharp long look back, chosen on the row before the target of the development sets. */
const LONG: ContextKernelShape = {
  queryDecay: 0.87,
  rowDecay: 0.87,
  window: 25,
  power: 3,
  normExponent: 1,
  rarity: 0,
};
/** Where every item has hundreds of rows, a sharper look finds enough that resembles it: from a study of a million ratings. */
const DENSE_POWER = 4;
/** A short one, of what goes together in a visit: where people come in visits, lists gain 15 % by it (film club, instant). */
const SHORT: ContextKernelShape = {
  queryDecay: 0.5,
  rowDecay: 0.7,
  window: 12,
  power: 2,
  normExponent: 0.7,
  rarity: 0.2,
};
/** Rows to each used item from which on data count as dense. */
const DENSE_ROWS = 200;
/** And from which on they are not sparse any more. */
const SPARSE_ROWS = 20;

/** Bounds the work of a query, however many rows there are; dense data have more that is worth finding. */
const REACH = 500;
const DENSE_REACH = 1000;

/** Kernels for data of this density, by how well they do alone; without recency nothing decays. */
export function kernelsFor(density: number, recency: boolean): ContextKernelShape[] {
  const decay = (value: number): number => (recency ? value : 1);
  return [density < 1 ? LONG : { ...LONG, power: DENSE_POWER }, SHORT].map((shape) => ({
    ...shape,
    queryDecay: decay(shape.queryDecay),
    rowDecay: decay(shape.rowDecay),
  }));
}

/** Newest rows by which a kernel finds an item, at most. */
export function reachFor(density: number): number {
  return Math.round(REACH + density * (DENSE_REACH - REACH));
}

/** 0 for sparse data, 1 for dense ones, and in between by the logarithm of the rows to each used item. */
export function densityOf(rows: number, usedItems: number): number {
  const share = log(Math.max(1, rows / Math.max(1, usedItems)) / SPARSE_ROWS) / log(DENSE_ROWS / SPARSE_ROWS);
  return Math.max(0, Math.min(1, share));
}

/** Whether what was stored with a model is the shape of a kernel, and of numbers that one can reckon with. */
export function isKernelShape({
  queryDecay,
  rowDecay,
  window,
  power,
  normExponent,
  rarity,
}: JsonObject): boolean {
  const isDecay = within(queryDecay, 0, 1) && within(rowDecay, 0, 1);
  return (
    isDecay && within(window, 1, 1e4) && [power, normExponent, rarity].every((one) => within(one, 0, 100))
  );
}

/** Whether this is a number from the least to the greatest. */
export function within(value: Json | undefined, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}
