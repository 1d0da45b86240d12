import { describe, expect, test } from 'vitest';
import { barsLabel, summarizeColumns } from '../../../../src/page/charts/columns';
import { plain } from '../../../../src/page/charts/summary';
import { profileColumns } from '../../../../src/engine/datasets/profile-columns';
import { tablesOf } from '../../../support/small-tables';
import { nodeJob, recordedJob } from '../../../support/studio-in-node';

const tables = tablesOf([
  { user: 'a', item: 'x', time: 0, type: 'view', value: 1 },
  { user: 'a', item: 'y', time: 100, type: 'view', value: 3 },
  { user: 'a', item: 'x', time: 160, type: 'buy', value: null },
  { user: 'b', item: 'x', time: 160, value: 1 },
]);

describe('column profiles', () => {
  test('count values, gaps and bars of every column', async () => {
    const { job, reports } = recordedJob();
    const [interactions, items] = await profileColumns(tables, job);
    const named = Object.fromEntries(interactions.columns.map((column) => [column.name, column]));
    expect(interactions.rows).toBe(4);
    expect(named.USER_ID).toMatchObject({ kind: 'id', distinct: 2, missing: 0 });
    expect(named.USER_ID.bars).toEqual([
      { label: '1', count: 1 },
      { label: '2', count: 1 },
    ]);
    expect(named.TIMESTAMP).toMatchObject({ kind: 'time', distinct: 3, range: [0, 160] });
    expect(named.TIMESTAMP.bars.map(({ count }) => count)).toEqual([
      1,
      ...Array<number>(9).fill(0),
      1,
      0,
      0,
      0,
      0,
      2,
    ]);
    expect(named.EVENT_TYPE).toMatchObject({ kind: 'category', distinct: 2, missing: 1 });
    expect(named.EVENT_TYPE.bars[0]).toEqual({ label: 'view', count: 2 });
    expect(named.EVENT_VALUE).toMatchObject({ kind: 'number', distinct: 2, missing: 1, range: [1, 3] });
    expect(named.EVENT_VALUE.bars).toEqual([
      { label: '1', count: 2 },
      { label: '3', count: 1 },
    ]);
    expect(items.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['ITEM_ID', 'id'],
      ['YEAR', 'number'],
      ['GENRE', 'category'],
      ['TITLE', 'text'],
      ['NEW', 'boolean'],
      ['KIND', 'category'],
    ]);
    expect(items.columns[2].distinct).toBe(2);
    expect(reports[0]).toMatchObject({ phase: 'describe', done: 0, total: 11 });
  });

  test('are made once for the same tables', async () => {
    expect(await profileColumns(tables, nodeJob())).toBe(await profileColumns(tables, nodeJob()));
  });

  test('say what is missing, and in the table by how much', async () => {
    const [interactions] = await profileColumns(tables, nodeJob());
    const summary = summarizeColumns(interactions);
    expect(plain(summary.sentence).replaceAll('\u00a0', ' ')).toBe(
      '4 rows of 5 columns; EVENT_TYPE has the most gaps, 25 % of its cells.',
    );
    expect(summary.table.rows[4]).toEqual(['EVENT_VALUE', 'numbers', '2', '1', '1 to 3']);
    expect(barsLabel(interactions.columns[3])).toBe('EVENT_TYPE: most often view, 2\u00a0times');
  });
});
