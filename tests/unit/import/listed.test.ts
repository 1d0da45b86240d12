import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../src/words/copy/issues';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import { memorySource } from '../../../src/import/open/bytes/source';
import { bytesOf, job, inspectTexts } from './importing';

type Records = readonly object[];
const many = (n: number, make: (i: number) => object): Records =>
  Array.from({ length: n }, (_, i) => make(i));
const upTo = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const day = (i: number): string =>
  new Date(Date.UTC(2024, 0, 1 + (i % 300), i % 24)).toISOString().slice(0, 19);

async function drop(records: Records, path = 'export.json', beside: Readonly<Record<string, string>> = {}) {
  const files = { [path]: JSON.stringify(records), ...beside };
  const { proposal, sources: opened } = await inspectTexts(files);
  const lists = proposal.plan.made?.flatMap((made) =>
    made.kind === 'unfolded' ? [made.list.join('/')] : [],
  );
  return { proposal, opened, lists: lists ?? [] };
}

const ORDERS = many(60, (i) => ({
  id: 1000 + i,
  customer: { id: `c${(i * 7) % 13}`, name: `Ann ${(i * 7) % 13}` },
  created_at: day(i),
  lines: upTo(1 + (i % 3), (j) => ({
    sku: `s${(i + 5 * j) % 17}`,
    title: `Lamp ${(i + 5 * j) % 17}`,
    quantity: 1 + j,
  })),
}));

describe('a list in the records of a JSON file', () => {
  it('of the lines of an order becomes a row for each, with customer and day beside it, and titles', async () => {
    const { proposal, opened, lists } = await drop(ORDERS, 'orders.json');
    expect(lists).toEqual(['lines']);
    const { tables, report } = await importTables(opened, proposal.plan, null, job);
    // 20 orders each of one, two and three lines.
    expect([tables.interactions.nRows, tables.userIds.length, tables.itemIds.length]).toEqual([120, 13, 17]);
    expect(tables.items?.columns.map(({ name }) => name)).toContain('TITLE');
    const said = report.warnings.find(({ code }) => code === 'LIST_UNFOLDED');
    expect(said && describeIssue(said).what).toBe(
      'Each record of orders.json holds a list called lines; every entry of it becomes a row, with the rest of its record beside it.',
    );
  });

  it('is unfolded too where the file is said to hold the events', async () => {
    const source = memorySource('x.json', bytesOf(JSON.stringify(ORDERS)));
    const { proposal } = await inspect(
      [source],
      'relaxed',
      job,
      new Map([['x.json', { dataset: 'INTERACTIONS' }]]),
    );
    expect(proposal.plan.files.filter(({ dataset }) => dataset !== null).map(({ file }) => file)).toEqual([
      'lines of x',
    ]);
  });

  it.each<[string, Records, string[]]>([
    [
      'what people have watched',
      many(30, (i) => ({
        id: `u${i}`,
        age: 20 + (i % 40),
        watched: upTo(4, (j) => ({ title: `Film ${(i + 3 * j) % 20}`, on: day(i + j), stars: 1 + (j % 5) })),
      })),
      ['watched'],
    ],
    [
      'reviews of things',
      many(30, (i) => ({
        asin: `B${i}`,
        title: `Lamp ${i}`,
        price: 10 + i,
        reviews: upTo(4, (j) => ({
          author: `Ann ${(i + 3 * j) % 20}`,
          stars: 1 + (j % 5),
          date: day(i + j),
        })),
      })),
      ['reviews'],
    ],
    [
      'the goods of a basket',
      many(80, (i) => ({
        customer: `c${i % 9}`,
        date: day(i),
        items: upTo(3, (j) => `i${(i + j * 5) % 21}`),
      })),
      ['items'],
    ],
    [
      'what each person likes, and no more',
      many(60, (i) => ({ user: `u${i}`, films: upTo(3, (j) => `Film ${(i + j * 5) % 21}`) })),
      ['films'],
    ],
    [
      'lines of orders of customers',
      many(25, (i) => ({
        customer_id: `c${i}`,
        orders: upTo(3, (k) => ({
          date: day(i + k),
          lines: upTo(2, (j) => ({ sku: `s${(i + j + k) % 17}` })),
        })),
      })),
      ['orders/lines'],
    ],
    [
      'lines in words that nobody knows',
      many(80, (i) => ({
        klant: `k${i % 9}`,
        datum: day(i),
        regels: upTo(3, (j) => ({ code: `A-${(i + j * 5) % 31}`, aantal: 1 + j })),
      })),
      ['regels'],
    ],
    [
      'genres of films',
      many(60, (i) => ({
        movie_id: i,
        title: `Film ${i}`,
        released: day(i),
        genres: upTo(3, (j) => ({ id: (i + j) % 9, name: `Genre ${(i + j) % 9}` })),
      })),
      [],
    ],
    [
      'words about films',
      many(60, (i) => ({ id: i, title: `Film ${i}`, genres: upTo(3, (j) => `Genre ${(i + j) % 9}`) })),
      [],
    ],
    [
      'what is told of an event that says everything',
      many(90, (i) => ({
        user: `u${i % 9}`,
        item: `i${(i * 7) % 23}`,
        time: day(i),
        tags: upTo(3, (j) => `tag ${(i + j) % 9}`),
      })),
      [],
    ],
    [
      'variants of an article',
      many(60, (i) => ({
        sku: `s${i}`,
        title: `Shirt ${i}`,
        variants: upTo(3, (j) => ({ id: 100 * i + j, size: 'SML'[j], price: 9, created_at: day(i) })),
      })),
      [],
    ],
    [
      'what people are interested in',
      many(60, (i) => ({
        user_id: `u${i}`,
        age: 20 + (i % 30),
        interests: upTo(2, (j) => `sport ${(i + j) % 7}`),
      })),
      [],
    ],
  ])('of %s', async (_, records, lists) => {
    expect((await drop(records)).lists).toEqual(lists);
  });

  it.each<[string, string, (name: string) => unknown]>([
    ['words', 'GENRES', (name) => name],
    ['records', 'GENRES_NAME', (name) => ({ id: name.length, name })],
  ])('of genres, as %s, is joined by bars and describes its film', async (_, field, genre) => {
    const films = many(23, (i) => {
      return { movie_id: `i${i}`, title: `Film ${i}`, genres: [`Genre ${i % 5}`, 'Drama'].map(genre) };
    });
    const rows = upTo(200, (i) => `u${i % 9},i${(i * 7) % 23},${1_600_000_000 + i * 3600}`);
    const { proposal, opened } = await drop(films, 'films.json', {
      'ratings.csv': `user,movie_id,time\n${rows.join('\n')}\n`,
    });
    const { tables } = await importTables(opened, proposal.plan, null, job);
    const genres = tables.items?.columns.find(({ name }) => name === field);
    expect(genres).toMatchObject({
      kind: 'multi',
      vocabulary: expect.arrayContaining(['Genre 0', 'Drama']) as unknown,
    });
  });
});
