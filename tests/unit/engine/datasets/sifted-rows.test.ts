import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../../src/copy/issues';
import { tallyWords } from '../../../../src/copy/row-tally';
import { withRowsKept, type ImportPlan } from '../../../../src/domain/imports';
import { check, importTables, inspect } from '../../../../src/engine/datasets/import';
import type { SourceMap } from '../../../../src/engine/datasets/open-sources';
import { memorySource } from '../../../../src/data/bytes/source';
import { bytesOf, importContent, job, rowsOf } from './importing';
import { avroSchema } from '../../../support/avro-schema';

/** Forty orders of ten people: every tenth was cancelled, the one after it refunded. */
const STATUSES = ['cancelled', 'refunded', ...Array.from({ length: 8 }, () => 'completed')];
const orders = (status = 'order_status'): string =>
  [
    `order_id,customer_id,product_id,ordered_at,${status}`,
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
      'Interactions, orders.csv: 8\u00a0of 40 rows were cancelled or refunded (order_status = cancelled, refunded): they say nothing of taste and are left out.',
    );
    expect(counts?.events).toBe(32);
    expect(tallyWords(tallies[0])).toBe(
      '40\u00a0rows: 32 kept, 8 left out (8\u00a0cancelled or refunded order lines).',
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
    expect(issues.find(({ code }) => code === 'D01')?.details).toEqual({ reason: 'nothing-kept', rows: 40 });
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
