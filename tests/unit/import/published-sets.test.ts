import { expect, test } from 'vitest';
import { accountOf } from '../../../src/domain/account';
import { unaccounted } from '../../support/account-faults';
import { check } from '../../../src/import/judge/check';
import { importTables } from '../../../src/import/store/import-tables';
import { entityRows, inspectTexts, job, rowsOf } from './importing';

/*
 * Data sets that researchers hand out, each in its own form, dropped as they are: no names of columns, lists side by side,
 * days that count from the beginning of a course.
 */
const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const lines = (all: readonly (readonly unknown[])[], separator = ','): string =>
  all.map((row) => row.join(separator)).join('\n') + '\n';
/** Places that follow no order: 17 is prime to all sizes here. */
const any = (i: number, n: number): number => (i * 17 + Math.floor(i / n) * 5) % n;

async function read(texts: Readonly<Record<string, string>>) {
  const { proposal, sources } = await inspectTexts(texts);
  const checked = await check(sources, proposal.plan, null, job);
  expect(unaccounted(accountOf(proposal, proposal.plan, checked.read), proposal.plan)).toEqual([]);
  const { tables, report } = await importTables(sources, proposal.plan, null, job);
  const says = [...report.warnings, ...checked.files.flatMap(({ issues }) => issues)].map(({ code }) => code);
  return { proposal, checked, tables, says };
}

test('MIND: what was clicked of what was shown, by whom, with the news it was', async () => {
  const shown = (i: number): number[] => range(6).map((nth) => any(i * 6 + nth, 90));
  const seen = range(300).map((i) => [
    i + 1,
    `U${13_000 + any(i, 40)}`,
    `11/${11 + (i % 5)}/2019 ${1 + (i % 11)}:05:58 AM`,
    range(5 + (any(i, 40) % 7))
      .map((nth) => `N${10_000 + ((any(i, 40) * 7 + nth * 11) % 90)}`)
      .join(' '),
    shown(i)
      .map((item, nth) => `N${10_000 + item}-${nth === i % 6 ? 1 : 0}`)
      .join(' '),
  ]);
  const news = range(90).map((i) => [
    `N${10_000 + i}`,
    ['sports', 'news', 'health'][i % 3],
    'more',
    `What happened in town number ${i}`,
    `It was told by ${i} people in the end.`,
    `https://assets.example.com/${i}.html`,
    '[]',
    '[]',
  ]);
  const { tables, says } = await read({
    'behaviors.tsv': lines(seen, '\t'),
    'news.tsv': lines(news, '\t'),
  });
  expect(tables.userIds).toHaveLength(40);
  expect(rowsOf(tables)[0]).toMatchObject({
    USER_ID: 'U13000',
    ITEM_ID: `N${10_000 + shown(0)[0]}`,
    TIMESTAMP: String(Date.UTC(2019, 10, 11, 1, 5, 58) / 1000),
    IMPRESSION: shown(0)
      .map((item) => `N${10_000 + item}`)
      .join('|'),
  });
  expect(rowsOf(tables)).toHaveLength(300);
  expect(entityRows(tables, 'items')).toHaveLength(90);
  expect(says).toContain('CELLS_SPLIT');
});

test.each([
  ['as lists', (all: readonly string[]) => `"[${all.map((one) => `'${one}'`).join(', ')}]"`],
  ['between semicolons', (all: readonly string[]) => all.join(';')],
])('MOOCCube: courses and when each was begun, %s side by side', async (_, written) => {
  const courses = (i: number): string[] => range(1 + (i % 5)).map((nth) => `C_${any(i * 3 + nth, 29)}`);
  const times = (i: number): string[] => courses(i).map((_, nth) => `2019-0${1 + nth}-1${i % 9} 10:00:00`);
  const people = range(120).map((i) => [`U_${i}`, written(courses(i)), written(times(i))]);
  const { tables } = await read({
    'users.csv': lines([['user_id', 'course_order', 'enroll_time'], ...people]),
  });
  const of9 = rowsOf(tables).filter(({ USER_ID }) => USER_ID === 'U_9');
  expect(of9.map(({ ITEM_ID }) => ITEM_ID)).toEqual(courses(9));
  expect(of9.map(({ TIMESTAMP }) => Number(TIMESTAMP))).toEqual(
    times(9).map((time) => Date.parse(`${time.replace(' ', 'T')}Z`) / 1000),
  );
});

test('OULAD: days before a course begins are no lost rows, and come first', async () => {
  const clicks = range(400).map((i) => [
    'AAA',
    11_391 + any(i, 23),
    546_614 + any(i, 31),
    (i % 60) - 10,
    1 + (i % 4),
  ]);
  const { tables, checked } = await read({
    'studentVle.csv': lines([['code_module', 'id_student', 'id_site', 'date', 'sum_click'], ...clicks]),
  });
  expect(checked.tallies[0].lost).toEqual([]);
  const [before, first, later] = ['-10', '0', '49'].map((day) =>
    clicks.findIndex((row) => String(row[3]) === day),
  );
  const at = rowsOf(tables).map(({ TIMESTAMP }) => Number(TIMESTAMP));
  expect(at[first] - at[before]).toBe(10 * 86_400);
  expect(at[later] - at[first]).toBe(49 * 86_400);
});

test.each([
  [
    'month',
    (i: number) => `2023-${String(1 + i).padStart(2, '0')}`,
    ['Month', 'Product', 'Units Sold', 'Revenue'],
  ],
  ['day', (i: number) => `${10 + i}.03.2024`, ['Datum', 'Artikel', 'Menge', 'Umsatz']],
  ['월', (i: number) => `2023년 ${1 + i}월`, ['월', '상품명', '판매수량', '매출액']],
])('totals of each thing by %s are nobody’s log', async (_, time, head) => {
  const sold = range(72).map((i) => [
    time(Math.floor(i / 6)),
    `Cake ${'ABCDEF'[i % 6]}`,
    20 + any(i, 51),
    100 + i,
  ]);
  const { proposal } = await inspectTexts({ 'sales.csv': lines([head, ...sold]) });
  expect(proposal.plan.files).toMatchObject([{ dataset: null, lacking: 'totals' }]);
});

test('weeks of a term are times where nothing finer is', async () => {
  const marks = range(240).map((i) => [`S${any(i, 20)}`, 12 - (i % 12), `Exercise ${any(i, 17)}`]);
  const { tables } = await read({ 'marks.csv': lines([['student', 'week', 'exercise'], ...marks]) });
  const at = rowsOf(tables).map(({ TIMESTAMP }) => Number(TIMESTAMP));
  expect(at[0] - at[11]).toBe(11 * 86_400);
  const { proposal } = await inspectTexts({
    'marks.csv': lines([
      ['student', 'week', 'exercise', 'year'],
      ...marks.map((row, i) => [...row, 2020 + (i % 3)]),
    ]),
  });
  expect(proposal.plan.files[0].rowOrderAsTime).toBe(true);
});

test('Anime: −1 for watched and not rated is no mark, and the row stays', async () => {
  const marks = range(200).map((i) => [any(i, 20), any(i, 31), i % 5 === 0 ? -1 : 1 + (i % 10)]);
  const { tables, checked, says } = await read({
    'rating.csv': lines([['user_id', 'anime_id', 'rating'], ...marks]),
  });
  expect(tables.interactions.nRows).toBe(200);
  expect(checked.told[0].values).toEqual({ least: 2, most: 10 });
  expect(says).toContain('UNRATED_READ');
});

const uuid = (i: number): string => `${String(i).padStart(8, '0')}-aaaa-4bbb-8ccc-0123456789ab`;

test('Last.fm without names of columns: the number of a song is its key, and its name where it has none', async () => {
  const song = (i: number): string[] => [
    uuid(i % 6),
    `Band ${i % 6}`,
    i % 9 === 8 ? '' : uuid(100 + i),
    i % 12 < 2 ? 'Some Intro' : `Song no ${i}`,
  ];
  const plays = range(500).map((i) => [
    `user_${String(any(i, 25)).padStart(6, '0')}`,
    `2009-05-0${1 + (i % 9)}T23:${10 + (i % 50)}:57Z`,
    ...song(any(i, 60)),
  ]);
  const { tables, says } = await read({ 'plays.tsv': lines(plays, '\t') });
  expect(rowsOf(tables)[1]).toMatchObject({
    USER_ID: 'user_000017',
    ITEM_ID: 'Song no 17',
  });
  expect(tables.interactions.nRows).toBe(500);
  expect(entityRows(tables, 'items').find(({ id }) => id === uuid(103))).toMatchObject({
    COLUMN_6: 'Song no 3',
  });
  expect(says).toContain('PEOPLE_ALSO');
});

test('playlists: songs are told apart by their addresses, and called by their names', async () => {
  const track = (i: number) => ({
    artist_name: `Band ${i % 7}`,
    track_uri: `spotify:track:${String(i).padStart(22, '0')}`,
    track_name: i % 4 === 0 ? 'Some Intro' : `Song no ${i}`,
    duration_ms: 200_000 + i,
  });
  const playlists = range(60).map((pid) => ({
    name: ['gym', 'chill'][pid % 2],
    pid,
    modified_at: 1_493_424_000 + pid * 86_400,
    tracks: range(3 + (pid % 6)).map((pos) => ({ pos, ...track(any(pid * 5 + pos, 80)) })),
  }));
  const { tables } = await read({
    'mpd.slice.0-999.json': JSON.stringify({ info: { version: 'v1' }, playlists }),
  });
  expect(tables.itemIds[0]).toBe('spotify:track:0000000000000000000000');
  expect(entityRows(tables, 'items')[1]).toMatchObject({ TRACK_NAME: 'Song no 17' });
});

test('Olist: people who get another number with each order are known by the list of these numbers', async () => {
  const orders = range(200).map((i) => [`o${i}`, `c${i}`, 'delivered', `2017-0${1 + (i % 9)}-11 10:00:00`]);
  const customers = range(200).map((i) => [
    `c${i}`,
    `person${any(i, 60)}`,
    ['franca', 'campinas'][any(i, 60) % 2],
  ]);
  const items = range(300).map((i) => [`o${any(i, 200)}`, `p${any(i, 31)}`, '58.90']);
  const { tables, says } = await read({
    'orders.csv': lines([['order_id', 'customer_id', 'order_status', 'order_purchase_timestamp'], ...orders]),
    'customers.csv': lines([['customer_id', 'customer_unique_id', 'customer_city'], ...customers]),
    'order_items.csv': lines([['order_id', 'product_id', 'price'], ...items]),
  });
  expect(tables.userIds).toHaveLength(60);
  expect(tables.userIds[0]).toBe('person0');
  expect(says).toContain('CUSTOMER_OF_ORDER');
});

/** What stands for whom and for what, by the headers. */
async function keysOf(texts: Readonly<Record<string, string>>): Promise<readonly (string | undefined)[]> {
  const { proposal } = await inspectTexts(texts);
  const columns = proposal.plan.files.find(({ dataset }) => dataset === 'INTERACTIONS')?.columns ?? [];
  return ['USER_ID', 'ITEM_ID'].map((role) => columns.find((column) => column.role === role)?.header);
}
const letters = (i: number): string => i.toString(36).toUpperCase().padStart(6, 'X');

test.each([
  [
    'Amazon’s reviews have the thing first',
    ['column 2', 'column 1'],
    range(400).map((i) => [
      `B00${letters(Math.floor(i / 8) * 977)}Q`.slice(0, 10).padEnd(10, '7'),
      `A${letters(any(i, 60) * 7919)}ZZZZZZ`,
      `${1 + (i % 5)}.0`,
      1_400_000_000 + any(i, 97) * 86_400,
    ]),
  ],
  [
    'few people by numbers drawn by lot are people, as are those of a Jellyfin',
    ['column 2', 'column 3'],
    range(300).map((i) => [
      `2024-0${1 + (i % 9)}-11 20:10:11`,
      `${any(i, 5)}`.padStart(32, '0'),
      `${1000 + any(i, 41)}`.padStart(32, 'f'),
      'Movie',
      60 + any(i, 211),
    ]),
  ],
  [
    'the time of day is nothing that anybody ate',
    ['Müşteri No', 'Ürün Adı'],
    [
      ['Tarih', 'Saat', 'Müşteri No', 'Ürün Adı', 'Adet'],
      ...range(300).map((i) => [
        `1${i % 9}.03.2024`,
        `1${any(i, 10)}:${10 + any(i, 47)}`,
        1001 + any(i, 40),
        ['Pide', 'Ayran', 'Künefe', 'Lahmacun', 'Baklava'][any(i, 5)],
        1,
      ]),
    ],
  ],
  [
    'a till’s card number is who paid',
    ['멤버십번호', '상품코드'],
    [
      ['영업일자', '영수증번호', '결제시각', '상품코드', '수량', '멤버십번호'],
      ...range(300).map((i) => [
        `2024-03-1${i % 9}`,
        `${i + 1}`.padStart(6, '0'),
        `1${any(i, 10)}:${10 + any(i, 47)}:03`,
        `B${100 + any(i, 18)}`,
        1,
        i % 6 === 5 ? '' : `M${100 + any(i, 40)}`,
      ]),
    ],
  ],
  [
    'a class says who read what, and how many pages are neither',
    ['Reader’s first name', 'What did you read?'],
    [
      ['Timestamp', 'Reader’s first name', 'What did you read?', 'How many pages?'],
      ...range(160).map((i) => [
        `3/${1 + (i % 20)}/2024 9:10:00`,
        ['Mia', 'Ben', 'Zoe', 'Ali', 'Eva', 'Tom', 'Noa', 'Ian'][any(i, 8)],
        ['Matilda', 'Holes', 'Wonder', 'Heidi', 'Momo'][any(i, 5)],
        4 + any(i, 61),
      ]),
    ],
  ],
] as const)('%s', async (_, keys, rows) => {
  expect(await keysOf({ 'log.csv': lines(rows) })).toEqual(keys);
});
