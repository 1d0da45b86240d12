import type { Expected } from '../../state/linked-data';
import * as say from '../../../words/messages/studentbar';

/** What is open here; null: nothing is. */
interface Present {
  readonly rows: number;
  /** null as long as it is not computed. */
  readonly checksum: string | null;
}

/** How what is open differs from what the link was made on, in words; null: it is the same, or nobody knows yet. */
export function differenceWords({ name, rows, checksum }: Expected, present: Present | null): string | null {
  const made =
    checksum === '' ? say.madeOn({ name, count: rows }) : say.madeOnSum({ name, count: rows, checksum });
  if (present === null) return `${made} ${say.dropThatFile()}`;
  if (present.rows !== rows) return `${made} ${say.dropOtherRows({ count: present.rows })}`;
  if (checksum === '' || present.checksum === null || present.checksum === checksum) return null;
  return `${made} ${say.dropOtherSum({ checksum: present.checksum })}`;
}
