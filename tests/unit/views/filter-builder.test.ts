import { expect, test } from 'vitest';
import type { AvroSchema } from '../../../src/domain/schema';
import { checkFilter } from '../../../src/filters/check';
import { filterFields, withCondition, writeCondition } from '../../../src/views/filters/builder';

const items: AvroSchema = {
  type: 'record',
  name: 'Items',
  namespace: 'n',
  version: '1.0',
  fields: [
    { name: 'ITEM_ID', type: 'string' },
    { name: 'YEAR', type: ['int', 'null'] },
    { name: 'GENRES', type: ['null', 'string'], categorical: true },
    { name: 'PLOT', type: ['null', 'string'], textual: true },
    { name: 'LIVE', type: 'boolean' },
  ],
};
const interactions: AvroSchema = {
  ...items,
  name: 'Interactions',
  fields: [
    { name: 'USER_ID', type: 'string' },
    { name: 'ITEM_ID', type: 'string' },
    { name: 'TIMESTAMP', type: 'long' },
    { name: 'EVENT_TYPE', type: 'string' },
  ],
};
const datasets = [
  { type: 'ITEMS', schema: items },
  { type: 'INTERACTIONS', schema: interactions },
] as const;

test('offers what can be filtered by, kinds first and the id last', () => {
  expect(filterFields(datasets).map(({ path }) => path)).toEqual([
    'Items.GENRES',
    'Items.YEAR',
    'Interactions.EVENT_TYPE',
    'Items.ITEM_ID',
  ]);
});

test('writes expressions that the language accepts, whatever is typed', () => {
  const [genres, year, events] = filterFields(datasets);
  const include = { action: 'INCLUDE', field: genres, operator: 'IN', values: ['a "b"', 'c\\d'] } as const;
  expect(writeCondition(include)).toBe('INCLUDE ItemID WHERE Items.GENRES IN ("a \\"b\\"", "c\\\\d")');
  let expression = withCondition('', include);
  expression = withCondition(expression, { action: 'EXCLUDE', field: year, operator: '<', values: ['1990'] });
  expression = withCondition(expression, { action: 'EXCLUDE', field: events, operator: 'IN', values: ['*'] });
  const { errors, filter } = checkFilter(expression, { ITEMS: items, INTERACTIONS: interactions });
  expect(errors).toEqual([]);
  expect(filter?.expressions).toHaveLength(3);
});
