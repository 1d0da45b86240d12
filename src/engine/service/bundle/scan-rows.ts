import type { Job } from '../../../domain/ports';

/** Rows between two looks at the job: a few milliseconds of reading cells. */
const ROWS_A_STEP = 4096;

/** Visits rows `from` … `to` − 1 in order, and lets the job in between. */
export async function scanRows(
  { from, to }: { readonly from: number; readonly to: number },
  job: Job,
  visit: (row: number) => void,
): Promise<void> {
  for (let row = from; row < to;) {
    await job.checkpoint('scan', row, to);
    const end = Math.min(to, row + ROWS_A_STEP);
    for (; row < end; row++) visit(row);
  }
}
