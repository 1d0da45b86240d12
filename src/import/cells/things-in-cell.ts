import type { MadeSplit } from '../../domain/imports';
import { namesInCell } from './lists-in-cells';

/** `2× Cup`, `2 x Cup`: how many of it. */
export const COUNTED = /^(\d+) ?[×x] ?(?=\D|\d{2})/;

/** How the cells of a column hold several things each. */
export type SeveralInCell = Pick<MadeSplit, 'separator' | 'counted' | 'listed' | 'labels' | 'marked'>;

/** A column of such cells, and those beside it that hold more things of the same row or say something of each. */
export type SeveralInColumns = SeveralInCell & Pick<MadeSplit, 'column' | 'beside' | 'along'>;

/** The things of a cell in their places, blanks among them. */
export function placesOf(
  cell: string,
  { separator, listed }: Pick<SeveralInCell, 'separator' | 'listed'>,
): string[] {
  if (listed) return namesInCell(cell);
  return cell
    .trim()
    .split(separator)
    .map((part) => part.trim());
}

/** How many of it, and what: `2× Cup`. */
export function countedThing(part: string): { readonly count: string; readonly thing: string } {
  const match = COUNTED.exec(part);
  return match === null
    ? { count: '1', thing: part }
    : { count: match[1], thing: part.slice(match[0].length) };
}
