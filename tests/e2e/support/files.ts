import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import Papa from 'papaparse';
import { filmClubSeed, simulateFilmClub } from '../../../src/data/samples/film-club';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import { nodeJob } from '../../support/node-job';

/** A file to drop, and what the screens must say about it. */
export interface TestFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly users: number;
  /** False where a stand-in had to be made. */
  readonly real: boolean;
}

const movielens = join(projectRoot, '../shared/data/ml-latest-small');
const parts = ['ratings.csv', 'movies.csv', 'tags.csv', 'links.csv', 'README.txt'];

/**
 * MovieLens latest-small as it is downloaded: one zip with a folder in it. The set may not be kept in the project, so
 * the zip is made from the copy beside it; without one, a stand-in of the same form and size is made and said so.
 */
export function movielensZip(): TestFile {
  const real = existsSync(join(movielens, 'ratings.csv'));
  const content = real
    ? parts.map((part) => [part, readFileSync(join(movielens, part))] as const)
    : standIn().map(([part, text]) => [part, Buffer.from(text)] as const);
  if (!real) console.warn(`No ${movielens}: using made-up ratings in MovieLens form instead.`);
  const files: Zippable = {};
  for (const [part, bytes] of content)
    files[`ml-latest-small/${part}`] = [new Uint8Array(bytes), { level: 6 }];
  return { name: 'ml-latest-small.zip', bytes: zipSync(files), rows: 100_836, users: 610, real };
}

/** Made-up ratings with the counts and columns of the real set: each person likes films near their own taste. */
function standIn(): readonly (readonly [string, string])[] {
  const next = numbersFrom(11);
  const users = 610;
  const films = 9_724;
  const rows = 100_836;
  const genres = ['Action', 'Comedy', 'Drama', 'Horror', 'Sci-Fi', 'Romance'];
  const movies = ['movieId,title,genres'];
  for (let film = 1; film <= films; film += 1) {
    const tags = `${genres[film % 6]}|${genres[(film * 7 + 3) % 6]}`;
    movies.push(`${film},Made-up film ${film} (${1950 + (film % 69)}),${tags}`);
  }
  const ratings = ['userId,movieId,rating,timestamp'];
  const seen = new Set<number>();
  for (let row = 0; row < rows; row += 1) {
    const user = 1 + (row % users);
    // Every film once first, then the popular ones of the person's own sixth of the catalogue.
    let film =
      row < films ? row + 1 : 1 + ((Math.floor(next() * next() * (films / 6)) * 6 + (user % 6)) % films);
    while (seen.has(user * 10_000 + film)) film = (film % films) + 1;
    seen.add(user * 10_000 + film);
    ratings.push(`${user},${film},${0.5 + Math.floor(next() * 10) / 2},${1_000_000_000 + row * 3_000}`);
  }
  return [
    ['ratings.csv', `${ratings.join('\r\n')}\r\n`],
    ['movies.csv', `${movies.join('\r\n')}\r\n`],
  ];
}

export interface OddFile extends TestFile {
  readonly items: number;
  /** Lines whose date cannot be, from 1 (the header is line 1). */
  readonly badLines: readonly number[];
}

/**
 * Rows with headers that mislead (the rating is a shelf, the stars are called p7), semicolons, decimal commas, and
 * three dates in month 13.
 */
export function oddCsv(rows = 100_000): OddFile {
  const next = numbersFrom(5);
  const users = 1_500;
  const items = 2_400;
  const first = Math.round(0.48213 * rows);
  const badLines = [first, first + 1, Math.round(0.7109 * rows)];
  const lines = ['item owner;when;user choice;rating;p7;channel'];
  for (let row = 0; row < rows; row += 1) {
    const user = row < users ? row : Math.floor(next() * users);
    const item = row < items ? row : (Math.floor(next() * next() * (items / 4)) * 4 + (user % 4)) % items;
    const time = new Date(Date.UTC(2023, 0, 1) + row * 300_000).toISOString();
    const bad = badLines.includes(row + 2);
    const date = `${time.slice(0, 4)}-${bad ? '13' : time.slice(5, 7)}-${time.slice(8, 10)} ${time.slice(11, 19)}`;
    const shelf = 1 + (item % 5);
    const stars = `${1 + Math.floor(next() * 5)},${Math.floor(next() * 10)}`;
    lines.push(
      `c-${1000 + user};${date};a-${10_000 + item};${shelf};${stars};${['web', 'app', 'shop'][Math.floor(next() * 3)]}`,
    );
  }
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  return { name: 'export_final.csv', bytes, rows, users, items, badLines, real: true };
}

export interface ScoredFile extends TestFile {
  /** The one line whose date cannot be, from 1. */
  readonly badLine: number;
}

/**
 * Rows of the film club's simulated people, under headers of somebody's own: `rating` is the shelf a film
 * stands on, later on with words for it, and what people gave is called `score`. One date is in month 13.
 */
export async function scoredCsv(rows = 100_000): Promise<ScoredFile> {
  const badLine = Math.round(0.48213 * rows);
  // Of few rows by as many people of as many films nothing would be learned.
  const few = rows < 50_000 ? { people: 200, films: 400 } : {};
  const club = await simulateFilmClub(filmClubSeed, { ...few, events: rows + 400 }, nodeJob());
  const titles = new Map(
    parseRows(club.itemsCsv).map(([itemId, title]) => [itemId, title.replaceAll(/[",]/g, '')]),
  );
  const events = parseRows(club.interactionsCsv).slice(0, rows);
  const next = numbersFrom(8);
  const lines = ['member,film,seen,rating,score,device'];
  events.forEach(([userId, itemId, time], row) => {
    const line = row + 2;
    const date = new Date(Number(time) * 1000).toISOString().slice(0, 19).replace('T', ' ');
    const seen = line === badLine ? `${date.slice(0, 4)}-13${date.slice(7)}` : date;
    const named = line > 0.6 * rows && line % (0.003 * rows) === 0;
    const shelf = named ? 'back' : String(1 + (Number(itemId.slice(1)) % 5));
    lines.push(
      `${userId},${titles.get(itemId) ?? itemId},${seen},${shelf},${1 + Math.floor(next() * 5)},web`,
    );
  });
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const users = new Set(events.map(([userId]) => userId)).size;
  return { name: 'ratings.csv', bytes, rows, users, badLine, real: false };
}

/** Rows without their header; cells as they are, quotes taken off. */
function parseRows(csv: string): string[][] {
  return Papa.parse<string[]>(csv.trim()).data.slice(1);
}

/**
 * Rows in Amazon's own form, 6 000 of them unless said otherwise: enough to learn from, and done in a moment.
 *
 * @param seed other seeds give other choices of the same people.
 */
export function smallCsv(name = 'shop.csv', seed = 3, rows = 6_000): TestFile {
  const next = numbersFrom(seed);
  const users = 150;
  const lines = ['USER_ID,ITEM_ID,TIMESTAMP'];
  for (let row = 0; row < rows; row += 1) {
    const user = row % users;
    const item = row < 300 ? row : (Math.floor(next() * next() * 75) * 4 + (user % 4)) % 300;
    lines.push(`u${user},i${item},${1_700_000_000 + row * 600}`);
  }
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  return { name, bytes, rows, users, real: true };
}

/** Numbers in 0…1 from a seed (mulberry32), so that every run drops the same bytes. */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
