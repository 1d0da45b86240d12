import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { importCommand } from '../../../../src/programs/cli/import-command';
import { runCommand } from '../../../../src/programs/cli/run-command';
import type { Content } from '../../../fixtures/corpus/case';
import { corpus } from '../../../fixtures/corpus/corpus';
import { rows, text } from '../../../fixtures/corpus/making';
import { zip } from '../../../fixtures/corpus/zip';

type Files = readonly (readonly [path: string, content: Content])[];

/** What comes of files that nothing is said about. */
interface Outcome {
  readonly kept: number;
  readonly users: number;
  readonly items: number;
  /** The column of the Items data that names them, where the files say how. */
  readonly title?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'foretaste-doors-'));
let dropped = 0;

/** Writes files as they would lie on somebody's disk. */
function written(files: Files): string[] {
  const place = join(folder, String(dropped++));
  return files.map(([path, content]) => {
    const at = join(place, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, content);
    return at;
  });
}

function madeFor(name: string): Files {
  const found = corpus.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`no case ${name}`);
  return found.files();
}

const zipped = (files: Files): Files => [
  ['export.zip', zip(files.map(([name, content]) => ({ name, content })))],
];

const gzipped = (files: Files): Files =>
  files.map(([path, content]) => [`${path}.gz`, new Uint8Array(gzipSync(content))]);

const movielens: Files = [
  ['ml-latest-small/README.txt', 'Summary\n=======\n\nRatings of films, by people, for study.\n'],
  ['ml-latest-small/links.csv', 'movieId,imdbId,tmdbId\n1,0114709,862\n2,0113497,8844\n'],
  ['ml-latest-small/tags.csv', 'userId,movieId,tag,timestamp\n1,1,fun,1445714994\n1,2,slow,1445714996\n'],
  [
    'ml-latest-small/movies.csv',
    `movieId,title,genres\n${Array.from({ length: 23 }, (_, i) => `i${i + 1},"Film, The ${i} (1995)",Comedy|War`).join('\n')}\n`,
  ],
  ['ml-latest-small/ratings.csv', text(rows(400))],
];

const ANSWERS = ['Love it', 'Like it', 'OK', 'Not for me', 'Never seen'];
/** 28 pupils and five films: of six pupils five answers are given, of the others one film each was never seen. */
const survey: Files = [
  [
    'Class survey.csv',
    `Timestamp,Your name,${['Heat', 'Alien', 'Up', 'Jaws', 'Big'].map((film) => `How did you like it? [${film}]`).join(',')}\n` +
      Array.from({ length: 28 }, (_, i) => {
        const answers = Array.from({ length: 5 }, (__, j) => ANSWERS[(i * (j + 1)) % 5]);
        return `2024/03/0${1 + (i % 9)} 10:1${i % 10}:00 AM GMT+9,Pupil ${i},${answers.join(',')}`;
      }).join('\n'),
  ],
];

const clock = (i: number): Date => new Date(Date.UTC(2024, 1, 1, 9) + i * 41 * 60_000);
/** Of a bank: lines above the table, money with a comma, and a reference that no two rows share. */
const statement: Files = [
  [
    'Umsaetze.csv',
    '"Kontoumsätze"\n"Konto:";"DE12 3705"\n\n"Buchungstag";"Auftraggeber / Begünstigter";"Verwendungszweck";"Betrag (EUR)"\n' +
      Array.from({ length: 200 }, (_, i) => {
        const day = `${String(1 + (i % 28)).padStart(2, '0')}.0${1 + (i % 9)}.2023`;
        return `"${day}";"Laden ${(i * i) % 41}";"EREF+${i}";"-${i % 90},5${i % 10}"`;
      }).join('\n'),
  ],
];
/** What an API answers: who and what are told of deep in each record. */
const answer: Files = [
  [
    'dump.json',
    JSON.stringify({
      meta: { page: 1 },
      data: Array.from({ length: 300 }, (_, i) => ({
        id: `evt_${i}`,
        type: 'play',
        created_at: clock(i).toISOString(),
        actor: {
          uuid: `${(i * 7) % 40}-aaaa`,
          profile: { country: i % 2 === 0 ? 'KR' : 'DE', age: 15 + (i % 50) },
        },
        object: { kind: 'track', track: { isrc: `KRA${(i * i) % 61}`, name: `Song ${(i * i) % 61}` } },
        context: { device: 'web', client: null },
        tags: ['a'],
      })),
      included: [{ type: 'country', id: 'KR' }],
    }),
  ],
];
/** Orders of which some lines have no article number: a name they all have. */
const gifts: Files = madeFor('services/shopify').map(([path, content]) => [
  path,
  String(content).replace(/SKU-3\b/g, ''),
]);

/** No question is left open by any of them. */
const QUESTIONS = ['DATES_EITHER_WAY', 'ROLE_DOUBTFUL', 'ROWS_LOST', 'JOIN_REPEATS', 'NUMBERS_MIXED'];
const ONE = { users: 1 };

describe('without a word about it, the command reads', () => {
  it.each<[string, Files, Outcome]>([
    ['MovieLens as downloaded', zipped(movielens), { kept: 400, users: 9, items: 23, title: 'TITLE' }],
    [
      'articles and what was read',
      madeFor('own/articles'),
      { kept: 900, users: 40, items: 60, title: 'TITLE' },
    ],
    ['raw invoices', madeFor('own/invoices'), { kept: 300, users: 30, items: 40, title: 'DESCRIPTION' }],
    ['loans of a library', madeFor('own/loans'), { kept: 4000, users: 300, items: 650 }],
    [
      'Google Analytics, exploration',
      madeFor('services/ga4-exploration'),
      { kept: 60, users: 9, items: 13, title: 'TITLE' },
    ],
    [
      'Google Analytics, BigQuery',
      madeFor('services/ga4-bigquery'),
      { kept: 107, users: 9, items: 39, title: 'TITLE' },
    ],
    ['Netflix, one profile', madeFor('services/netflix-british'), { kept: 40, ...ONE, items: 5 }],
    ['Netflix, all profiles', madeFor('services/netflix-all'), { kept: 35, users: 2, items: 5 }],
    [
      'Spotify, account',
      madeFor('services/spotify-account'),
      { kept: 40, ...ONE, items: 20, title: 'TITLE' },
    ],
    [
      'Spotify, extended',
      madeFor('services/spotify-extended'),
      { kept: 39, ...ONE, items: 24, title: 'TITLE' },
    ],
    [
      'YouTube, JSON',
      madeFor('services/youtube-json-german'),
      { kept: 38, ...ONE, items: 38, title: 'TITLE' },
    ],
    [
      'YouTube, page',
      madeFor('services/youtube-page-korean'),
      { kept: 39, ...ONE, items: 39, title: 'TITLE' },
    ],
    ['any JSON', madeFor('forms/inside.json'), { kept: 40, users: 9, items: 23 }],
    ['JSON Lines', madeFor('forms/log.jsonl'), { kept: 40, users: 9, items: 23 }],
    ['a workbook', madeFor('forms/titled.xlsx'), { kept: 40, users: 9, items: 23 }],
    ['Parquet', madeFor('forms/log.parquet'), { kept: 40, users: 9, items: 23 }],
    ['a table of a page', madeFor('forms/ratings.html'), { kept: 40, users: 9, items: 23 }],
    ['Last.fm', madeFor('services/lastfm'), { kept: 40, ...ONE, items: 24, title: 'TITLE' }],
    [
      'Last.fm, statistics',
      madeFor('services/lastfm-stats-csv'),
      { kept: 40, ...ONE, items: 24, title: 'TITLE' },
    ],
    ['Chrome, Takeout', madeFor('services/browser-takeout'), { kept: 40, ...ONE, items: 6 }],
    ['Chrome, extension', madeFor('services/browser-extension'), { kept: 39, ...ONE, items: 6 }],
    ['Edge', madeFor('services/browser-edge'), { kept: 40, ...ONE, items: 6 }],
    ['Letterboxd', zipped(madeFor('services/letterboxd')), { kept: 6, ...ONE, items: 5, title: 'TITLE' }],
    ['Goodreads', madeFor('services/goodreads'), { kept: 40, ...ONE, items: 40, title: 'TITLE' }],
    [
      'Amazon orders',
      zipped(madeFor('services/amazon-orders')),
      { kept: 39, ...ONE, items: 7, title: 'TITLE' },
    ],
    ['Steam', madeFor('services/steam'), { kept: 35, ...ONE, items: 35, title: 'TITLE' }],
    [
      'orders and their lines',
      madeFor('own/orders-and-lines'),
      { kept: 700, users: 40, items: 50, title: 'PRODUCT_NAME' },
    ],
    ['Shopify', madeFor('services/shopify'), { kept: 120, users: 17, items: 13, title: 'LINEITEM_NAME' }],
    [
      'u.data, u.user and u.item',
      madeFor('services/movielens-100k'),
      { kept: 200, users: 9, items: 23, title: 'TITLE' },
    ],
    ['Shopify, gift cards without a number', gifts, { kept: 120, users: 17, items: 13 }],
    ['a statement of a bank', statement, { kept: 200, ...ONE, items: 21 }],
    ['a dump of an API', answer, { kept: 300, users: 40, items: 31, title: 'OBJECT_TRACK_NAME' }],
    ['a survey of a class', survey, { kept: 118, users: 28, items: 5 }],
    ['people down, films across', madeFor('headers/matrix'), { kept: 690, users: 25, items: 33 }],
    ['a list of anime', madeFor('services/anime-list'), { kept: 39, ...ONE, items: 39, title: 'TITLE' }],
  ])('%s', async (_, files, wanted) => {
    const { datasets, warnings } = await importCommand([...written(files), '--profile', 'relaxed']);
    const { INTERACTIONS: events, ITEMS: items } = datasets as unknown as {
      readonly INTERACTIONS: Outcome;
      readonly ITEMS?: { readonly columns: readonly string[] };
    };
    const title = items?.columns.find((name) => name === wanted.title);
    expect({ kept: events.kept, users: events.users, items: events.items, title }).toEqual({
      title: undefined,
      ...wanted,
    });
    const said = (warnings as unknown as { readonly code: string }[]).map(({ code }) => code);
    expect(said.filter((code) => QUESTIONS.includes(code))).toEqual([]);
  });
});

describe('in whatever a file of a form is packed, the command finds in it', () => {
  const FORMS = ['objects.json', 'inside.json', 'log.jsonl', 'book.xlsx', 'log.parquet', 'ratings.html'];
  it.each(FORMS.flatMap((form) => [[form, 'gzip', gzipped] as const, [form, 'zip', zipped] as const]))(
    'what %s holds: %s',
    async (form, _, packed) => {
      const files = written(packed(madeFor(`forms/${form}`)));
      expect(await importCommand([...files, '--profile', 'relaxed'])).toMatchObject({
        datasets: { INTERACTIONS: { kept: 40, users: 9, items: 23 } },
      });
    },
  );
});

describe('of what cannot be read, the command says where and why', () => {
  it.each([
    ['forms/locked.xlsx', 'locked.xlsx is locked with a password.', /take the password off/],
    ['forms/old.xls', 'old.xls is a workbook in an older or binary Excel format.', /save it as .xlsx/],
    ['forms/cut.parquet', 'cut.parquet breaks off in the middle.', /Get the file again/],
    ['forms/noise.parquet', 'noise.parquet is damaged.', /Export it again/],
    ['forms/json-cut', 'cut.json breaks off in the middle of record 14.', /Get the file again/],
    ['forms/json-deep', 'deep.json has more than 100 brackets inside one another in record 1.', /flat table/],
    [
      'forms/bomb.xlsx',
      'bomb.xlsx/xl/sheet1.xml unpacks to more than is safe to open.',
      /Unpack it yourself/,
    ],
  ])('%s', async (name, message, todo) => {
    const { document, status } = await runCommand(['import', ...written(madeFor(name))]);
    expect(status).toBe(1);
    expect(document?.error).toMatchObject({ message, todo: expect.stringMatching(todo) as unknown });
  });
});
