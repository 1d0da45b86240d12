import { gunzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storedTable } from '../../../../../src/import/open/forms/sqlite/schema';
import { memorySource } from '../../../../../src/import/open/bytes/source';
import { openTables } from '../../../../../src/import/open/forms/open-tables';
import { isAppError } from '../../../../../src/domain/errors';
import { Rng } from '../../../../../src/kernels/rng';
import { projectRoot } from '../../../../../src/programs/server/project-root.mjs';
import { database } from '../../../../support/sqlite';
import { only, opened } from './tables';

type Bytes = Uint8Array<ArrayBuffer>;
const packed = (name: string): Bytes => new Uint8Array(readFileSync(join(projectRoot, 'tests/fixtures/sqlite', `${name}.gz`))); // prettier-ignore
const fixture = (name: string): Bytes => gunzipSync(packed(name)) as Bytes;
const QUIRKS = fixture('quirks.sqlite');
/** `change` at a place of a copy. */
const with_ = (bytes: Bytes, at: number, ...values: readonly number[]): Bytes => {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
};

describe('a database of SQLite', () => {
  it('is a table for each that has rows, with its own columns, ids and defaults', async () => {
    const tables = await opened('quirks.sqlite', QUIRKS);
    expect(tables.map(({ path, headers, rows }) => [path, headers, rows.length])).toEqual([
      ['quirks.sqlite/order lines', ['line id', 'key', 'what', 'n', 'since'], 61],
      ['quirks.sqlite/tags', ['thing', 'tag', 'weight'], 90],
      ['quirks.sqlite/upside', ['id', 'word'], 1],
      ['quirks.sqlite/words', ['word', 'data', 'flag'], 2],
    ]);
    const [lines, tags, upside, words] = tables;
    expect(lines.rows[0]).toEqual(['-5', "it's", '찻잔 0', '0', '-7']);
    expect(lines.rows[60]).toEqual(['1000', '', 'long '.repeat(300), '1e+300', '9007199254740993']);
    expect(lines.lines[60]).toBe(61);
    expect(new Set(tags.rows.map(([thing]) => thing)).size).toBe(90);
    expect(Object.fromEntries(tags.rows.slice(-8).map(([thing, tag, weight]) => [thing, `${tag}: ${weight}`]))).toMatchObject({ t83: 'tag 6: -128', t55: 'tag 6: 1099511627776' }); // prettier-ignore
    expect(upside.rows).toEqual([['7', 'seven']]);
    expect(words.rows).toEqual([['first', '', 'true'], ['second', 'text', 'false']]); // prettier-ignore
  });

  it('is known by its first bytes, also packed, whatever it is called', async () => {
    const table = await only(packed('wide.sqlite'), 'download');
    expect(table.headers).toEqual(['user', 'item', 'rating', 'at']);
    expect(table.rows[39]).toEqual(['u3', 'i16', '4', '1600000039']);
  });

  it('of many pages is read in the order of its ids', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => [`u${i}`, String(i), 'x'.repeat(i % 700)]);
    const table = await only(database('orders', [['user', 'n', 'note'], ...rows]), 'shop.db');
    expect(table.rows).toEqual(rows);
  });

  it('of a browser is its visits, each with its page', async () => {
    const [visits, ...others] = await opened('History', fixture('history.sqlite'));
    expect(others.map(({ path }) => path)).toEqual(['History/meta']);
    expect([visits.path, visits.headers, visits.rows.length]).toEqual([
      'History/visits',
      ['url', 'title', 'visit_time'],
      20,
    ]);
    expect(visits.rows[9]).toEqual(['https://www.site1.com/1', 'Page 1', '13350000540000000']);
  });
});

describe('how a table is stored', () => {
  const placesOf = (statement: string): unknown => {
    const stored = storedTable(statement);
    return stored === null ? null : [stored.columns.map(({ name }) => name).join(), stored.places];
  };

  it.each([
    ['create table t (id INTEGER PRIMARY KEY, a)', ['id,a', [-1, 1]]],
    ['CREATE TABLE "a"."t" (a, id integer, primary key (id))', ['a,id', [0, -1]]],
    ['create table t (id int primary key, a)', ['id,a', [0, 1]]],
    ['create table t (a, b, c, primary key (c, a)) without rowid', ['a,b,c', [1, 2, 0]]],
    ['create table t (a, k as (a + 1) stored, v generated always as (a) virtual, b)', ['a,k,b', [0, 1, 2]]],
    [
      'create table t(key TEXT, "index" INT, period, check (period > 0), unique (key))',
      ['key,index,period', [0, 1, 2]],
    ],
    ['create table t', null],
    ['create view v as select 1', null],
  ])('%s', (statement, places) => {
    expect(placesOf(statement)).toEqual(places);
  });

  it.each([
    ["a text default 'it''s'", "it's"],
    ['a default -1.5', -1.5],
    ['a default (7)', 7],
    ['a bool default true not null', 1],
    ['a default current_timestamp', null],
    ["a text check (a <> 'default 3')", null],
  ])('%s', (column, fallback) => {
    expect(storedTable(`create table t (${column})`)?.columns[0].fallback).toBe(fallback);
  });
});

describe('a database that cannot be read', () => {
  it.each([
    ['cut', QUIRKS.slice(0, 9000)],
    ['malformed', with_(QUIRKS, 16, 3, 7)],
    ['malformed', with_(QUIRKS, 100, 99)],
    ['empty-database', database('t', [['a']])],
    ['written-ahead', with_(database('t', [['a']]), 18, 2, 2)],
  ])('says why: %s', async (reason, bytes) => {
    await expect(opened('shop.sqlite', bytes)).rejects.toMatchObject({
      code: 'TABLE_UNREADABLE',
      details: { form: 'sqlite', reason },
    });
  });

  it('is told by its name where it is locked', async () => {
    const random = new Rng(1, 'noise');
    const noise = Uint8Array.from({ length: 4096 }, () => random.below(256));
    await expect(opened('shop.db', noise)).rejects.toMatchObject({ details: { reason: 'other-database' } });
    expect((await opened('shop.bin', noise))[0].headers).toEqual([]);
  });

  it('says that its last rows may lie beside it', async () => {
    const bytes = with_(
      database('t', [
        ['a', 'b'],
        ['1', 'x'],
      ]),
      18,
      2,
      2,
    );
    const [source] = await openTables(memorySource('places.sqlite', bytes), () => Promise.resolve());
    expect(source.writesAhead).toBe(true);
  });

  it.each([
    ['page points to itself', 2],
    ['page points past the end', 99],
  ])('whose only table’s %s is damaged, not empty', async (_, child) => {
    const bytes = database('t', [['a'], ['1']]).slice();
    const page = new DataView(bytes.buffer, 512);
    page.setUint8(0, 5);
    page.setUint16(3, 0);
    page.setUint32(8, child);
    await expect(opened('shop.db', bytes)).rejects.toMatchObject({ details: { reason: 'malformed' } });
  });

  it('is read as far as it goes, and ends, whatever is in it', async () => {
    const random = new Rng(7, 'damage');
    let opens = 0;
    for (let i = 0; i < 150; i++) {
      const bytes = QUIRKS.slice();
      for (let change = random.below(12); change >= 0; change--)
        bytes[random.below(bytes.length)] = random.below(256);
      // Pages that lead to one another.
      if (i % 3 === 0)
        bytes.copyWithin(random.below(30) * 512, random.below(30) * 512, random.below(30) * 512);
      try {
        const tables = await opened('quirks.sqlite', bytes);
        opens++;
        for (const { headers, rows, lines } of tables) {
          expect(rows.length).toBe(lines.length);
          expect(rows.every((row) => row.length === headers.length)).toBe(true);
          expect(rows.length).toBeLessThan(2000);
        }
      } catch (error) {
        if (!isAppError(error)) throw error;
      }
    }
    expect(opens).toBeGreaterThan(100);
  });
});
