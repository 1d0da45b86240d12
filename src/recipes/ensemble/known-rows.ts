import type { TrainingData } from '../../domain/histories';
import type { Pool } from '../../domain/ports';
import type { HeldOutMoment } from './draw-held-out';
import { momentsOf, type Moments } from '../moments/moments';

/** What is known while some of people's newest rows are held out. */
export class KnownRows {
  readonly moments: Moments;

  constructor(
    private readonly whole: TrainingData,
    private readonly heldOut: readonly HeldOutMoment[],
    private readonly pool: Pool,
  ) {
    this.moments = momentsOf(this.without([]));
  }

  /** The rows anew, and without more that is held out, in memory that workers see. */
  without(more: readonly HeldOutMoment[]): TrainingData {
    return withoutRows(this.whole, [...this.heldOut, ...more], this.pool);
  }
}

/** The rows without those that are held out, each with all that its person did after it; in memory that workers see. */
export function withoutRows(
  data: TrainingData,
  heldOut: readonly Pick<HeldOutMoment, 'userIdx' | 'from'>[],
  pool: Pool,
): TrainingData {
  const { nUsers, rowWeight, columnRow } = data;
  const until = data.userPtr.slice(1);
  for (const { userIdx, from } of heldOut) until[userIdx] = Math.min(until[userIdx], from);
  const userPtr = new Int32Array(nUsers + 1);
  for (let u = 0; u < nUsers; u++) userPtr[u + 1] = userPtr[u] + until[u] - data.userPtr[u];
  const nRows = userPtr[nUsers];
  const kept = {
    items: pool.int32(nRows),
    timestampSec: pool.float64(nRows),
    eventType: new Uint16Array(nRows),
    rowWeight: rowWeight && pool.float32(nRows),
    ...(columnRow && { columnRow: new Int32Array(nRows) }),
  };
  for (let u = 0; u < nUsers; u++) {
    const [from, to] = [data.userPtr[u], until[u]];
    kept.items.set(data.items.subarray(from, to), userPtr[u]);
    kept.timestampSec.set(data.timestampSec.subarray(from, to), userPtr[u]);
    kept.eventType.set(data.eventType.subarray(from, to), userPtr[u]);
    if (rowWeight !== null) kept.rowWeight?.set(rowWeight.subarray(from, to), userPtr[u]);
    if (columnRow !== undefined) kept.columnRow?.set(columnRow.subarray(from, to), userPtr[u]);
  }
  return { ...data, userPtr, ...kept };
}
