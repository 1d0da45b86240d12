import { least } from 'd3-array';
interface Place {
  readonly x: number;
  readonly y: number;
}

/** Names stand in lines so far apart, and so far from their neighbours in a line. */
const LINE = 20;
const GAP = 8;
/** Of a mark alone, where no line has room for its name. */
const MARK = 10;

/** Somebody in the picture: the middle of their mark and name. */
export interface MapPlace extends Place {
  readonly named: boolean;
}

interface Row {
  readonly y: number;
  readonly people: { readonly at: number; readonly x: number; readonly wide: number }[];
}

/**
 * People at their places in a picture of that size, moved apart as little as lets no name cover another. The same people
 * come to the same places. Who finds no line with room for their name has a mark alone.
 *
 * @param people places of −1 … 1. @param wide how wide each name is.
 */
export function mapPlaces(
  people: readonly Place[],
  wide: readonly number[],
  width: number,
  height: number,
): readonly MapPlace[] {
  const lines = Math.max(1, Math.floor((height - GAP) / LINE));
  const first = (height - LINE * (lines - 1)) / 2;
  const rows: readonly Row[] = Array.from({ length: lines }, (_, k) => ({ y: first + LINE * k, people: [] }));
  const side = Math.min(width / 4, Math.max(...wide) / 2 + GAP);
  const places = new Array<MapPlace>(people.length);
  people.forEach(({ x, y }, at) => {
    const to = { x: width / 2 + x * (width / 2 - side), y: height / 2 + (y * (height - 40)) / 2 };
    // A name leaves room for the marks of all who are still to come.
    const marks = Math.ceil((people.length - at - 1) / lines) * (MARK + GAP);
    const named = rowFor(rows, to, wide[at], width - marks);
    const row = named ?? rowFor(rows, to, MARK, width) ?? rows[at % lines];
    row.people.push({ at, x: to.x, wide: named === undefined ? MARK : wide[at] });
  });
  for (const { y, people: own } of rows) {
    const inOrder = own.toSorted((a, b) => a.x - b.x || a.at - b.at);
    const middles = apart(inOrder, width);
    inOrder.forEach(({ at, wide: taken }, k) => {
      places[at] = { x: middles[k], y, named: taken === wide[at] };
    });
  }
  return places;
}

const filled = ({ people }: Row): number => people.reduce((sum, { wide }) => sum + wide + GAP, 0);

/** The line with room where the least has to move; undefined: none has. */
function rowFor(rows: readonly Row[], { x, y }: Place, wide: number, width: number): Row | undefined {
  const moves = ({ y: line, people }: Row): number =>
    people.reduce(
      (sum, other) => sum + Math.max(0, (wide + other.wide) / 2 + GAP - Math.abs(x - other.x)),
      Math.abs(line - y),
    );
  return least(
    rows.filter((row) => filled(row) + wide + GAP <= width),
    moves,
  );
}

/** Middles as near to what is wanted as the widths between them allow: an isotonic regression, within the picture. */
function apart(row: Row['people'], width: number): readonly number[] {
  let start = 0;
  const blocks: { sum: number; n: number }[] = [];
  const starts = row.map(({ x, wide }) => {
    const from = start;
    start += wide + GAP;
    blocks.push({ sum: x - wide / 2 - from, n: 1 });
    for (let last = blocks.length - 1; last > 0 && mean(blocks[last - 1]) > mean(blocks[last]); last--) {
      const { sum, n } = blocks[last];
      blocks[last - 1].sum += sum;
      blocks[last - 1].n += n;
      blocks.pop();
    }
    return from;
  });
  const free = width - start;
  const moved = blocks.flatMap((block) => {
    const by = Math.min(free + GAP / 2, Math.max(GAP / 2, mean(block)));
    return Array.from({ length: block.n }, () => by);
  });
  return row.map(({ wide }, k) => starts[k] + moved[k] + wide / 2);
}

const mean = ({ sum, n }: { readonly sum: number; readonly n: number }): number => sum / n;
