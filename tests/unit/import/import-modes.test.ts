import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zipEntries } from '../../../src/import/open/bytes/archive';
import { readBytes, memorySource, type SourceFile } from '../../../src/import/open/bytes/source';
import { describeIssue } from '../../../src/words/copy/issues';
import { AppError } from '../../../src/domain/errors';
import { ARCHIVE_LIMITS } from '../../../src/domain/limits';
import type { AvroSchema, SchemaField } from '../../../src/domain/schema';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import { zip } from '../../fixtures/corpus/zip';
import { bytesOf, entityRows, findings, importContent, interactionsCsv, job, rowsOf } from './importing';
import { avroSchema } from '../../support/avro-schema';

const ITEMS = 'ITEM_ID,COLOUR\ni1,red\ni2,blue\n';
const USERS = 'USER_ID,AGE\nu1,30\nu2,40\n';
const codes = (report: { warnings: readonly { code: string }[] }) =>
  report.warnings.map((issue) => issue.code);

describe('FULL and INCREMENTAL', () => {
  it('leaves what is stored as it is, though the new file is read more kindly', async () => {
    const header = 'USER_ID,ITEM_ID,TIMESTAMP,PLACE';
    const first = await importContent({
      interactions: interactionsCsv(['u7, i7 ,1500000000, '], { header, rest: ',home' }),
    });
    const before = rowsOf(first.tables);
    expect(first.tables.itemIds).toContain(' i7 ');
    const second = await importContent({
      interactions: 'visitor,item,time,place\nu8, i8 ,1500000001,home\nu8, i7 ,1500000002,home\n',
      profile: 'relaxed',
      mode: 'INCREMENTAL',
      existing: first,
    });
    expect(rowsOf(second.tables).slice(0, before.length)).toEqual(before);
    expect(second.tables.itemIds).toContain('i8');
  });

  it('keeps stored rows that are alike, and counts none of them among the copies of the new file', async () => {
    const header = 'USER_ID,ITEM_ID,TIMESTAMP,GENRE';
    const genre = { name: 'GENRE', type: 'string', categorical: true } as const;
    const plain = await importContent({ interactions: interactionsCsv() });
    const schema = plain.schemas.INTERACTIONS;
    if (schema === undefined) throw new Error('no schema');
    const first = await importContent({
      // Blanks around a value are no part of it, which shows only once it is stored.
      interactions: interactionsCsv(['u1,i1,1400000000,a|b', 'u1,i1,1400000000,a |b'], {
        header,
        rest: ',c',
      }),
      schemas: { INTERACTIONS: { ...schema, fields: [...schema.fields, genre] } },
    });
    const before = rowsOf(first.tables);
    const second = await importContent({
      interactions: interactionsCsv([], { header, rest: ',d' }),
      mode: 'INCREMENTAL',
      existing: first,
    });
    expect(rowsOf(second.tables).slice(0, before.length)).toEqual(before);
    expect(second.report.datasets[0]).toMatchObject({ duplicates: 0, dropped: 0 });
  });

  describe('under a schema that says something else of what is stored', () => {
    const items = (name: string, type: string, textual = false): AvroSchema =>
      avroSchema('Items', [
        'ITEM_ID',
        { name, type: ['null', type], ...(textual ? { textual } : {}) } as SchemaField,
      ]);

    it.each(['int', 'boolean'])('refuses a column of words as %s instead of emptying it', async (type) => {
      const first = await importContent({
        interactions: interactionsCsv(),
        items: 'ITEM_ID,SIZE\ni1,\ni2,large\n',
        schemas: { ITEMS: items('SIZE', 'string') },
      });
      const { imported, issues } = await findings({
        items: 'ITEM_ID,SIZE\ni3,\n',
        schemas: { ITEMS: items('SIZE', type) },
        mode: 'INCREMENTAL',
        existing: first,
      });
      expect(imported).toBeNull();
      const [fault] = issues.filter(({ severity }) => severity === 'error');
      expect(fault).toMatchObject({ code: 'D10', column: 'SIZE', value: 'large' });
      expect(describeIssue(fault).what).toBe(
        `Items, items.csv, column SIZE: “large” is stored there already, and is not of type ${type}.`,
      );
    });

    it('reads numbers that were stored as words', async () => {
      const first = await importContent({
        interactions: interactionsCsv(),
        items: 'ITEM_ID,SIZE\ni1,\ni2,42\n',
        schemas: { ITEMS: items('SIZE', 'string') },
      });
      const second = await importContent({
        items: 'ITEM_ID,SIZE\ni3,43\n',
        schemas: { ITEMS: items('SIZE', 'int') },
        mode: 'INCREMENTAL',
        existing: first,
      });
      expect(entityRows(second.tables, 'items').map(({ SIZE }) => SIZE)).toEqual(['', '42', '43']);
    });

    it('loses no text that is longer than new ones may be', async () => {
      const long = 'word '.repeat(300);
      const first = await importContent({
        interactions: interactionsCsv(),
        items: `ITEM_ID,ABOUT\ni1,${long}\n`,
        schemas: { ITEMS: items('ABOUT', 'string', true) },
      });
      const second = await importContent({
        items: 'ITEM_ID,ABOUT\ni2,short\n',
        schemas: { ITEMS: items('ABOUT', 'string') },
        mode: 'INCREMENTAL',
        existing: first,
      });
      expect(entityRows(second.tables, 'items').map(({ ABOUT }) => ABOUT)).toEqual([long, 'short']);
    });
  });

  it('puts rows without a time after those that are there', async () => {
    const first = await importContent({ interactions: interactionsCsv() });
    const last = Math.max(...first.tables.interactions.timestampSec);
    const second = await importContent({
      interactions: 'visitor,sku\nu0,i1\nu1,i2\n',
      profile: 'relaxed',
      mode: 'INCREMENTAL',
      existing: first,
    });
    expect([...second.tables.interactions.timestampSec.slice(-2)]).toEqual([last + 1, last + 2]);
  });

  it('adds to items by the hundred thousand', async () => {
    const count = 130_000;
    const items = (from: number): string =>
      `ITEM_ID,COLOUR\n${Array.from({ length: count }, (_, i) => `i${from + i},red\n`).join('')}`;
    const first = await importContent({ interactions: interactionsCsv(), items: items(0) });
    const second = await importContent({ items: items(count - 1), mode: 'INCREMENTAL', existing: first });
    expect(second.tables.items?.nRows).toBe(2 * count - 1);
  });

  it('appends interactions, keeps what was there, and replaces rows of the same id', async () => {
    const header = 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,DEVICE';
    const first = await importContent({
      interactions: interactionsCsv([], { header, rest: ',watch,phone' }),
      items: ITEMS,
      users: USERS,
    });
    const before = rowsOf(first.tables);
    const more = interactionsCsv(['new,i1,1700000000,click,tablet', 'u0,i0,1600000000,watch,phone'], {
      header,
      rest: ',watch,tv',
    });
    const second = await importContent({
      interactions: more,
      items: 'ITEM_ID,COLOUR\ni2,green\ni9,red\n',
      mode: 'INCREMENTAL',
      existing: first,
    });
    const after = rowsOf(second.tables);
    expect(after.slice(0, 1000)).toEqual(before);
    expect(after).toHaveLength(2001);
    expect(after.at(-1)).toEqual({
      USER_ID: 'new',
      ITEM_ID: 'i1',
      TIMESTAMP: '1700000000',
      EVENT_TYPE: 'click',
      DEVICE: 'tablet',
    });
    expect(second.report.datasets[0]).toMatchObject({
      rows: 1002,
      kept: 1001,
      duplicates: 1,
      mode: 'INCREMENTAL',
    });
    expect(entityRows(second.tables, 'items')).toEqual([
      { id: 'i1', COLOUR: 'red' },
      { id: 'i2', COLOUR: 'green' },
      { id: 'i9', COLOUR: 'red' },
    ]);
    expect(entityRows(second.tables, 'users')).toEqual(entityRows(first.tables, 'users'));
    // The old tables are as they were.
    expect(rowsOf(first.tables)).toEqual(before);
    expect(entityRows(first.tables, 'items')[1]).toEqual({ id: 'i2', COLOUR: 'blue' });
  });

  it('judges an INCREMENTAL file by the stored schema', async () => {
    const first = await importContent({
      interactions: interactionsCsv([], { header: 'USER_ID,ITEM_ID,TIMESTAMP,STEPS', rest: ',7' }),
    });
    const given = { mode: 'INCREMENTAL' as const, existing: first };
    const missing = await findings({ ...given, interactions: interactionsCsv() });
    expect(missing.issues.find((issue) => issue.code === 'D03')?.details.missing).toEqual(['STEPS']);
    const wrong = interactionsCsv([], { header: 'USER_ID,ITEM_ID,TIMESTAMP,STEPS', rest: ',many' });
    expect((await findings({ ...given, interactions: wrong })).issues.map((issue) => issue.code)).toContain(
      'D10',
    );
    const reordered = interactionsCsv([], { header: 'USER_ID,ITEM_ID,TIMESTAMP,EXTRA,steps', rest: ',x,8' });
    const { imported, issues } = await findings({ ...given, interactions: reordered });
    expect(imported?.tables.interactions.nRows).toBe(2000);
    expect(issues.map((issue) => issue.code)).toEqual(
      expect.arrayContaining(['COLUMN_IGNORED', 'HEADER_CASE']),
    );
  });

  it('FULL replaces the datasets it has files for, and no others', async () => {
    const first = await importContent({ interactions: interactionsCsv(), items: ITEMS });
    const second = await importContent({ items: 'ITEM_ID,SIZE\ni5,9\n', existing: first });
    expect(entityRows(second.tables, 'items')).toEqual([{ id: 'i5', SIZE: '9' }]);
    expect(rowsOf(second.tables)).toEqual(rowsOf(first.tables));
    expect(Object.keys(second.schemas)).toEqual(['INTERACTIONS', 'ITEMS']);
  });
});

describe('repeated rows', () => {
  it('counts exact copies once and keeps rows that differ in any column', async () => {
    const header = 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE';
    const extra = ['a,b,1,x,1', 'a,b,1,x,1', 'a,b,1,y,1', 'a,b,1,x,1.5', 'a,b,2,x,1', 'a,b,1,x,1'];
    const { tables, report } = await importContent({
      interactions: interactionsCsv(extra, { header, rest: ',x,1' }),
    });
    expect(rowsOf(tables).slice(1000)).toHaveLength(4);
    expect(report.datasets[0]).toMatchObject({ rows: 1006, kept: 1004, dropped: 2, duplicates: 2 });
    expect(report.warnings.find((issue) => issue.code === 'DUPLICATE_ROWS')?.details.count).toBe(2);
  });

  it('lets the last row of an id win, with both lines', async () => {
    const items = 'ITEM_ID,COLOUR\na,red\nb,"two\nlines"\na,blue\n';
    const { tables, report } = await importContent({ interactions: interactionsCsv(), items });
    expect(entityRows(tables, 'items')).toEqual([
      { id: 'b', COLOUR: 'two\nlines' },
      { id: 'a', COLOUR: 'blue' },
    ]);
    expect(report.warnings.find((issue) => issue.code === 'DUPLICATE_ID')).toMatchObject({
      value: 'a',
      line: 5,
      details: { firstLine: 2 },
    });
  });
});

describe('cells', () => {
  it('keeps ids as text and numbers as they are', async () => {
    const extra = ['007,7,1700000000,3.3', '7,07,1700000001,0.1'];
    const { tables } = await importContent({
      interactions: interactionsCsv(extra, { header: 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_VALUE', rest: ',2.5' }),
    });
    expect(rowsOf(tables).slice(1000)).toEqual([
      { USER_ID: '007', ITEM_ID: '7', TIMESTAMP: '1700000000', EVENT_VALUE: '3.3' },
      { USER_ID: '7', ITEM_ID: '07', TIMESTAMP: '1700000001', EVENT_VALUE: '0.1' },
    ]);
    expect(tables.interactions.columns[0]).toMatchObject({
      kind: 'number',
      values: expect.any(Float64Array) as unknown,
    });
  });

  it('stores halves in 32 bits, and splits categories on the bar', async () => {
    const { tables, schemas } = await importContent({
      interactions: interactionsCsv([], { header: 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_VALUE', rest: ',2.5' }),
      items:
        'ITEM_ID,TAGS,YEAR\n' +
        Array.from({ length: 30 }, (_, i) => `i${i}, a | b||,${i === 3 ? '' : 1990 + i}`).join('\n'),
    });
    expect(tables.interactions.columns[0]).toMatchObject({ values: expect.any(Float32Array) as unknown });
    const [tags, year] = tables.items!.columns;
    expect(tags).toMatchObject({ kind: 'multi', vocabulary: ['a', 'b'] });
    expect(year).toMatchObject({ kind: 'number', nulls: expect.any(Uint8Array) as unknown });
    expect(schemas.ITEMS?.fields.at(-1)).toEqual({ name: 'YEAR', type: ['int', 'null'] });
  });
});

describe('sources', () => {
  const pair = (): [string, Uint8Array<ArrayBuffer>][] => [
    ['shop/interactions.csv', bytesOf(interactionsCsv())],
    ['shop/items.csv', bytesOf(ITEMS)],
  ];

  it('opens a zip, stored or deflated, and gzip inside or outside', async () => {
    for (const level of [0, 6] as const) {
      const packed = {
        'shop/': new Uint8Array(0),
        '__MACOSX/shop/._items.csv': new Uint8Array(9),
        ...Object.fromEntries(pair()),
      };
      const zip = new Uint8Array(zipSync(packed, { level }));
      const { proposal, sources } = await inspect([memorySource('shop.zip', zip)], 'aws', job);
      expect(proposal.name).toBe('shop');
      expect(proposal.files.map((file) => [file.plan.file, file.plan.dataset, file.within])).toEqual([
        ['shop/interactions.csv', 'INTERACTIONS', 'shop.zip'],
        ['shop/items.csv', 'ITEMS', 'shop.zip'],
      ]);
      const { tables } = await importTables(sources, proposal.plan, null, job);
      expect(tables.interactions.nRows).toBe(1000);
      expect(tables.items?.nRows).toBe(2);
    }
    const packed = pair().map(([path, bytes]) => memorySource(`${path}.gz`, new Uint8Array(gzipSync(bytes))));
    const { proposal, sources } = await inspect(packed, 'aws', job);
    expect(proposal.files[0].plan.format.gzip).toBe(true);
    expect((await importTables(sources, proposal.plan, null, job)).tables.interactions.nRows).toBe(1000);
  });

  it('joins several files of one header, and refuses different ones', async () => {
    const parts = [interactionsCsv([], { count: 600 }), interactionsCsv(['z,z,1', 'y,y,2'], { count: 600 })];
    const sources = parts.map((text, i) => memorySource(`part-${i}.csv`, bytesOf(text)));
    const { proposal, sources: opened } = await inspect(sources, 'aws', job);
    const { report } = await importTables(opened, proposal.plan, null, job);
    expect(report.datasets[0]).toMatchObject({
      files: ['part-0.csv', 'part-1.csv'],
      rows: 1202,
      kept: 602,
      duplicates: 600,
    });
    const files = proposal.plan.files.map((file, i) =>
      i === 0 ? file : { ...file, columns: file.columns.slice(0, 2) },
    );
    await expect(importTables(opened, { ...proposal.plan, files }, null, job)).rejects.toMatchObject({
      code: 'IMPORT_FAILED',
    });
  });

  it('reads a column as text in all files when one of them holds a text, and ends', async () => {
    const rows = (level: string): string =>
      [
        'user,item,time,level',
        ...Array.from(
          { length: 40 },
          (_, i) => `u${i},i${i % 9},16${10_000_000 + i},${i === 30 ? level : i}`,
        ),
      ].join('\n');
    const sources = [rows('5'), rows('high')].map((text, i) => memorySource(`part-${i}.csv`, bytesOf(text)));
    const { proposal, sources: opened } = await inspect(sources, 'relaxed', job);
    const { columns: gathered } = proposal.plan.files.find(({ dataset }) => dataset !== null)!;
    expect(gathered[3].type).toBe('int');
    const { tables, report } = await importTables(opened, proposal.plan, null, job);
    expect(report.datasets[0]).toMatchObject({ rows: 80, duplicates: 39 });
    expect(tables.interactions.columns[0].kind).not.toBe('number');
  });

  it('reads the times of each file as that file has them', async () => {
    const rows = (time: (sec: number) => string): string =>
      [
        'user,item,time',
        ...Array.from({ length: 40 }, (_, i) => `u${i},i${i % 9},${time(1_600_000_000 + i)}`),
      ].join('\n');
    const files = [
      rows((sec) => `${sec}000`),
      rows(String),
      rows((sec) => new Date(sec * 1000).toISOString()),
    ];
    const sources = files.map((text, i) => memorySource(`part-${i}.csv`, bytesOf(text)));
    const { proposal, sources: opened } = await inspect(sources, 'relaxed', job);
    const { tables, report } = await importTables(opened, proposal.plan, null, job);
    expect(report.datasets[0]).toMatchObject({ rows: 120, kept: 40, duplicates: 80 });
    expect(Math.min(...tables.interactions.timestampSec)).toBe(1_600_000_000);
  });

  it('bounds archives and says what is unreadable', async () => {
    const bomb = new Uint8Array(ARCHIVE_LIMITS.ratioFromBytes + (1 << 20)).fill(97);
    const gzipped = memorySource('bomb.csv.gz', new Uint8Array(gzipSync(bomb)));
    await expect(drain(gzipped, true)).rejects.toMatchObject({
      code: 'ARCHIVE_LIMIT',
      details: { limit: 'ratio' },
    });
    const zipped = memorySource('bomb.zip', zip([{ name: 'bomb.csv', content: bomb }]));
    const [entry] = await zipEntries(zipped);
    await expect(drain(entry, false)).rejects.toMatchObject({
      code: 'ARCHIVE_LIMIT',
      details: { limit: 'ratio' },
    });
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`f${i}.csv`, new Uint8Array(1)]));
    const crowd = memorySource('many.zip', new Uint8Array(zipSync(many, { level: 0 })));
    await expect(inspect([crowd], 'aws', job)).rejects.toMatchObject({
      code: 'ARCHIVE_LIMIT',
      details: { limit: 'entries' },
    });
    const cut = new Uint8Array(gzipSync(bytesOf(interactionsCsv())).subarray(0, 900));
    await expect(importTablesOf(memorySource('cut.csv.gz', cut))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });

  it('gives the same tables for any chunking of the bytes', async () => {
    const text = interactionsCsv(['"quoted\nuser",é😀,1700000000,"a,b"', 'x,y,1700000001,"c ""d"""'], {
      header: 'USER_ID,ITEM_ID,TIMESTAMP,NOTE',
      rest: ',n',
      count: 1000,
      eol: '\r\n',
    });
    const bytes = bytesOf(text);
    const wanted = rowsOf((await importContent({ interactions: text })).tables);
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, async (cuts) => {
        const { tables } = await importTablesOf(chunked('interactions.csv', bytes, cuts));
        expect(rowsOf(tables)).toEqual(wanted);
      }),
      { numRuns: 15, seed: 42 },
    );
  });
});

describe('check', () => {
  it('judges whole files and stores nothing', async () => {
    const text = interactionsCsv(['u1,i1'], { header: 'user,item,time' });
    const { proposal, sources } = await inspect([memorySource('a.csv', bytesOf(text))], 'aws', job);
    const result = await check(sources, proposal.plan, null, job);
    expect(result.importable).toBe(true);
    expect(result.files[0]).toMatchObject({
      file: 'a.csv',
      dataset: 'INTERACTIONS',
      rows: 1001,
      kept: 1000,
      dropped: 1,
    });
    expect(result.files[0].issues).toMatchObject([{ code: 'D06', line: 1002, severity: 'warning' }]);
    expect(result.files[0].preview[0]).toEqual({ line: 2, cells: ['u0', 'i0', '1600000000'] });
    const small = await inspect(
      [memorySource('a.csv', bytesOf(interactionsCsv([], { count: 40 })))],
      'aws',
      job,
    );
    const refused = await check(small.sources, small.proposal.plan, null, job);
    expect(refused.importable).toBe(false);
    expect(refused.issues.map((issue) => issue.code)).toContain('D17');
  });

  it('counts which ids of the files meet', async () => {
    const rows = ['USER_ID,ITEM_ID,TIMESTAMP', 'u1,i1,1600000000', 'u1,i2,1600000001', 'u2,i3,1600000002'];
    const files = [
      memorySource('interactions.csv', bytesOf(rows.join('\n'))),
      memorySource('items.csv', bytesOf('ITEM_ID,COLOUR\ni1,red\ni2,blue\ni8,red\ni9,blue\n')),
    ];
    const { proposal, sources } = await inspect(files, 'relaxed', job);
    expect((await check(sources, proposal.plan, null, job)).joins).toEqual([
      { dataset: 'ITEMS', described: 4, idle: 2, used: 3, bare: 1 },
    ]);
  });

  it('stops with CANCELLED when the job is stopped, and lets messages in while it reads', async () => {
    const text = interactionsCsv([], { count: 100_000 });
    const { proposal, sources } = await inspect([memorySource('a.csv', bytesOf(text))], 'aws', job);
    let calls = 0;
    const stopping = {
      stopped: false,
      checkpoint: async (): Promise<void> => {
        calls++;
        if (calls === 2) throw new AppError('CANCELLED');
      },
    };
    await expect(importTables(sources, proposal.plan, null, stopping)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});

function chunked(path: string, bytes: Uint8Array, sizes: readonly number[]): SourceFile {
  return {
    path,
    sizeBytes: bytes.length,
    stream: () =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = sizes[i % sizes.length];
            controller.enqueue(bytes.slice(at, at + size));
            at += size;
          }
          controller.close();
        },
      }),
  };
}

async function drain(source: SourceFile, gzip: boolean): Promise<void> {
  for await (const chunk of readBytes(source, gzip)) expect(chunk.length).toBeGreaterThan(0);
}

async function importTablesOf(source: SourceFile) {
  const { proposal, sources } = await inspect([source], 'aws', job);
  return importTables(sources, proposal.plan, null, job);
}

describe('codes that only warn', () => {
  it('counts event types and optional columns together', async () => {
    const extra = Array.from({ length: 11 }, (_, i) => `u1,i1,${1_700_000_000 + i},type${i}`);
    const header = 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE';
    const { report } = await importContent({
      interactions: interactionsCsv(extra, { header, rest: ',view' }),
    });
    expect(codes(report)).toContain('TOO_MANY_EVENT_TYPES');
  });
});
