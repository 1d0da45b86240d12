import { ALL_FILES, readMadeName, type Holding } from '../../domain/made-name';
import type { DatasetType } from '../../domain/schema';
import * as say from '../messages/finding';

const HELD: { readonly [holding in Holding]: typeof say.peopleOf } = {
  answers: say.answersOf,
  lines: say.linesOf,
  items: say.itemsOf,
  people: say.peopleOf,
  rows: say.rowsOf,
};

/** What a table is called on screen: a file by its own name, one that was made by what it holds. */
export function tableName(file: string): string {
  const made = readMadeName(file);
  if (made === null) return file;
  return HELD[made.holding]({ stem: made.stem === ALL_FILES ? say.allFiles() : made.stem });
}

/** What a column is called behind the word for it: one without a name by its place alone. */
export function columnName(header: string): string {
  return header.replace(/^column (?=\d+$)/, '');
}

/** `items of ratings` need not be said to be items. */
export function namesItsKind(file: string, dataset: DatasetType): boolean {
  const holding = readMadeName(file)?.holding;
  return (holding === 'items' && dataset === 'ITEMS') || (holding === 'people' && dataset === 'USERS');
}

/** How the column is spoken of that tells the parts of a gathered table apart. */
export function markWords(mark: string | null): {
  readonly how: 'none' | 'kind' | 'other';
  readonly mark: string;
} {
  return { how: mark === null ? 'none' : mark === 'event_type' ? 'kind' : 'other', mark: mark ?? '' };
}
