import { COUNTED, type SeveralInCell, countedThing, labelledIn, placesOf } from '../cells/things-in-cell';
import type { SampledColumn } from './sampled-column';
import { filledCells } from './evidence';

/** What stands between the things in one cell, the likeliest first. */
const SEPARATORS = [';', '|', '\n', ',', ' '] as const;
/** Between blanks stand ids with a figure in them, as a name is of several words. */
const ID = /^\S*\d\S*$/;
/** Shown, and whether it was chosen. */
const MARKED = /^\S+-[01]$/;
/** Of the filled cells that must hold several. */
const OFTEN = 0.1;
/** Of what stands behind a separator that must stand at another place elsewhere. */
const ANYWHERE = 0.8;
/** Fewer different things behind a separator say nothing. */
const LEAST = 5;

/**
 * How a column names several things in one cell, as the orders of some shops and the answers of forms do; null where a
 * cell is one thing. The things of a basket stand in any order, and the boxes of a form are ticked in any number: what
 * comes behind a separator comes at another place elsewhere. The rear parts of `Good, the Bad, The`, `Kim, Ann` or
 * `Shirt, red, XL` do not.
 */
export function severalInCells({
  cells,
  facts,
}: Pick<SampledColumn, 'cells'> & { readonly facts?: SampledColumn['facts'] }): SeveralInCell | null {
  const filled = new Set(filledCells(cells));
  if (facts?.lists !== undefined)
    return holdSeveral([...filled], { separator: '|', counted: false, listed: true });
  const labelled = labelledIn([...filled]);
  if (labelled !== null) return { ...labelled, counted: false };
  for (const separator of SEPARATORS) {
    const several = holdSeveral([...filled], { separator, counted: false });
    if (several !== null) return several;
  }
  return null;
}

function holdSeveral(filled: readonly string[], way: SeveralInCell): SeveralInCell | null {
  const parts = filled.map((cell) => placesOf(cell, way).filter((part) => part !== ''));
  const several = parts.filter(({ length }) => length > 1);
  if (several.length === 0 || several.length < parts.length * OFTEN) return null;
  const all = parts.flat();
  if (way.separator === ' ' && !all.every((part) => ID.test(part))) return null;
  if (all.every((part) => MARKED.test(part))) return { ...way, marked: true };
  const counted = all.filter((part) => COUNTED.test(part)).length >= all.length * 0.9;
  const nameOf = (part: string): string => (counted ? countedThing(part).thing : part);
  const places = new Map<string, Set<number>>();
  for (const cell of parts)
    for (const [place, part] of cell.entries())
      places.set(nameOf(part), (places.get(nameOf(part)) ?? new Set()).add(place));
  const behind = several.flatMap(([, ...rest]) => rest.map(nameOf));
  const anywhere = behind.filter((part) => (places.get(part)?.size ?? 0) > 1).length;
  return new Set(behind).size >= LEAST && anywhere >= behind.length * ANYWHERE ? { ...way, counted } : null;
}

/** Ids with blanks between them in each cell. */
export const holdsIds = (column: Pick<SampledColumn, 'cells'>): boolean =>
  severalInCells(column)?.separator === ' ';
