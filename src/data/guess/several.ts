import { labelledIn, type Labels } from './labelled';
import type { SampledColumn } from './sampled-column';
import { filledCells } from './evidence';

/** What stands between the things in one cell, the likeliest first. */
const SEPARATORS = [';', '|', '\n', ','] as const;
/** Of the filled cells that must hold several. */
const OFTEN = 0.1;
/** Of what stands behind a separator that must stand at another place elsewhere. */
const ANYWHERE = 0.8;
/** Fewer different things behind a separator say nothing. */
const LEAST = 5;
/** `2× Cup`, `2 x Cup`: how many of it. */
const COUNTED = /^(\d+) ?[×x] ?(?=\D|\d{2})/;

/** How the cells of a column hold several things each. */
export interface SeveralInCell {
  readonly separator: string;
  /** How many stands before each thing. */
  readonly counted: boolean;
  /** Each thing is told by labels: `name:Cup|product_id:12|qty:2`. */
  readonly labels?: Labels;
}

/** A column of such cells, and those beside it that hold more things of the same row. */
export interface SeveralInColumns extends SeveralInCell {
  readonly column: number;
  readonly beside?: readonly number[];
}

/** A cell cut at a separator, blanks left out. */
export function partsOf(cell: string, separator: string): string[] {
  return cell
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** How many of it, and what: `2× Cup`. */
export function countedThing(part: string): { readonly count: string; readonly thing: string } {
  const match = COUNTED.exec(part);
  return match === null
    ? { count: '1', thing: part }
    : { count: match[1], thing: part.slice(match[0].length) };
}

/**
 * How a column names several things in one cell, as the orders of some shops and the answers of forms do; null where a
 * cell is one thing. The things of a basket stand in any order, and the boxes of a form are ticked in any number: what
 * comes behind a separator comes at another place elsewhere. The rear parts of `Good, the Bad, The`, `Kim, Ann` or
 * `Shirt, red, XL` do not.
 */
export function severalInCells({ cells }: Pick<SampledColumn, 'cells'>): SeveralInCell | null {
  const filled = new Set(filledCells(cells));
  const labelled = labelledIn([...filled]);
  if (labelled !== null) return { ...labelled, counted: false };
  for (const separator of SEPARATORS) {
    const parts = [...filled].map((cell) => partsOf(cell, separator));
    const several = parts.filter(({ length }) => length > 1);
    if (several.length === 0 || several.length < parts.length * OFTEN) continue;
    const all = parts.flat();
    const counted = all.filter((part) => COUNTED.test(part)).length >= all.length * 0.9;
    const nameOf = (part: string): string => (counted ? countedThing(part).thing : part);
    const places = new Map<string, Set<number>>();
    for (const cell of parts)
      for (const [place, part] of cell.entries())
        places.set(nameOf(part), (places.get(nameOf(part)) ?? new Set()).add(place));
    const behind = several.flatMap(([, ...rest]) => rest.map(nameOf));
    const anywhere = behind.filter((part) => (places.get(part)?.size ?? 0) > 1).length;
    if (new Set(behind).size >= LEAST && anywhere >= behind.length * ANYWHERE) return { separator, counted };
  }
  return null;
}
