import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../src/words/copy/issues';
import { tallyWords } from '../../../src/words/copy/row-tally';
import { withRowsKept, type ImportPlan } from '../../../src/domain/imports';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import type { SourceMap } from '../../../src/import/open/open-sources';
import { memorySource } from '../../../src/import/open/bytes/source';
import { bytesOf, importContent, job, rowsOf } from './importing';
import { avroSchema } from '../../support/avro-schema';

/** Forty orders of ten people: every tenth was cancelled, the one after it refunded. */
const STATUSES = ['cancelled', 'refunded', ...Array.from({ length: 8 }, () => 'completed')];
const orders = (): string =>
  [
    `order_id,customer_id,product_id,ordered_at,order_status`,
    ...Array.from({ length: 40 }, (_, i) =>
      [
        `${i}`,
        `c${i % 7}`,
        `p${(i * 3) % 11}`,
        `2024-01-${String(1 + (i % 28)).padStart(2, '0')} 10:00:${10 + i}`,
        STATUSES[i % 10],
      ].join(','),
    ),
  ].join('\n');

async function drop(text: string, path = 'orders.csv'): Promise<{ plan: ImportPlan; sources: SourceMap }> {
  const { proposal, sources } = await inspect([memorySource(path, bytesOf(text))], 'relaxed', job);
  return { plan: proposal.plan, sources };
}

describe('orders that came to nothing', () => {
  it('are left out with a sentence, and counted', async () => {
    const { plan, sources } = await drop(orders());
    const { issues, tallies, counts } = await check(sources, plan, null, job);
    const said = issues.find(({ code }) => code === 'ROWS_SIFTED');
    expect(said && describeIssue(said).what).toBe(
      'Interactions, orders.csv: 8\u00a0of 40 rows were cancelled or refunded (order_status = cancelled, refunded): they say nothing about taste and are left out.',
    );
    expect(counts?.events).toBe(32);
    expect(tallyWords(tallies[0])).toBe(
      '40\u00a0rows: 32 kept, 8 left out (8\u00a0cancelled or refunded rows).',
    );
    const { report } = await importTables(sources, plan, null, job);
    expect(report.datasets[0]).toMatchObject({
      rows: 40,
      kept: 32,
      notMeant: [{ reason: 'cancelled', count: 8 }],
    });
    expect(report.warnings).toContainEqual(said);
  });

  it('are back when they are to be kept, which is said too', async () => {
    const { plan, sources } = await drop(orders());
    const kept = { ...plan, files: plan.files.map((file) => withRowsKept(file, true, 'cancelled')) };
    const { issues, counts } = await check(sources, kept, null, job);
    expect(counts?.events).toBe(40);
    const said = issues.find(({ code }) => code === 'ROWS_SIFTED');
    expect(said && describeIssue(said).what).toMatch(/They count like all others\.$/);
    expect(kept.files.map((file) => withRowsKept(file, false))).toEqual(plan.files);
  });

  it('leave the lines of other findings where they are', async () => {
    const broken = `${orders()}\n40,c1,p1,never,completed\n41,c1,p1,2024-02-01,cancelled\n42,,p1,2024-02-01,completed`;
    const { plan, sources } = await drop(broken);
    const { files, tallies } = await check(sources, plan, null, job);
    expect(files[0].issues.filter(({ line }) => line !== undefined).map(({ line }) => line)).toEqual([
      42, 44,
    ]);
    expect(tallies[0]).toMatchObject({ rows: 43, kept: 32 });
  });

  it('stay where a schema is given, as with the service', async () => {
    const fields = ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'ORDER_STATUS'].map((name) => ({
      name,
      type: name === 'TIMESTAMP' ? ('long' as const) : ('string' as const),
    }));
    const interactions = [
      'USER_ID,ITEM_ID,TIMESTAMP,ORDER_STATUS',
      ...Array.from(
        { length: 40 },
        (_, i) => `c${i % 7},p${(i * 3) % 11},${1_700_000_000 + i},${STATUSES[i % 10]}`,
      ),
    ].join('\n');
    const schemas = { INTERACTIONS: avroSchema('Interactions', fields) };
    const { report } = await importContent({ interactions, schemas, profile: 'relaxed' });
    expect(report.datasets[0]).toMatchObject({ rows: 40, kept: 40 });
    const own = await importContent({ interactions, profile: 'relaxed' });
    expect(own.report.datasets[0]).toMatchObject({ rows: 40, kept: 32 });
  });

  it('leave nothing of a file that has no other, which is no empty file', async () => {
    const all = orders().replaceAll('completed', 'cancelled');
    const { plan, sources } = await drop(all);
    expect((await check(sources, plan, null, job)).counts?.events).toBe(40);
    const without = { ...plan, files: plan.files.map((file) => withRowsKept(file, false)) };
    const { issues } = await check(sources, without, null, job);
    expect(issues.find(({ code }) => code === 'D01')?.details).toEqual({
      reason: 'nothing-kept',
      rows: 40,
      unread: null,
    });
  });
});

describe('a line of sums', () => {
  it('is no item of one person’s list, nor one of the items that it tells of', async () => {
    const list = [
      'title,author,read_on,pages',
      ...Array.from(
        { length: 30 },
        (_, i) =>
          `Book ${i % 15},Author ${i % 15},2024-01-${String(1 + (i % 28)).padStart(2, '0')},${100 + i}`,
      ),
      `Total,,,${Array.from({ length: 30 }, (_, i) => 100 + i).reduce((a, b) => a + b, 0)}`,
    ].join('\n');
    const { plan, sources } = await drop(list, 'read.csv');
    const { tables } = await importTables(sources, plan, null, job);
    expect(rowsOf(tables).map(({ ITEM_ID }) => ITEM_ID)).not.toContain('Total');
    expect(tables.itemIds).not.toContain('Total');
  });

  it('of a list of items is none of them', async () => {
    const list = [
      'sku,name,stock',
      ...Array.from({ length: 20 }, (_, i) => `A${i},Cup ${i},${i}`),
      'Total,,190',
    ];
    const { plan, sources } = await drop(list.join('\n'), 'products.csv');
    expect(plan.files[0].rules).toMatchObject([{ reason: 'total', index: 0 }]);
    const { tallies, files } = await check(sources, plan, null, job);
    expect(tallies[0]).toMatchObject({ rows: 21, kept: 20, notMeant: [{ reason: 'total', count: 1 }] });
    expect(files[0].evidence[2]).toMatchObject({ rows: 20, max: '19' });
  });
});

describe('sums of groups among the rows', () => {
  it.each([
    ['beside the name of the group', (who: string) => `${who} Total,,,,`],
    ['alone', () => `,,Subtotal,,`],
  ])('%s are none of them, and their numbers hold', async (_, sumOf) => {
    const text = [
      'Customer,Sold on,Product,Units,Amount',
      ...Array.from({ length: 12 }, (_each, c) => [
        ...Array.from(
          { length: 6 },
          (_row, i) => `Ann ${c},2024-01-${10 + i},Cup ${(c * 5 + i) % 17},${1 + (i % 2)},${10 + i}.5`,
        ),
        `${sumOf(`Ann ${c}`).slice(0, -1)}9,78`,
      ]).flat(),
      'Grand Total,,,108,936',
    ].join('\n');
    const { plan, sources } = await drop(text, 'report.csv');
    const { issues, counts } = await check(sources, plan, null, job);
    expect(counts).toMatchObject({ events: 72, users: 12, items: 17 });
    const said = issues.find(({ code }) => code === 'ROWS_SIFTED');
    expect(said?.details).toMatchObject({ reason: 'total' });
  });

  it('are no rows that tell of somebody', async () => {
    const { plan } = await drop(orders().replaceAll(',p3,', ',Recall Total,'));
    expect(plan.files.flatMap(({ rules = [] }) => rules).filter(({ reason }) => reason === 'total')).toEqual(
      [],
    );
  });
});

describe('what was taken back under the number of its order', () => {
  const text = [
    'order_no,customer_id,product,ordered_at,quantity',
    ...Array.from({ length: 40 }, (_, i) => `${1000 + i},c${i % 7},Cup ${i % 11},2024-01-${10 + (i % 20)},3`),
    // Whole, in two parts; in part; and before it is told of.
    '1000,c0,Cup 0,2024-02-01,-3',
    '1001,c1,Cup 1,2024-02-01,-1',
    '1001,c1,Cup 1,2024-02-02,-2',
    '1002,c2,Cup 2,2024-02-03,-1',
    '1003,c3,Cup 9,2024-02-03,-3',
    '1050,c3,Cup 9,2024-02-03,-3',
    '1050,c3,Cup 9,2024-02-04,3',
  ].join('\n');

  it('is left out with its refund, and counted by itself', async () => {
    const { plan, sources } = await drop(text);
    const { issues, counts, tallies } = await check(sources, plan, null, job);
    expect(counts?.events).toBe(38);
    expect(tallies[0].notMeant).toEqual([
      { reason: 'cancelled', count: 6 },
      { reason: 'taken-back', count: 3 },
    ]);
    const said = issues.flatMap((issue) => (issue.code === 'ROWS_SIFTED' ? [describeIssue(issue).what] : []));
    expect(said.at(-1)?.replaceAll('\u00a0', ' ')).toBe(
      'Interactions, orders.csv: 3 of 47 rows were bought and taken back (a refund with the same order_no): they say nothing about taste and are left out.',
    );
    const kept = { ...plan, files: plan.files.map((file) => withRowsKept(file, true, 'taken-back')) };
    expect((await check(sources, kept, null, job)).counts?.events).toBe(41);
  });

  it('stays where only the article tells', async () => {
    const { plan, sources } = await drop(text.replace('order_no', 'colour'));
    expect((await check(sources, plan, null, job)).counts?.events).toBe(41);
  });
});

it('a day of cancellation is told of nobody once its rows are gone', async () => {
  const text = [
    'order_id,customer_id,town,product,ordered_at,cancelled_at',
    ...Array.from({ length: 300 }, (_, i) => {
      const cancelled = i % 7 === 0 ? `2024-02-${10 + (i % 15)} 10:00:00` : '';
      return `${i},c${i % 30},Town ${i % 30},Cup ${i % 11},2024-01-${10 + (i % 20)} 09:${10 + (i % 50)}:00,${cancelled}`;
    }),
  ].join('\n');
  const { plan, sources } = await drop(text);
  const { tables, schemas } = await importTables(sources, plan, null, job);
  expect(tables.interactions.nRows).toBe(257);
  for (const schema of Object.values(schemas))
    expect(schema.fields.map(({ name }) => name)).not.toContain('CANCELLED_AT');
  expect(schemas.USERS?.fields.map(({ name }) => name)).toContain('TOWN');
});
