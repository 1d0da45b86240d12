import { describe, expect, test } from 'vitest';
import { importTables } from '../../../src/import/store/import-tables';
import { entityRows, inspectTexts, job, rowsOf } from './importing';

function table(header: string, row: (i: number) => string, count = 60): string {
  return [header, ...Array.from({ length: count }, (_, i) => row(i))].join('\n');
}

async function dropped(texts: Readonly<Record<string, string>>) {
  const { proposal, sources } = await inspectTexts(texts);
  const imported = await importTables(sources, proposal.plan, null, job);
  return { proposal, ...imported };
}

const event = (i: number, sec = 1_600_000_000): string => `u${i % 20},p${(i * 7) % 30},${sec + i * 60}`;
const kindsOf = (rows: readonly Record<string, string>[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { EVENT_TYPE } of rows) counts[EVENT_TYPE] = (counts[EVENT_TYPE] ?? 0) + 1;
  return counts;
};

describe('tables of one shape', () => {
  test.each([
    ['views.csv', 'purchases.csv', 'views', 'purchases'],
    ['조회_2023.csv', '구매_2023.csv', '조회', '구매'],
    ['shop/Ansichten.csv', 'shop/Käufe.csv', 'ansichten', 'käufe'],
    ['wiedergaben.csv', 'rezensionen.csv', 'wiedergaben', 'rezensionen'],
  ])('become kinds of events where their names say so: %s, %s', async (one, other, kind, kind2) => {
    const { tables } = await dropped({
      [one]: table('user_id,product_id,time', (i) => event(i)),
      [other]: table('user_id,product_id,time,price', (i) => `${event(i, 1_700_000_000)},9.5`, 25),
    });
    const rows = rowsOf(tables);
    expect(kindsOf(rows)).toEqual({ [kind]: 60, [kind2]: 25 });
    expect(rows.filter(({ PRICE }) => PRICE === '').length).toBe(60);
  });

  test('keep a column that tells them apart where their names are no kinds', async () => {
    const { tables } = await dropped({
      'Seoul.csv': table('user_id,product_id,time', (i) => event(i)),
      'Busan.csv': table('user_id,product_id,time', (i) => event(i, 1_700_000_000)),
    });
    expect(new Set(rowsOf(tables).map(({ SOURCE }) => SOURCE))).toEqual(new Set(['seoul', 'busan']));
  });

  test('keep the names of items over months, and the months are there to be kept', async () => {
    const loan = (month: number) => (i: number) =>
      `c${i % 20},97${(i * 7) % 30},Book ${(i * 7) % 30},2023-0${month}-${String((i % 27) + 1).padStart(2, '0')}`;
    const { tables, proposal } = await dropped({
      'loans-2023-01.csv': table('customer,isbn,title,date', loan(1)),
      'loans-2023-02.csv': table('customer,isbn,title,date', loan(2)),
    });
    expect(tables.interactions.nRows).toBe(120);
    expect(entityRows(tables, 'items').find(({ id }) => id === '977')).toMatchObject({ TITLE: 'Book 7' });
    const gathered = proposal.plan.files.find(({ dataset }) => dataset === 'INTERACTIONS');
    expect(gathered?.columns.find(({ header }) => header === 'source')).toMatchObject({ role: 'IGNORE' });
  });

  test('of several descriptions are one list', async () => {
    const item = (from: number) => (i: number) => `p${from + i},Thing ${from + i},Kind ${i % 4}`;
    const { tables } = await dropped({
      'log.csv': table('user_id,product_id,time', (i) => event(i)),
      'products_1.csv': table('product_id,title,category', item(0), 20),
      'products_2.csv': table('product_id,title,category', item(20), 20),
    });
    expect(entityRows(tables, 'items').length).toBe(40);
  });

  test('are left alone where they only look alike', async () => {
    const { proposal } = await inspectTexts({
      'log.csv': table('user_id,product_id,time', (i) => event(i)),
      'brands.csv': table('id,name', (i) => `${i},Brand ${i}`, 20),
      'suppliers.csv': table('id,name', (i) => `${i},Supplier ${i}`, 20),
    });
    expect(proposal.plan.made?.filter(({ kind }) => kind === 'gathered') ?? []).toEqual([]);
  });
});
