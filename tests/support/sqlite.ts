type Rows = readonly (readonly string[])[];

const PAGE_BYTES = 512;
const [LEAF, INNER] = [13, 5];

/** Head and rows as a small database keeps them, in a table called so; cells of digits alone are numbers. */
export function database(table: string, [head, ...rows]: Rows): Uint8Array<ArrayBuffer> {
  const columns = head.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
  const pages: number[][] = [[]];
  const root = writeTree(pages, rows);
  const statement = `CREATE TABLE "${table.replaceAll('"', '""')}" (${columns})`;
  const schema = cellOf(pages, 1, ['table', table, table, String(root), statement]);
  pages[0] = page(LEAF, [schema], [], fileHeader(pages.length));
  return Uint8Array.from(pages.flat());
}

/** The rows on leaves, and pages above these until one is left. @returns its number. */
function writeTree(pages: number[][], rows: Rows): number {
  let level: { readonly page: number; readonly last: number }[] = [];
  let cells: number[][] = [];
  const flush = (last: number): void => {
    pages.push(page(LEAF, cells));
    level.push({ page: pages.length, last });
    cells = [];
  };
  for (const [i, row] of rows.entries()) {
    const cell = cellOf(pages, i + 1, row);
    if (size(cells) + cell.length + 20 > PAGE_BYTES) flush(i);
    cells.push(cell);
  }
  flush(rows.length);
  while (level.length > 1) {
    const above: typeof level = [];
    for (let at = 0; at < level.length; at += 40) {
      const below = level.slice(at, at + 40);
      const links = below.slice(0, -1).map((child) => [...four(child.page), ...varint(child.last)]);
      pages.push(page(INNER, links, four(below.at(-1)?.page ?? 0)));
      above.push({ page: pages.length, last: below.at(-1)?.last ?? 0 });
    }
    level = above;
  }
  return level[0].page;
}

function size(cells: readonly (readonly number[])[]): number {
  return cells.reduce((sum, cell) => sum + cell.length + 2, 0);
}

/** A row of a leaf; what has no room on its page goes on over others. */
function cellOf(pages: number[][], id: number, row: readonly string[]): number[] {
  const values = row.map((cell) =>
    /^\d{1,9}$/.test(cell) && String(Number(cell)) === cell ? Number(cell) : cell,
  );
  const bodies = values.map((value) =>
    typeof value === 'number' ? four(value) : [...new TextEncoder().encode(value)],
  );
  const types = values.flatMap((value, i) =>
    varint(typeof value === 'number' ? 4 : 13 + 2 * bodies[i].length),
  );
  // A head of so few columns has a length of one byte.
  const record = [types.length + 1, ...types, ...bodies.flat()];
  const most = PAGE_BYTES - 35;
  const before = [...varint(record.length), ...varint(id)];
  if (record.length <= most) return [...before, ...record];
  const least = Math.floor(((PAGE_BYTES - 12) * 32) / 255) - 23;
  const fitting = least + ((record.length - least) % (PAGE_BYTES - 4));
  const local = fitting <= most ? fitting : least;
  let next = 0;
  const parts: number[][] = [];
  for (let at = local; at < record.length; at += PAGE_BYTES - 4)
    parts.push(record.slice(at, at + PAGE_BYTES - 4));
  for (const part of parts.toReversed()) {
    pages.push(filled([...four(next), ...part]));
    next = pages.length;
  }
  return [...before, ...record.slice(0, local), ...four(next)];
}

function page(
  kind: number,
  cells: readonly (readonly number[])[],
  right: readonly number[] = [],
  header: readonly number[] = [],
): number[] {
  const bytes = filled([...header]);
  let end = PAGE_BYTES;
  const pointers = cells.flatMap((cell) => {
    end -= cell.length;
    bytes.splice(end, cell.length, ...cell);
    return two(end);
  });
  const node = [kind, 0, 0, ...two(cells.length), ...two(end), 0, ...right, ...pointers];
  bytes.splice(header.length, node.length, ...node);
  return bytes;
}

function fileHeader(pages: number): number[] {
  const magic = [...new TextEncoder().encode('SQLite format 3\0')];
  const fields = [...two(PAGE_BYTES), 1, 1, 0, 64, 32, 32, ...four(1), ...four(pages)];
  const more = [0, 0, 1, 4, 0, 0, 1, 0, 0, 0].flatMap(four);
  const rest = [...magic, ...fields, ...more];
  return [...rest, ...Array<number>(92 - rest.length).fill(0), ...four(1), ...four(3_046_001)];
}

function filled(bytes: number[]): number[] {
  return [...bytes, ...Array<number>(PAGE_BYTES - bytes.length).fill(0)];
}

function varint(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    bytes.unshift((rest % 128) + 128);
  return bytes;
}

const two = (value: number): number[] => [value >> 8, value & 255];
const four = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
