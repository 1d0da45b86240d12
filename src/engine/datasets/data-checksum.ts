import type { Tables } from '../../domain/columns';
import { fnv1a } from '../../kernels/fnv1a';

/** Rows between two pauses. */
const AT_ONCE = 2000;

/**
 * FNV-1a over who, what and when of every row, in the order of the table: 8 hexadecimal digits.
 *
 * @param pause called now and then with the rows done and all; what it throws ends the work.
 */
export async function checksumOf(
  { userIds, itemIds, interactions }: Tables,
  pause: (done: number, total: number) => Promise<void> = async () => undefined,
): Promise<string> {
  let sum = 0;
  for (let row = 0; row < interactions.nRows; row++) {
    if (row % AT_ONCE === 0) await pause(row, interactions.nRows);
    const user = userIds[interactions.userIdx[row]];
    const item = itemIds[interactions.itemIdx[row]];
    sum = fnv1a(`${sum}|${user}|${item}|${interactions.timestampSec[row]}`);
  }
  return sum.toString(16).padStart(8, '0');
}
