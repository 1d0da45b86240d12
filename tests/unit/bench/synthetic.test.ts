import { expect, test } from 'vitest';
import { syntheticCsv, syntheticHistories } from '../../bench/synthetic';

const options = { users: 200, items: 300, interactions: 8000, seed: 3 };

test('histories have the asked size, a tail, no repeats, and the same bytes for the same seed', () => {
  const data = syntheticHistories(options);
  expect(Math.abs(data.items.length - 8000)).toBeLessThan(200);
  expect(syntheticHistories(options).items).toEqual(data.items);
  expect(syntheticHistories({ ...options, seed: 4 }).items).not.toEqual(data.items);
  const counts = new Int32Array(300);
  for (const item of data.items) counts[item]++;
  counts.sort();
  expect(counts[299]).toBeGreaterThan(4 * counts[150]);
  for (let u = 0; u < 200; u++) {
    const own = data.items.subarray(data.userPtr[u], data.userPtr[u + 1]);
    expect(new Set(own).size).toBe(own.length);
    const times = data.timestampSec.subarray(data.userPtr[u], data.userPtr[u + 1]);
    expect(times).toEqual(times.slice().sort());
  }
});

test('the file holds a line a row, under the names that an import knows', () => {
  const data = syntheticHistories(options);
  const lines = [...syntheticCsv(data)].join('').trimEnd().split('\n');
  expect(lines[0]).toBe('USER_ID,ITEM_ID,TIMESTAMP');
  expect(lines).toHaveLength(1 + data.items.length);
  expect(lines[1]).toBe(`u0,i${data.items[0]},${data.timestampSec[0]}`);
});
