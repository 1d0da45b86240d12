import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { workbook } from '../support/workbook';
import { visit, type Visit } from './support/browser';
import { dropAndLook, figure, importAndLook, openApp, openList, trainPersonal } from './support/journey';

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
];

describe('tables that are no delimited text', () => {
  let tab: Visit;

  beforeAll(async () => {
    tab = await visit();
  });
  afterAll(async () => {
    await tab.close();
  });

  // Under the headers that `npm start` sends: nothing may be evaluated, nothing fetched from elsewhere.
  test.each(forms)('$name goes from drop to list', async ({ name, bytes }) => {
    const { page } = tab;
    await openApp(page, inject('site'));
    await dropAndLook(page, { name, bytes, rows: ROWS, users: USERS, real: true });
    await importAndLook(page);
    expect(await figure(page, 'Interactions')).toBe(ROWS.toLocaleString('en'));
    expect(await figure(page, 'Users')).toBe(String(USERS));
    await trainPersonal(page);
    expect(await openList(page)).toContainEqual(expect.stringMatching(/^a\d+$/));
  });
});
