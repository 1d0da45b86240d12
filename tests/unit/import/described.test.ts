import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../src/words/copy/issues';
import { check } from '../../../src/import/judge/check';
import { importTables } from '../../../src/import/store/import-tables';
import { entityRows, job, inspectTexts } from './importing';

/** Films that have one number here and another there, as MovieLens and TMDB give them. */
const FILMS = 120;
const there = (film: number): number => 800 + ((film * 37) % 997) * 3;
const GENRES = ['Drama', 'Comedy', 'Horror', 'Romance', "Beat 'em up"];
const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  `${rows.map((row) => row.map((cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(',')).join('\n')}\n`;
const python = (names: readonly string[]): string =>
  `[${names.map((name, i) => `{'id': ${i + 1}, 'name': ${name.includes("'") ? `"${name}"` : `'${name}'`}}`).join(', ')}]`;
const films = Array.from({ length: FILMS }, (_, i) => i + 1);

const RATINGS = csv([
  ['userId', 'movieId', 'rating', 'timestamp'],
  ...Array.from({ length: 1200 }, (_, i) => [
    1 + (i % 60),
    1 + ((i * 7 + (i % 13)) % FILMS),
    1 + (i % 5),
    1_000_000_000 + i * 60,
  ]),
]);
const LINKS = csv([
  ['movieId', 'imdbId', 'tmdbId'],
  ...films.map((film) => [film, String(100_000 + film).padStart(7, '0'), film === 7 ? '' : there(film)]),
]);
const METADATA = csv([
  ['adult', 'belongs_to_collection', 'genres', 'id', 'title', 'video', 'release_date'],
  ...films.map((film) => [
    'False',
    film % 3 === 0 ? `{'id': ${film}, 'name': "Film ${film}'s Collection", 'poster_path': None}` : '',
    film % 9 === 0 ? '[]' : python([GENRES[film % 5], GENRES[(film + 1) % 5]]),
    there(film),
    `Film ${film}`,
    'False',
    `${1900 + film}-03-0${1 + (film % 9)}`,
  ]),
  // Two rows into which a line break has cut one, and a film that stands there twice.
  [' - Written by Ørnås', '0.065736', '/ff9.jpg'],
  ['1.0', '', '', '', '', '', ''],
  ['False', '', '[]', there(1), 'Film 1 again', 'False', '1901-01-01'],
]);
const CREDITS = csv([
  ['cast', 'crew', 'id'],
  ...films.map((film) => [
    python(Array.from({ length: 30 }, (_, i) => `Actor ${(film + i) % 50}`)),
    `[{'job': 'Director', 'name': "O'Neill ${film % 9}"}]`,
    there(film),
  ]),
]);

describe('films under numbers of another place', () => {
  const files = {
    'ratings_small.csv': RATINGS,
    'movies_metadata.csv': METADATA,
    'links.csv': LINKS,
    'credits.csv': CREDITS,
  };

  it('come to the ratings by the table that leads there, with their casts', async () => {
    const { proposal, sources } = await inspectTexts(files);
    expect(proposal.plan.made).toMatchObject([
      { kind: 'join', left: 'links.csv', leftColumn: 2, right: 'movies_metadata.csv', rightColumn: 3 },
      { kind: 'join', left: 'links + movies_metadata', leftColumn: 2, right: 'credits.csv', rightColumn: 2 },
    ]);
    const used = proposal.plan.files.filter(({ dataset }) => dataset !== null);
    expect(used.map(({ file, dataset }) => [file, dataset])).toEqual([
      ['ratings_small.csv', 'INTERACTIONS'],
      ['links + movies_metadata + credits', 'ITEMS'],
    ]);
    const { tables } = await importTables(sources, proposal.plan, null, job);
    const [, second] = entityRows(tables, 'items');
    expect(second).toMatchObject({
      id: '2',
      GENRES: 'Horror|Romance',
      TITLE: 'Film 2',
      YEAR: '1902',
      CREW: "O'Neill 2",
      CAST: Array.from({ length: 20 }, (_, i) => `Actor ${2 + i}`).join('|'),
    });
    expect(tables.items?.nRows).toBe(FILMS);
  });

  it('say what is taken of the lists in their cells, and that one stands there twice', async () => {
    const { proposal, sources } = await inspectTexts(files);
    const { issues, importable } = await check(sources, proposal.plan, null, job);
    expect(importable).toBe(true);
    const said = issues.map((issue) => describeIssue(issue).what);
    expect(said.some((text) => text.includes('column genres: lists and records in its cells are read by the names in them, such as Comedy, Horror.'))).toBe(true); // prettier-ignore
    expect(said.some((text) => /Of up to 30 in a cell the first 20\scount/.test(text))).toBe(true);
    expect(issues.find(({ code }) => code === 'JOIN_REPEATS')?.severity).toBe('warning');
    expect(said.some((text) => text.includes('the first of each counts'))).toBe(true);
  });

  it('stay without a description where nothing leads there', async () => {
    const { proposal } = await inspectTexts({ 'ratings_small.csv': RATINGS, 'credits.csv': CREDITS });
    expect(proposal.plan.files.map(({ dataset }) => dataset)).toEqual(['INTERACTIONS', null]);
  });

  it('are joined among themselves where there are no ratings', async () => {
    const { proposal } = await inspectTexts({ 'movies_metadata.csv': METADATA, 'credits.csv': CREDITS });
    expect(proposal.plan.files.at(-1)).toMatchObject({ file: 'movies_metadata + credits', dataset: 'ITEMS' });
  });
});

describe('recipes whose ids lie in those of the ratings', () => {
  const recipes = csv([
    ['name', 'id', 'minutes', 'contributor_id', 'submitted', 'tags', 'nutrition'],
    ...films.map((id) => [`Pie ${id}`, 40_000 + id * 3, 10 + (id % 40), 1 + ((id * 31) % 97), `200${id % 9}-0${1 + (id % 9)}-12`, `['easy', "st-patrick's-day", 'tag ${id % 7}']`, `[${id}.5, 0.0, 13.0]`]), // prettier-ignore
  ]);
  const ratings = csv([
    ['user_id', 'recipe_id', 'date', 'rating'],
    ...Array.from({ length: 1200 }, (_, i) => [
      1 + (i % 60),
      40_000 + 3 * (1 + ((i * 7 + (i % 13)) % FILMS)),
      `2011-0${1 + (i % 9)}-11`,
      i % 6,
    ]),
  ]);

  it('describe them, with tags as categories and a field for each number', async () => {
    const { proposal, sources } = await inspectTexts({
      'RAW_recipes.csv': recipes,
      'RAW_interactions.csv': ratings,
    });
    expect(proposal.plan.files.map(({ dataset }) => dataset)).toEqual(['ITEMS', 'INTERACTIONS']);
    const { tables } = await importTables(sources, proposal.plan, null, job);
    expect(entityRows(tables, 'items')[0]).toMatchObject({
      id: '40003',
      TAGS: "easy|st-patrick's-day|tag 1",
      NUTRITION: '1.5',
      NUTRITION_2: '0',
      NUTRITION_3: '13',
    });
  });
});

describe('products whose kinds are numbers', () => {
  it.each([30, 24])(
    'are called by what these stand for, of which %i of 30 are told, and the numbers are left out',
    async (told) => {
      const kinds = (name: string, count: number): string =>
        csv([
          [`${name}_id`, 'name'],
          ...Array.from({ length: count }, (_, i) => [i + 1, `${name} ${i + 1}`]),
        ]);
      const { proposal, sources } = await inspectTexts({
        'aisles.csv': kinds('aisle', told),
        'departments.csv': kinds('department', 25),
        'products.csv': csv([
          ['product_id', 'name', 'aisle_id', 'department_id'],
          ...films.map((id) => [id, `Product number ${id}`, 1 + (id % 30), 1 + (id % 25)]),
        ]),
        'orders.csv': csv([
          ['customer_id', 'product_id', 'ordered_at'],
          ...Array.from({ length: 1200 }, (_, i) => [1 + (i % 60), 1 + ((i * 7 + (i % 13)) % FILMS), `2024-0${1 + (i % 9)}-1${i % 10}`]), // prettier-ignore
        ]),
      });
      const { tables } = await importTables(sources, proposal.plan, null, job);
      expect(entityRows(tables, 'items')[31]).toEqual({
        id: '32',
        NAME: 'Product number 32',
        AISLE_NAME: 'aisle 3',
        DEPARTMENT_NAME: 'department 8',
      });
    },
  );
});

describe('baskets that are lists', () => {
  it('become a row for each thing', async () => {
    const goods = ['Milk', 'Bread', "Children's tea", 'Eggs', 'Rice', 'Salt', 'Jam'];
    const basket = (i: number): string =>
      JSON.stringify(goods.filter((_, j) => (i * 7 + j * j * 3 + i * j) % 5 < 3));
    const orders = csv([
      ['customer_id', 'order_date', 'items'],
      ...Array.from({ length: 200 }, (_, i) => [`c${i % 30}`, `2024-0${1 + (i % 9)}-1${i % 10}`, basket(i)]),
    ]);
    const { proposal, sources } = await inspectTexts({ 'orders.csv': orders });
    expect(proposal.plan.made).toMatchObject([{ kind: 'split', column: 2, listed: true }]);
    const { tables } = await importTables(sources, proposal.plan, null, job);
    expect([...tables.itemIds].sort()).toEqual([...goods].sort());
  });
});
