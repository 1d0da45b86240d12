import type { CellTable, NamedTable } from '../../cell-table';

/** By these its service knows it. */
const HEADERS = ['Book', 'Title', 'Author', 'Added', 'Calibre rating', 'Tags'] as const;
const COLUMNS = ['id', 'title', 'author_sort', 'timestamp'] as const;
/** A day that is not known. */
const NO_DAY = /^0101-/;

/** The tables of Calibre's library as one of its books, with what other tables tell of them; any others as they are. */
export function calibreBooks(tables: readonly NamedTable[]): readonly NamedTable[] {
  const named = (name: string): CellTable | undefined => tables.find((table) => table.name === name)?.table;
  const books = tables.find(({ name }) => name === 'books');
  const places = COLUMNS.map((column) => books?.table.headers.indexOf(column) ?? -1);
  const isCalibre = named('books_authors_link') !== undefined && named('authors') !== undefined;
  if (books === undefined || !isCalibre || places.includes(-1)) return tables;
  const table: CellTable = {
    form: 'sqlite',
    headers: [...HEADERS],
    async *rows(onRead) {
      const ratings = await linked(named('books_ratings_link'), 'rating', named('ratings'), 'rating');
      const tags = await linked(named('books_tags_link'), 'tag', named('tags'), 'name');
      for await (const batch of books.table.rows(onRead))
        yield {
          ...batch,
          rows: batch.rows.map((row) => {
            const [id, title, author, added] = places.map((place) => row[place]);
            const rating = ratings.get(id)?.at(0) ?? '';
            return [
              id,
              title,
              author,
              NO_DAY.test(added) ? '' : added,
              rating,
              (tags.get(id) ?? []).join('|'),
            ];
          }),
        };
    },
  };
  return [{ ...books, table }, ...tables.filter((other) => other !== books)];
}

/** What a table of links ties to each book. */
async function linked(
  links: CellTable | undefined,
  by: string,
  of: CellTable | undefined,
  column: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map((await cellsOf(of, 'id', column)).map(([id, name]) => [id, name]));
  const found = new Map<string, string[]>();
  for (const [book, id] of await cellsOf(links, 'book', by)) {
    const name = names.get(id);
    if (name !== undefined) found.set(book, [...(found.get(book) ?? []), name]);
  }
  return found;
}

async function cellsOf(table: CellTable | undefined, ...headers: readonly string[]): Promise<string[][]> {
  const places = headers.map((header) => table?.headers.indexOf(header) ?? -1);
  const cells: string[][] = [];
  if (table === undefined || places.includes(-1)) return cells;
  for await (const { rows } of table.rows(() => undefined))
    for (const row of rows) cells.push(places.map((place) => row[place]));
  return cells;
}
