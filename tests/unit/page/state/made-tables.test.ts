import { expect, test } from 'vitest';
import type { ColumnPlan, FilePlan, ImportPlan } from '../../../../src/domain/imports';
import { madeFrom, madeOf, withoutMade } from '../../../../src/import/plan/made-plan';

const column = (index: number, role: ColumnPlan['role']): ColumnPlan => ({
  index,
  header: `c${index}`,
  role,
  field: `C${index}`,
  type: 'string',
  nullable: true,
  categorical: false,
  textual: false,
});
const file = (name: string, dataset: FilePlan['dataset'], columns: readonly ColumnPlan[] = []): FilePlan => ({
  file: name,
  dataset,
  door: 'mapping',
  format: { encoding: 'utf-8', delimiter: ',', headerLine: 1, escape: '"', gzip: false },
  columns,
});
const plan: ImportPlan = {
  profile: 'aws',
  mode: 'FULL',
  files: [
    file('lines', null, [column(0, 'KEEP')]),
    file('orders', null),
    file('lines + orders', 'INTERACTIONS', [
      column(0, 'ITEM_ID'),
      { ...column(1, 'IGNORE'), movedTo: 'ITEMS' },
      column(2, 'IGNORE'),
    ]),
    file('items of lines + orders', 'ITEMS'),
  ],
  made: [
    { kind: 'join', file: 'lines + orders', left: 'lines', leftColumn: 0, right: 'orders', rightColumn: 0 },
    {
      kind: 'entities',
      file: 'items of lines + orders',
      of: 'lines + orders',
      dataset: 'ITEMS',
      key: 0,
      columns: [1],
    },
  ],
};

test('a made table is known by its name, and a file by the join that took it', () => {
  expect(madeOf(plan, 'lines + orders')?.kind).toBe('join');
  expect(madeOf(plan, 'lines')).toBeNull();
  expect(madeFrom(plan, 'orders')?.file).toBe('lines + orders');
  expect(madeFrom(plan, 'lines + orders')).toBeNull();
});

test('without a join, what was made from it goes too, and the left file is the events again', () => {
  const { files, made } = withoutMade(plan, 'lines + orders');
  expect(files.map(({ file: name, dataset }) => [name, dataset])).toEqual([
    ['lines', 'INTERACTIONS'],
    ['orders', null],
  ]);
  expect(made).toEqual([]);
});

test('without the items of the events, only their columns come back', () => {
  const { files, made } = withoutMade(plan, 'items of lines + orders');
  expect(files).toHaveLength(3);
  expect(files[2].columns.map(({ role }) => role)).toEqual(['ITEM_ID', 'KEEP', 'IGNORE']);
  expect(made).toHaveLength(1);
});
