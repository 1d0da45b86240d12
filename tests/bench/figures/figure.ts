export type Section =
  | 'kernels'
  | 'rivals'
  | 'filters'
  | 'training'
  | 'memory'
  | 'latency'
  | 'measuring'
  | 'batch'
  | 'growth'
  | 'page';
export type Unit = 'GFLOPS' | '%' | '×' | 's' | 'ms' | 'MB' | 'users/s';

/** What a figure is to reach: at least, or at most, so much of its unit. */
export interface Target {
  readonly bound: 'at least' | 'at most';
  readonly value: number;
}

/** One thing that was measured. */
export interface Figure {
  readonly section: Section;
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  readonly target?: Target;
}

export const atLeast = (value: number): Target => ({ bound: 'at least', value });
export const atMost = (value: number): Target => ({ bound: 'at most', value });

/** Whether a figure reaches its target; null where it has none. What could not be measured (NaN) misses. */
export function verdict({ value, target }: Figure): 'meets' | 'misses' | null {
  if (target === undefined) return null;
  const reached = target.bound === 'at least' ? value >= target.value : value <= target.value;
  return reached ? 'meets' : 'misses';
}
