import { expect, test } from 'vitest';
import { IdBuilder } from '../../../../src/import/read/columns/id-builder';
import { distinctRows } from '../../../../src/import/read/duplicates';

const sink = { bad: () => undefined, notice: () => undefined };
const rest = (): Promise<void> => Promise.resolve();

/** Two id columns of these rows. */
function columnsOf(rows: readonly (readonly [string, string])[]): IdBuilder[] {
  return [0, 1].map((index) => {
    const column = new IdBuilder('INTERACTIONS', false);
    column.read(rows, index, 0, sink);
    return column;
  });
}

test.each([10, 1_000, 60_000])('keeps the first of equal rows, in order, among %i', async (n) => {
  const rows = Array.from({ length: n }, (_, i): [string, string] => [
    `u${(i * i) % 251}`,
    `i${(i * 7919) % 997}`,
  ]);
  const met = new Set<string>();
  const first = rows.flatMap((row, at) => {
    const text = row.join();
    if (met.has(text)) return [];
    met.add(text);
    return [at];
  });
  const kept = await distinctRows(n, columnsOf(rows), rest);
  expect(kept === null ? rows.map((_, at) => at) : [...kept]).toEqual(first);
});

test('says nothing of rows that are all their own', async () => {
  const rows = Array.from({ length: 40_000 }, (_, i): [string, string] => [`u${i}`, 'i']);
  expect(await distinctRows(rows.length, columnsOf(rows), rest)).toBeNull();
});

test('leaves rows that were there before, copies or not, and takes later copies of them', async () => {
  const rows: [string, string][] = [
    ['u', 'a'],
    ['u', 'a'],
    ['u', 'b'],
    ['u', 'a'],
    ['u', 'c'],
    ['u', 'c'],
  ];
  expect([...((await distinctRows(rows.length, columnsOf(rows), rest, 3)) ?? [])]).toEqual([0, 1, 2, 4]);
  expect([...((await distinctRows(rows.length, columnsOf(rows), rest)) ?? [])]).toEqual([0, 2, 4]);
});
