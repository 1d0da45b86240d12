import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filterCommand } from '../../../../src/programs/cli/filter-command';

const file = {
  fixture: {
    items: [
      { ITEM_ID: 'a', GENRES: 'Comedy|Drama', PRICE: 3 },
      { ITEM_ID: 'b', GENRES: null, PRICE: 2.5, NEW: true },
      { ITEM_ID: 'c' },
      { ITEM_ID: 'a', GENRES: 'Horror', PRICE: 4 },
    ],
    interactions: [{ USER_ID: 'u', ITEM_ID: 'z', TIMESTAMP: 5 }],
  },
  cases: [
    { expression: 'INCLUDE ItemID WHERE Items.GENRES IN ("Horror")', values: {}, userId: null },
    { expression: 'INCLUDE ItemID WHERE Items.PRICE < 3.5' },
    { expression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)', userId: 'u', values: null },
    { expression: 'INCLUDE ItemID WHERE Items.NEW IN ("true")' },
    { expression: 'INCLUDE UserID WHERE Users.AGE > 1' },
    { expression: 'INCLUDE ItemID WHERE Items.PRICE > CurrentItem.PRICE', itemId: 'b' },
    { expression: 'INCLUDE ItemID WHERE Items.PRICE > CurrentItem.PRICE', itemId: null },
  ],
};

describe('headless filter', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'foretaste-'));
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(file));
    writeFileSync(join(folder, 'cases.json.gz'), gzipSync(JSON.stringify(file)));
    writeFileSync(join(folder, 'other.json'), '{"cases":[]}');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('answers every case in order, guessing the schemas; the last row of an id counts', () => {
    const results = [
      ['a'],
      ['b'],
      ['a', 'b', 'c'],
      { error: 'F08' },
      { error: 'F03' },
      ['a'],
      { error: 'R05' },
    ];
    expect(filterCommand(['--cases', join(folder, 'cases.json')])).toEqual({ results });
    expect(filterCommand(['--cases', join(folder, 'cases.json.gz')])).toEqual({ results });
  });

  it('refuses wrong usage', () => {
    expect(() => filterCommand([])).toThrow(TypeError);
    expect(() => filterCommand(['--cases', join(folder, 'other.json')])).toThrow('no fixture');
  });
});
