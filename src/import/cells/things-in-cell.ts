import type { MadeSplit } from '../../domain/imports';
import { namesInCell } from './lists-in-cells';

/** Which labels of a thing say what it is, what it is called and how many there are. */
export type Labels = NonNullable<MadeSplit['labels']>;

/** What stands between the things of a cell. */
const BETWEEN = [';', '\n', '|'] as const;
/** Of the things that must be told by the same labels. */
const NEARLY = 0.9;
const THING = 'product_id productid sku product_sku name product_name item product id'.split(' ');
const NAME = ['name', 'product_name', 'title', 'item', 'product'];
const COUNT = ['qty', 'quantity', 'product_qty', 'product_quantity'];

/** `name:Cup|product_id:12` or `Product ID: 7, Product Name: Cup` by its labels, lower case and without blanks. */
export function fieldsOf(part: string): ReadonlyMap<string, string> {
  return new Map(labelledParts(part).toReversed());
}

function labelledParts(part: string): (readonly [label: string, cell: string])[] {
  const fields: [string, string][] = [];
  for (const field of part.split(/\||,\s*(?=[A-Z][\w ]*:\s)/)) {
    const match = /^\s*([A-Za-z][\w ]*?)\s*:\s*(.*)$/s.exec(field);
    const label = match?.[1].toLowerCase().replaceAll(' ', '_');
    if (match && label !== undefined) fields.push([label, match[2].trim()]);
  }
  return fields;
}

/**
 * How the cells of a column tell the things in them by labels, as the plugins of some shops do; null where they do not.
 * One thing in each cell is enough: the labels say what it is.
 */
export function labelledIn(
  cells: readonly string[],
): { readonly separator: string; readonly labels: Labels } | null {
  if (cells.length === 0) return null;
  for (const separator of BETWEEN) {
    const parts = cells.flatMap((cell) => cell.split(separator).map((part) => part.trim()));
    const filled = parts.filter((part) => part !== '');
    const things = filled.map(fieldsOf);
    // Labels that come again are those of the next thing.
    if (filled.some((part, i) => labelledParts(part).length > things[i].size)) continue;
    const mostHave = (label: string): boolean =>
      things.filter((fields) => (fields.get(label) ?? '') !== '').length >= things.length * NEARLY;
    if (things.filter(({ size }) => size > 1).length < things.length * NEARLY) continue;
    const thing = THING.find(mostHave);
    if (thing === undefined) continue;
    const name = NAME.find(mostHave) ?? null;
    const count = COUNT.find(mostHave) ?? null;
    return { separator, labels: { thing, name: name === thing ? null : name, count } };
  }
  return null;
}

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
