import type { Rng } from '../../../src/kernels/rng';
import { AWKWARD, many, mutatedBytes, mutatedText, oneIn, pick } from './mutate';

type Bytes = Uint8Array<ArrayBuffer>;
type Cell = (random: Rng) => string;

const digits: Cell = (random) => String(random.below(12));
const word: Cell = (random) =>
  pick(random, ['u1', 'u2', 'abc', 'Zoë', '茶', '007', ' 7 ', 'a b', 'O"Neil', 'x,y', 'two\nlines', '1e3']);
const id: Cell = (random) => (oneIn(random, 3) ? word(random) : digits(random));
const seconds: Cell = (random) => String(1_400_000_000 + random.below(9) * 86_400);
const millis: Cell = (random) => `${seconds(random)}${pick(random, ['000', '123'])}`;
const iso: Cell = (random) =>
  new Date(Number(seconds(random)) * 1000).toISOString().slice(0, pick(random, [10, 19]));
const amount: Cell = (random) =>
  pick(random, ['1', '2.5', '-3', '0', '', '1e5', '.5', '5.', '0.1', '9007199254740993', '123456.789', '+4']);
const category: Cell = (random) =>
  pick(random, ['drama', 'comedy', 'comedy|drama', 'a| b', '', '(no genres listed)', 'Sci-Fi']);
const flag: Cell = (random) => pick(random, ['true', 'false', '']);
const title: Cell = (random) => pick(random, ['Heat (1995)', 'The "Best" Film (2001)', 'Alien (1979)', 'M']);
const type: Cell = (random) => pick(random, ['click', 'watch', 'CLICK', 'buy']);

/** What a table is for, by its headers, and how its cells are written. */
const SHAPES: readonly (readonly (readonly [string, Cell])[])[] = [
  [['USER_ID', id], ['ITEM_ID', id], ['TIMESTAMP', seconds]],
  [['USER_ID', id], ['ITEM_ID', id], ['EVENT_TYPE', type], ['EVENT_VALUE', amount], ['TIMESTAMP', seconds], ['IMPRESSION', category]],
  [['userId', digits], ['movieId', digits], ['rating', amount], ['timestamp', seconds]],
  [['Customer', id], ['Product', id], ['Date', iso], ['Quantity', amount], ['Country', word]],
  [['user', id], ['item', id], ['time', millis], ['level', digits], ['new', flag]],
  [['visitor', id], ['sku', id]],
]; // prettier-ignore
const DESCRIBED: readonly (readonly (readonly [string, Cell])[])[] = [
  [['ITEM_ID', id], ['GENRE', category], ['PRICE', amount], ['CREATION_TIMESTAMP', seconds]],
  [['movieId', digits], ['title', title], ['genres', category]],
  [['USER_ID', id], ['AGE', digits], ['TIER', word], ['NEW', flag]],
]; // prettier-ignore
const NAMES = [
  ['interactions.csv', 'ratings.csv', 'orders.txt', 'x.tsv'],
  ['items.csv', 'movies.csv', 'users.csv'],
];

export interface TableFile {
  readonly path: string;
  readonly bytes: Bytes;
}

/** Tables as people have them, with accidents to cells, text and bytes. */
export function tableFiles(random: Rng): TableFile[] {
  const shape = pick(random, SHAPES);
  const style = styleOf(random);
  const files: TableFile[] = [
    { path: pick(random, NAMES[0]), bytes: fileOf(random, shape, style) },
    ...(oneIn(random, 8) ? [{ path: 'more/interactions2.csv', bytes: fileOf(random, shape, style) }] : []),
    ...many(random, oneIn(random, 3) ? 2 : 0, () => pick(random, DESCRIBED)).map((described, i) => ({
      path: `${i}/${NAMES[1][DESCRIBED.indexOf(described)]}`,
      bytes: fileOf(random, described, styleOf(random)),
    })),
  ];
  return files;
}

interface Style {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly mark: string;
  readonly header: boolean;
  readonly escape: string;
  readonly quotes: number;
}

function styleOf(random: Rng): Style {
  return {
    delimiter: oneIn(random, 3) ? pick(random, [';', '\t', '|', '::']) : ',',
    lineEnd: pick(random, ['\n', '\n', '\r\n', '\r']),
    mark: oneIn(random, 8) ? '\ufeff' : '',
    header: !oneIn(random, 8),
    escape: oneIn(random, 6) ? '\\' : '"',
    quotes: pick(random, [0, 0, 3, 1]),
  };
}

function fileOf(random: Rng, shape: readonly (readonly [string, Cell])[], style: Style): Bytes {
  const awkward = pick(random, [0, 0, 30, 8]);
  const rows = Array.from({ length: random.below(oneIn(random, 10) ? 60 : 14) }, () =>
    shape.map(([, cell]) => (awkward > 0 && oneIn(random, awkward) ? pick(random, AWKWARD) : cell(random))),
  );
  if (style.header) rows.unshift(shape.map(([name]) => name));
  const written = (cell: string): string => {
    const needs = cell.includes(style.delimiter) || /["\n\r]/.test(cell);
    if (!needs && !(style.quotes > 0 && oneIn(random, style.quotes))) return cell;
    const inside = style.escape === '"' ? cell.replaceAll('"', '""') : cell.replace(/["\\]/g, '\\$&');
    return `"${inside}"`;
  };
  let text = style.mark + rows.map((row) => row.map(written).join(style.delimiter)).join(style.lineEnd);
  if (oneIn(random, 2)) text += style.lineEnd;
  const pieces = [...AWKWARD, style.delimiter, style.lineEnd, '"', `"${style.delimiter}"`];
  for (let i = Math.max(0, random.below(6) - 2); i > 0; i--) text = mutatedText(random, text, pieces, text);
  let bytes = encoded(random, text);
  for (let i = Math.max(0, random.below(8) - 5); i > 0; i--) bytes = mutatedBytes(random, bytes, bytes);
  return bytes;
}

function encoded(random: Rng, text: string): Bytes {
  const kind = random.below(16);
  if (kind === 0) return Uint8Array.from(text, (char) => char.charCodeAt(0) & 255);
  if (kind > 2) return new TextEncoder().encode(text);
  const units = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++)
    new DataView(units.buffer).setUint16(2 * i, text.charCodeAt(i), kind === 1);
  return units;
}
