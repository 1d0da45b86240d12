import { describe, expect, it } from 'vitest';
import { attributeQueries } from '../../../../../src/engine/serving/batch/attribute-query';
import type { Tables } from '../../../../../src/domain/columns';
import type { AvroSchema } from '../../../../../src/domain/schema';
import { NO_TABLES } from '../../../../../src/data/tables/table-of';
import { avroSchema } from '../../../../support/avro-schema';

const tables: Tables = {
  ...NO_TABLES,
  itemIds: ['a', 'b', 'c', 'd'],
  items: {
    nRows: 3,
    entityIdx: Int32Array.of(3, 0, 2),
    columns: [
      {
        kind: 'multi',
        name: 'GENRES',
        categorical: true,
        offsets: Int32Array.of(0, 2, 3, 5),
        codes: Int32Array.of(0, 1, 0, 1, 2),
        vocabulary: ['Comedy', 'Action', 'Sci "Fi"'],
      },
      { kind: 'number', name: 'YEAR', values: Float64Array.of(1999, 2001.5, 1999), nulls: null },
      { kind: 'text', name: 'TITLE', values: ['x', 'y', 'z'], textual: true },
    ],
  },
};
const schema: AvroSchema = avroSchema('Items', [
  'ITEM_ID',
  { name: 'GENRES', type: 'string', categorical: true },
  { name: 'YEAR', type: 'double' },
  { name: 'TITLE', type: 'string', textual: true },
]);
const ask = attributeQueries({ ITEMS: schema }, tables);

describe('an attribute query', () => {
  it.each([
    ['ITEMS.genres = "Comedy"', [0, 3]],
    ['ITEMS.GENRES = "Comedy" AND ITEMS.GENRES = "Action"', [3]],
    ['items.Genres="Action" and Items.year = 1999', [2, 3]],
    ['ITEMS.YEAR = 2001.5', [0]],
    ['ITEMS.GENRES = "Sci \\"Fi\\""', [2]],
    ['ITEMS.ITEM_ID = "c"', [2]],
  ])('%s is about %j', (query, expected) => {
    expect([...ask(query, 7)]).toEqual(expected);
  });

  it.each([
    ['ITEMS.GENRES = "comedy"', 'B06'],
    ['ITEMS.GENRES = "Comedy" AND ITEMS.GENRES = "Sci \\"Fi\\""', 'B06'],
    ['ITEMS.COLOUR = "red"', 'B06'],
    ['ITEMS.TITLE = "x"', 'B06'],
    ['ITEMS.YEAR = "1999"', 'B03'],
    ['ITEMS.GENRES = 5', 'B03'],
    ['ITEMS.GENRES IN ("Comedy")', 'B03'],
    ['ITEMS.YEAR > 1990', 'B03'],
    ['ITEMS.GENRES = "Comedy" OR ITEMS.YEAR = 1999', 'B03'],
    ['USERS.AGE = 5', 'B03'],
    ['ITEMS.GENRES = "Comedy" AND', 'B03'],
    ['', 'B03'],
  ])('%s is refused as %s', (query, code) => {
    expect(() => ask(query, 7)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ line: 7 }) }),
    );
  });

  it('finds nothing where there is no Items dataset', () => {
    expect(() => attributeQueries({}, { ...tables, items: null })('ITEMS.GENRES = "Comedy"', 1)).toThrow(
      expect.objectContaining({ code: 'B06' }),
    );
  });
});
