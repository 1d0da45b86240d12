import { ALL_FILES, readMadeName, type Holding } from '../domain/made-name';
import * as say from '../words/finding';

const HELD: { readonly [holding in Holding]: typeof say.peopleOf } = {
  answers: say.answersOf,
  lines: say.linesOf,
  items: say.itemsOf,
  people: say.peopleOf,
};

/** What a table is called on screen: a file by its own name, one that was made by what it holds. */
export function tableName(file: string): string {
  const made = readMadeName(file);
  if (made === null) return file;
  return HELD[made.holding]({ stem: made.stem === ALL_FILES ? say.allFiles() : made.stem });
}
