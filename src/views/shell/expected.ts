import { counted } from '../../domain/numbers';
import type { Expected } from '../../state/linked-data';

/** What is open here; null: nothing is. */
interface Present {
  readonly rows: number;
  /** null as long as it is not computed. */
  readonly checksum: string | null;
}

/** How what is open differs from what the link was made on, in words; null: it is the same, or nobody knows yet. */
export function differenceWords({ name, rows, checksum }: Expected, present: Present | null): string | null {
  const made = `This link was made on “${name}”: ${counted(rows, 'row', 'rows')}${checksum === '' ? '' : `, checksum ${checksum}`}.`;
  const todo = 'Drop that file anywhere to see the same figures';
  if (present === null) return `${made} ${todo}.`;
  if (present.rows !== rows)
    return `${made} ${todo}; what is open here has ${counted(present.rows, 'row', 'rows')}.`;
  if (checksum === '' || present.checksum === null || present.checksum === checksum) return null;
  return `${made} ${todo}; what is open here has as many rows, but other ones: checksum ${present.checksum}.`;
}
