import { TABLE_LIMITS } from '../../../../domain/table-limits';
import type { SourceFile } from '../../bytes/source';
import { type JoinedDown, SHEET_COLUMNS } from '../sheet-table';
import { textPieces } from '../text-pieces';
import { tableFault } from '../../table-fault';
import { type Book } from '../xml';

/** Which cells of a sheet are joined with those below them. */
export class MergedRanges {
  /** By the row in which they begin, column and last row of each in turn: a sheet may have hundreds of thousands. */
  readonly #byRow = new Map<number, number[]>();

  add(row: number, column: number, lastRow: number): void {
    const begun = this.#byRow.get(row);
    if (begun === undefined) this.#byRow.set(row, [column, lastRow]);
    else begun.push(column, lastRow);
  }

  beginIn(row: number): readonly JoinedDown[] | undefined {
    const begun = this.#byRow.get(row);
    if (begun === undefined) return undefined;
    return Array.from({ length: begun.length / 2 }, (_, i) => ({
      column: begun[2 * i],
      lastRow: begun[2 * i + 1],
    }));
  }
}

/** An element of the list, with or without the prefix of a namespace; no text of a cell can hold its bracket. */
const ELEMENT = /<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']/g;
/** Such an element is shorter. */
const LONGEST = 200;
/** Some millions of them. */
const MOST_CHARS = TABLE_LIMITS.wholeChars / 4;

/**
 * The list of joined cells stands behind all rows of a sheet, which is therefore read once more, without looking at its
 * cells. @throws AppError TABLE_UNREADABLE where the list is longer than a tab should hold.
 */
export async function mergedRanges(part: SourceFile, book: Book): Promise<MergedRanges> {
  const ranges = new MergedRanges();
  let rest = '';
  let chars = 0;
  for await (const piece of textPieces(part, { gzip: false, encoding: 'utf-8' })) {
    const text = rest + piece;
    let end = 0;
    if (text.includes('mergeCell'))
      for (const { 0: element, 1: letters, 2: from, 3: to, index } of text.matchAll(ELEMENT)) {
        chars += element.length;
        end = index + element.length;
        const [row, lastRow, column] = [Number(from), Number(to), columnOf(letters)];
        if (lastRow > row && column !== null && column < SHEET_COLUMNS) ranges.add(row, column, lastRow);
      }
    if (chars > MOST_CHARS) throw tableFault(book, 'too-long');
    // An element may go on in the next piece.
    rest = text.slice(Math.max(end, text.length - LONGEST));
  }
  return ranges;
}

/** The column of `AB12`, from 0; null where no letters come first. */
export function columnOf(reference: string): number | null {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
    if (column > SHEET_COLUMNS) return SHEET_COLUMNS;
  }
  return column === 0 ? null : column - 1;
}
