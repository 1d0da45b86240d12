import type { Tables } from '../../src/domain/columns';

const nItems = 50_000;
const nRows = 200_000;

/** For filters: 50 000 items with three genres and a price each, 1 000 users with 200 events each. */
export function largeTables(): Tables {
  const genres = Array.from({ length: 30 }, (_, i) => `G${i}`);
  const codes = Int32Array.from({ length: nItems * 3 }, (_, i) => (i * 7) % genres.length);
  return {
    userIds: Array.from({ length: 1000 }, (_, i) => `u${i}`),
    itemIds: Array.from({ length: nItems }, (_, i) => `i${i}`),
    users: null,
    items: {
      nRows: nItems,
      entityIdx: Int32Array.from({ length: nItems }, (_, i) => nItems - 1 - i),
      columns: [
        {
          kind: 'multi',
          name: 'GENRES',
          offsets: Int32Array.from({ length: nItems + 1 }, (_, i) => i * 3),
          codes,
          vocabulary: genres,
          categorical: true,
        },
        {
          kind: 'number',
          name: 'PRICE',
          values: Float64Array.from({ length: nItems }, (_, i) => i % 100),
          nulls: null,
        },
      ],
    },
    interactions: {
      nRows,
      userIdx: Int32Array.from({ length: nRows }, (_, i) => i % 1000),
      itemIdx: Int32Array.from({ length: nRows }, (_, i) => (i * 31) % nItems),
      timestampSec: Float64Array.from({ length: nRows }, (_, i) => i),
      eventType: new Uint16Array(nRows),
      eventTypes: ['click'],
      columns: [],
    },
  };
}
