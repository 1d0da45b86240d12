import { TABLE_LIMITS } from '../../../../domain/table-limits';
import { Damage, type Database } from './database';
import { recordHead, rowId, varint, type RecordHead } from './record';

const [INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF] = [2, 5, 10, 13];
/** Before the nodes of the first page. */
const FILE_HEADER = 100;
/** A tree of so many levels would have more pages than there are. */
const MOST_LEVELS = 40;

/** A record with its id; of a table without ids null. */
export interface Row {
  readonly id: number | bigint | null;
  readonly bytes: Uint8Array;
  readonly head: RecordHead;
}

/** What one page of a tree holds; `damaged`: it, or a record on it, cannot be read. */
export interface PageOfRows {
  readonly rows: readonly Row[];
  readonly damaged: number;
  /** Pages read for it. */
  readonly pages: number;
}

/** One page of a tree: its kind, how many cells it has, and where their places are listed. */
interface Node {
  readonly page: Uint8Array;
  readonly view: DataView;
  readonly kind: number;
  readonly cells: number;
  readonly pointers: number;
  readonly start: number;
}

function nodeOf(page: Uint8Array, number: number): Node {
  const start = number === 1 ? FILE_HEADER : 0;
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const kind = page[start];
  if (![INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF].includes(kind)) throw new Damage('node');
  const cells = view.getUint16(start + 3);
  const pointers = start + (isInner(kind) ? 12 : 8);
  if (pointers + 2 * cells > page.length) throw new Damage('node');
  return { page, view, kind, cells, pointers, start };
}

function isInner(kind: number): boolean {
  return kind === INDEX_INNER || kind === TABLE_INNER;
}

function cellAt({ view, pointers, page }: Node, cell: number): number {
  const at = view.getUint16(pointers + 2 * cell);
  // A page of 65536 bytes never has a cell at its end.
  if (at < pointers || at + 4 > page.length) throw new Damage('cell');
  return at;
}

/** The pages below a node; those that cannot be told are left out. */
function childrenOf(node: Node): number[] {
  const children: number[] = [];
  for (let cell = 0; cell < node.cells; cell++) children.push(node.view.getUint32(cellAt(node, cell)));
  return [...children, node.view.getUint32(node.start + 8)];
}

/**
 * The rows of a tree, page by page, in its order. No page is read twice, so that a damaged tree ends too; what of it
 * cannot be read is counted and left out.
 */
export async function* rowsOfTree(db: Database, root: number): AsyncGenerator<PageOfRows> {
  const seen = new Set<number>();
  /** Pages that are to be read, and cells between them, the next one last. */
  const ahead: (number | PageOfRows)[] = [root];
  while (ahead.length > 0) {
    const next = ahead.pop();
    if (next === undefined) return;
    if (typeof next !== 'number') {
      yield next;
      continue;
    }
    try {
      if (seen.has(next)) throw new Damage('cycle');
      seen.add(next);
      const node = nodeOf(await db.page(next), next);
      if (!isInner(node.kind)) {
        yield await cellsOf(db, node);
        continue;
      }
      const children = childrenOf(node);
      if (seen.size + ahead.length > db.pages + MOST_LEVELS * node.cells) throw new Damage('too many pages');
      if (node.kind === TABLE_INNER) ahead.push(...children.toReversed());
      else {
        // Of a table without ids the rows lie on all levels.
        const between = await cellsOf(db, node);
        const rows: (number | PageOfRows)[] = [];
        for (const [i, child] of children.entries()) {
          rows.push(child);
          const row = between.rows.at(i);
          if (row !== undefined) rows.push({ rows: [row], damaged: 0, pages: 0 });
        }
        if (between.damaged > 0) rows.push({ rows: [], damaged: between.damaged, pages: 0 });
        ahead.push(...rows.toReversed());
      }
      yield { rows: [], damaged: 0, pages: 1 };
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      yield { rows: [], damaged: 1, pages: 1 };
    }
  }
}

/** How many pages a tree takes, told by those above its leaves. */
export async function pagesOfTree(db: Database, root: number): Promise<number> {
  const seen = new Set<number>([root]);
  let level = [root];
  for (let depth = 0; depth < MOST_LEVELS; depth++) {
    const below: number[] = [];
    for (const number of level) {
      const children = await childrenIn(db, number);
      // All leaves lie on one level.
      if (children === null) return seen.size;
      for (const child of children)
        if (!seen.has(child)) {
          seen.add(child);
          below.push(child);
        }
    }
    if (below.length === 0 || seen.size > db.pages) break;
    level = below;
  }
  return Math.min(seen.size, db.pages);
}

/** Null for a leaf, and for what cannot be read. */
async function childrenIn(db: Database, number: number): Promise<readonly number[] | null> {
  try {
    const node = nodeOf(await db.page(number), number);
    return isInner(node.kind) ? childrenOf(node) : null;
  } catch (error) {
    if (error instanceof Damage) return null;
    throw error;
  }
}

async function cellsOf(db: Database, node: Node): Promise<PageOfRows> {
  const rows: Row[] = [];
  let [damaged, pages] = [0, 1];
  for (let cell = 0; cell < node.cells; cell++) {
    try {
      const read = recordAt(db, node, cellAt(node, cell));
      const { row, more } = read instanceof Promise ? await read : read;
      rows.push(row);
      pages += more;
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      damaged++;
    }
  }
  return { rows, damaged, pages };
}

interface ReadRow {
  readonly row: Row;
  /** Pages that it goes on over. */
  readonly more: number;
}

/** The record of a cell; at once where it lies on its page. */
function recordAt(db: Database, { page, kind }: Node, at: number): ReadRow | Promise<ReadRow> {
  const { value: length, end: behind } = varint(page, kind === INDEX_INNER ? at + 4 : at);
  const { id, end } = kind === TABLE_LEAF ? rowId(page, behind) : { id: null, end: behind };
  const local = localBytes(db.usableBytes, length, kind);
  if (end + local > page.length || length > db.file.byteLength) throw new Damage('record');
  const bytes = page.subarray(end, end + local);
  const head = recordHead(bytes);
  if (head !== null && (local === length || head.needed <= local))
    return { row: { id, bytes, head }, more: 0 };
  if (local === length) throw new Damage('record');
  const next = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(end + local);
  return wholeRecord(db, id, { bytes, head, next, length });
}

/** As many bytes of a record as lie on its own page. */
function localBytes(usable: number, length: number, kind: number): number {
  const most = kind === TABLE_LEAF ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

/** A record that goes on over further pages, as far as it is needed: bytes at its end are not. */
async function wholeRecord(
  db: Database,
  id: Row['id'],
  begun: {
    readonly bytes: Uint8Array;
    readonly head: RecordHead | null;
    readonly next: number;
    readonly length: number;
  },
): Promise<ReadRow> {
  let { head, next } = begun;
  const wanted = (): number => Math.min(begun.length, head?.needed ?? begun.length);
  if (wanted() > TABLE_LIMITS.recordChars) throw new Damage('record too long');
  const whole = new Uint8Array(wanted());
  whole.set(begun.bytes.subarray(0, whole.length));
  let [at, more] = [begun.bytes.length, 0];
  while (at < whole.length) {
    if (next === 0 || more > db.pages) throw new Damage('record');
    const page = await db.page(next);
    const part = page.subarray(4, Math.min(db.usableBytes, 4 + whole.length - at));
    whole.set(part, at);
    at += part.length;
    more++;
    next = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0);
  }
  head ??= recordHead(whole);
  if (head === null) throw new Damage('record');
  return { row: { id, bytes: whole, head }, more };
}
