import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { full } from '../support/full';
import { spreadsheet } from '../support/spreadsheet';
import { database } from '../support/sqlite';
import { workbook } from '../support/workbook';
import { axeFindings, lowButtons, sidewaysScroll } from './support/accessibility';
import { screenSizes, visit, type Visit } from './support/browser';
import { dropFiles } from './support/drop';
import {
  dropAndLook,
  figure,
  importAndLook,
  importButton,
  openApp,
  openList,
  trainPersonal,
} from './support/journey';

const USERS = 50;
const ROWS = 1500;
const FIRST_SEC = 1_700_000_000;

/** Everybody goes through the articles at a pace of their own, so that no row repeats another. */
const events = Array.from({ length: ROWS }, (_, i) => {
  const user = i % USERS;
  const step = Math.floor(i / USERS);
  return {
    user: `u${user}`,
    item: `a${(user * 3 + step * (1 + (user % 3))) % 40}`,
    sec: FIRST_SEC + i * 600,
  };
});
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const forms = [
  {
    name: 'orders.xlsx',
    bytes: workbook({
      Orders: [
        ['Orders of the year'],
        ['customer', 'product', 'ordered at'],
        ...events.map(({ user, item, sec }) => [user, item, { date: sec / 86_400 + 25_569 }]),
      ],
      Notes: [],
    }),
  },
  {
    name: 'orders.ods',
    bytes: spreadsheet({
      Orders: [
        ['Orders of the year'],
        ['customer', 'product', 'ordered at'],
        ...events.map(({ user, item, sec }) => [
          user,
          item,
          { date: new Date(sec * 1000).toISOString().slice(0, 19) },
        ]),
      ],
      Notes: [],
    }),
  },
  {
    name: 'export.json',
    bytes: text(
      JSON.stringify({
        page: 1,
        data: {
          events: events.map(({ user, item, sec }) => ({
            user: { id: user },
            product: item,
            at: new Date(sec * 1000).toISOString(),
          })),
        },
      }),
    ),
  },
  {
    name: 'events.parquet',
    bytes: new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'user_id', data: events.map(({ user }) => user), type: 'STRING' },
          { name: 'item_id', data: events.map(({ item }) => item), type: 'STRING' },
          { name: 'timestamp', data: events.map(({ sec }) => new Date(sec * 1000)), type: 'TIMESTAMP' },
        ],
        rowGroupSize: 400,
      }),
    ),
  },
  {
    name: 'shop.sqlite',
    bytes: database('orders', [
      ['customer_id', 'product_id', 'ordered_at'],
      ...events.map(({ user, item, sec }) => [user, item, new Date(sec * 1000).toISOString().slice(0, 19)]),
    ]),
  },
];

const csv = (name: string, header: string, rows: readonly string[]) => ({
  name,
  bytes: text(`${header}\n${rows.join('\n')}\n`),
});
/** What a shop's system hands out: only the middle one knows both whose an order is and when. */
const shop = [
  csv(
    'order_lines.csv',
    'order_id,sku,product_name,quantity',
    events.map(({ item }, i) => `o${i},${item},Lamp number ${item.slice(1)},${1 + (i % 3)}`),
  ),
  csv(
    'orders.csv',
    'order_id,customer_id,ordered_at',
    events.map(({ user, sec }, i) => `o${i},${user},${new Date(sec * 1000).toISOString()}`),
  ),
  csv(
    'customers.csv',
    'customer_id,city',
    Array.from({ length: USERS }, (_, i) => `u${i},${['Seoul', 'Lyon', 'Lima'][i % 3]}`),
  ),
];
/** Films are described under other numbers than they are rated by, their genres as Python prints lists. */
const films = [
  csv(
    'ratings_small.csv',
    'userId,movieId,rating,timestamp',
    events.map(({ user, item, sec }, i) => `${user.slice(1)},${item.slice(1)},${1 + (i % 5)},${sec}`),
  ),
  csv(
    'links.csv',
    'movieId,imdbId,tmdbId',
    Array.from({ length: 40 }, (_, i) => `${i},${String(9000 + i).padStart(7, '0')},${800 + i * 37}`),
  ),
  csv(
    'movies_metadata.csv',
    'adult,genres,id,title,video',
    Array.from({ length: 40 }, (_, i) => {
      const genres = ['Drama', 'Comedy', "Beat 'em up"].map(
        (name, id) => `{'id': ${id}, 'name': ""${name}""}`,
      );
      return `False,"[${genres.slice(i % 3).join(', ')}]",${800 + i * 37},Film number ${i},False`;
    }),
  ),
];
const isoDay = (sec: number): string => new Date(sec * 1000).toISOString().slice(0, 10);
/** Files that wait for a word: what the screen says, the button that answers, and the events that come of it. */
const asking = [
  {
    asks: 'where one row in eight has no date',
    file: csv(
      'loans.csv',
      'member,book,borrowed on',
      events.map(
        ({ user, item, sec }, i) => `${user},${item},${i % 8 === 3 ? 'last week' : isoDay(sec + i * 86_400)}`,
      ),
    ),
    says: /^1,500\srows: 1,312 kept, 188 left out/,
    answer: 'Leave these rows out',
    rows: 1312,
  },
  {
    asks: 'where day and month may change places',
    file: csv(
      'visits.csv',
      'visitor,page,when',
      // Everybody sees each page on one day of a year of their own.
      events.map(
        ({ user, item }, i) =>
          `${user},${item},${1 + (i % 12)}/${1 + ((i * 5) % 12)}/${1990 + Math.floor(i / USERS)}`,
      ),
    ),
    says: /Nothing in the file tells them apart/,
    answer: /^It is \d/,
    rows: ROWS,
  },
  {
    asks: 'that are one person’s',
    file: csv(
      'NetflixViewingHistory.csv',
      'Title,Date',
      events.map(({ item, sec }, i) => `"Show ${item}: Season 1: Episode ${i}","${usDay(sec + i * 86_400)}"`),
    ),
    says: /^This looks like your Netflix history: 1,500\splays of 40\sshows and films/,
    answer: null,
    rows: ROWS,
  },
];

function usDay(sec: number): string {
  const date = new Date(sec * 1000);
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear() % 100}`;
}

describe('what people drop', () => {
  let tab: Visit;

  beforeAll(async () => {
    tab = await visit({ online: true });
  });
  afterAll(() => tab.close());

  // Under the headers that `npm start` sends: nothing may be evaluated, nothing fetched from elsewhere.
  test.each(forms)('$name is read, and becomes data that can be learned from', async ({ name, bytes }) => {
    const { page } = tab;
    await openApp(page, inject('site'));
    await dropAndLook(page, { name, bytes, rows: ROWS, users: USERS, real: true });
    await importAndLook(page);
    expect(await figure(page, 'Interactions')).toBe(ROWS.toLocaleString('en'));
    expect(await figure(page, 'Users')).toBe(String(USERS));
    // Once imported, the forms differ no more: in the short run the joined files below go on alone.
    if (!full) return;
    await trainPersonal(page);
    expect(await openList(page)).toContainEqual(expect.stringMatching(/^\/?a\d+$/));
  });

  // A drop and four clicks: fewer than the first journey has.
  test('three joined CSV files go from drop to list, with the names of the products', async () => {
    const { page } = tab;
    await openApp(page, inject('site'));
    await dropFiles(page, shop);
    await page.getByText(/^1,500\srows, all of them kept/).waitFor();
    await page.getByText(/where order_id equals order_id\. 1,500 of 1,500\srows match/).waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(
      ['events', 'items', 'people', 'joined', 'joined'].map((kind) => expect.stringMatching(kind)),
    );
    expect(await axeFindings(page)).toEqual([]);
    await importAndLook(page);
    expect(await figure(page, 'Interactions')).toBe(ROWS.toLocaleString('en'));
    expect(await figure(page, 'Users')).toBe(String(USERS));
    await trainPersonal(page);
    expect(await openList(page)).toContainEqual(expect.stringMatching(/^Lamp number \d+$/));
  });

  test('films whose numbers a third file translates come with their genres', async () => {
    const { page } = tab;
    await openApp(page, inject('site'));
    await dropFiles(page, films);
    await page.getByText(/^1,500\srows, all of them kept/).waitFor();
    await page.getByRole('tab', { name: /items/ }).click();
    await page.getByText(/where tmdbId equals id\. 40 of 40\srows match/).waitFor();
    await page
      .getByText(/read by the names in them, such as Drama, Comedy, Beat 'em up/)
      .first()
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await importAndLook(page);
    expect(await figure(page, 'Interactions')).toBe(ROWS.toLocaleString('en'));
  });

  // What else asks is answered in jsdom: in the short run one file tells that the built page does.
  test.each(full ? asking : asking.slice(0, 1))(
    'files $asks say so, on a phone too, and one press answers',
    async (asked) => {
      const { page } = tab;
      await page.setViewportSize(screenSizes.phone);
      await openApp(page, inject('site'));
      await dropFiles(page, [asked.file]);
      await page.getByText(asked.says).first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(await lowButtons(page)).toEqual([]);
      if (asked.answer !== null) {
        const answer = page.getByRole('button', { name: asked.answer }).first();
        await answer.press('Enter');
        await answer.waitFor({ state: 'detached' });
      }
      await page.waitForFunction(() => document.querySelector('.checking .bar') === null);
      await importButton(page).press('Enter');
      await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
      expect(await figure(page, 'Interactions')).toBe(asked.rows.toLocaleString('en'));
      expect(await axeFindings(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await page.setViewportSize(screenSizes.desk);
    },
  );

  test('nothing went wrong on the way and nothing left the origin', () => {
    expect(tab.guard.problems()).toEqual([]);
  });
});
