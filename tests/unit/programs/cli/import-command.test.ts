import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCommand } from '../../../../src/programs/cli/import-command';
import { runCommand } from '../../../../src/programs/cli/run-command';
import { zipParts } from '../../../support/workbook';
import { interactionsCsv } from '../../import/importing';
import { avroSchema } from '../../../support/avro-schema';
import { customersCsv, purchasesCsv } from '../../../support/customers';

const folder = mkdtempSync(join(tmpdir(), 'foretaste-import-'));
function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const KEYS = [
  { name: 'USER_ID', type: 'string' },
  { name: 'ITEM_ID', type: 'string' },
  { name: 'TIMESTAMP', type: 'long' },
] as const;

describe('the import command', () => {
  it('reads a file by a given schema and says what it found', async () => {
    const data = write(
      'a.csv',
      interactionsCsv([], { header: 'USER_ID,ITEM_ID,TIMESTAMP,CODE', rest: ',007' }),
    );
    const fields = [...KEYS, { name: 'CODE', type: 'string' as const }];
    const path = write('schema.json', JSON.stringify(avroSchema('Interactions', fields)));
    const result = await importCommand(['--interactions', data, '--schema', path]);
    expect(result).toMatchObject({
      datasets: {
        INTERACTIONS: {
          rows: 1000,
          kept: 1000,
          users: 50,
          items: 97,
          columns: [...KEYS.map((key) => key.name), 'CODE'],
        },
      },
      schemas: { INTERACTIONS: { fields } },
      errors: [],
    });
  });

  it('leaves out what was cancelled with a warning, unless rows are to be kept', async () => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      [`c${i % 7}`, `p${i % 11}`, `${1_700_000_000 + i}`, i % 8 === 0 ? 'cancelled' : 'paid'].join(','),
    );
    const data = write('orders.csv', ['user,item,time,payment_status', ...rows].join('\n'));
    const message = 'orders.csv: 5\u00a0of 40 rows were cancelled or refunded (payment_status = cancelled)';
    for (const [args, kept] of [
      [[data], 35],
      [['--interactions', data], 35],
      [[data, '--keep-rows'], 40],
    ] as const)
      expect(await importCommand([...args, '--profile', 'relaxed'])).toMatchObject({
        datasets: { INTERACTIONS: { rows: 40, kept } },
        warnings: expect.arrayContaining([
          expect.objectContaining({ message: expect.stringContaining(message) as unknown }),
        ]) as unknown,
      });
  });

  it('lists columns that say who people are, and leaves them out when it is told to', async () => {
    const users = write('customers.csv', customersCsv(['customer_id', 'email', 'city']));
    const data = write('purchases.csv', purchasesCsv());
    const column = { file: 'customers.csv', header: 'email', kind: 'email' };
    for (const [flags, is, columns] of [
      [[], 'kept', ['USER_ID', 'EMAIL', 'CITY']],
      [['--leave-out-personal'], 'withheld', ['USER_ID', 'CITY']],
    ] as const)
      for (const named of [
        [data, users],
        ['--interactions', data, '--users', users],
      ])
        expect(await importCommand([...named, ...flags])).toMatchObject({
          datasets: { USERS: { columns } },
          personal: [{ ...column, is }],
        });
  });

  it('keeps to a schema that somebody gave, without its fields of who people are', async () => {
    const users = write(
      'customers.csv',
      customersCsv(['customer_id', 'email', 'city']).replace('customer_id', 'USER_ID'),
    );
    const schema = avroSchema('Users', [
      { name: 'USER_ID', type: 'string' },
      { name: 'EMAIL', type: 'string' },
      { name: 'CITY', type: 'string', categorical: true },
    ]);
    const given = ['--users', users, '--schema', write('users.avsc', JSON.stringify(schema))];
    const { schemas } = await importCommand([
      ...['--interactions', write('purchases.csv', purchasesCsv()), ...given, '--leave-out-personal'],
    ]);
    expect(schemas).toMatchObject({ USERS: { fields: [schema.fields[0], schema.fields[2]] } });
  });

  it('lists errors and warnings with their sentences when it fails', async () => {
    const data = write('b.csv', interactionsCsv(['u1,i1']));
    const failure = async (...args: string[]): Promise<unknown> =>
      (await runCommand(['import', '--interactions', data, ...args])).document?.error;
    expect(await failure()).toMatchObject({
      code: 'IMPORT_FAILED',
      message: expect.stringContaining('line 1,002') as unknown,
      errors: [
        {
          code: 'D06',
          line: 1002,
          file: 'b.csv',
          message: expect.stringContaining('2\u00a0cells') as unknown,
        },
      ],
      warnings: [{ code: 'SCHEMA_INFERRED' }],
    });
    const path = write('broken.json', '{"type": "record",}');
    expect(await failure('--schema', path)).toMatchObject({
      errors: [{ code: 'S01', file: 'broken.json', line: 1 }],
    });
    const items = write(
      'items.json',
      JSON.stringify(avroSchema('Items', ['ITEM_ID', { name: 'A', type: 'int' }])),
    );
    expect(await failure('--schema', items)).toMatchObject({ errors: [{ code: 'S03' }] });
  });

  it('finds out what files hold of which nothing is said', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [`u${i % 9}`, `i${i % 23}`, 1_600_000_000 + i * 3600]);
    const orders = rows.map(([user, item, time]) => ({ user, product: { id: item }, time }));
    const data = write('orders.json', JSON.stringify({ page: 1, data: { orders } }));
    const items = write(
      'products.jsonl',
      Array.from({ length: 23 }, (_, i) => JSON.stringify({ product_id: `i${i}`, price: i / 2 })).join('\n'),
    );
    const wanted = {
      datasets: { INTERACTIONS: { kept: 40, users: 9, items: 23 }, ITEMS: { kept: 23 } },
    };
    expect(await importCommand([data, items, '--profile', 'relaxed'])).toMatchObject(wanted);
    const flags = ['--interactions', data, '--items', items, '--profile', 'relaxed'];
    expect(await importCommand(flags)).toMatchObject(wanted);
    const cut = write('cut.json', JSON.stringify(orders).slice(0, -20));
    expect((await runCommand(['import', cut])).document?.error).toMatchObject({
      code: 'TABLE_UNREADABLE',
      message: 'cut.json breaks off in the middle of record 40.',
    });
  });

  it.each([
    ['plays.avro', 'Obj\u0001\0\u0001\u0002x', /data that cannot be read here/, /Parquet or JSON Lines/],
    ['shop.mdb', '\0\u0001\0\0Standard Jet DB\0\u0001', /is a database/, /Export the table of events as CSV/],
    ['orders.pdf', '%PDF-1.4\n\0\u0001\u0002x', /is a document/, /CSV or Excel/],
    ['shelf.png', '\u0089PNG\r\n\0\u0001\u0002x', /is a picture/, /CSV or Excel/],
  ])('says of %s what it is, and what to do, in the words of the page', async (name, bytes, what, todo) => {
    for (const args of [[write(name, bytes)], ['--interactions', write(name, bytes)]])
      expect((await runCommand(['import', ...args])).document?.error).toMatchObject({
        code: 'FILE_UNRECOGNISED',
        file: name,
        message: expect.stringMatching(what) as unknown,
        todo: expect.stringMatching(todo) as unknown,
      });
  });

  it('says of a spreadsheet of another program that it is one, and not what is packed in it', async () => {
    const book = join(folder, 'loans.numbers');
    const parts = [
      ['Index/Document.iwa', '\0\u0001'],
      ['Metadata/Properties.plist', '<?xml version="1.0"?><plist/>'],
    ] as const;
    writeFileSync(book, zipParts(new Map(parts)));
    expect((await runCommand(['import', book])).document?.error).toMatchObject({
      code: 'FILE_UNRECOGNISED',
      file: 'loans.numbers',
      message: 'loans.numbers is a spreadsheet of another program.',
      todo: 'Open it there, save it as .xlsx or CSV, and bring that.',
    });
  });

  it('calls nothing empty that has something in it', async () => {
    const script = write(
      'like.js',
      'window.YTD.like.part0 = [{"like":{"tweetId":"1"}},{"like":{"tweetId":"2"}}]',
    );
    expect((await runCommand(['import', script])).document?.error).toMatchObject({
      message: 'like.js is not a table that can be read.',
    });
  });

  it.each([
    ['empty.zip', {}, 'There is no file in empty.zip.'],
    ['photos.zip', { 'a.jpg': '\0a', 'b.jpg': '\0b' }, /^None of the 2\sfiles in photos\.zip is a table/],
    ['chat.zip', { '_chat.txt': 'Ann: hello\nBen: see you\n' }, /^_chat\.txt is running text/],
  ])('says of %s what is in it', async (name, parts, what) => {
    const path = join(folder, name);
    writeFileSync(path, zipParts(new Map(Object.entries<string>(parts))));
    expect((await runCommand(['import', path])).document?.error).toMatchObject({
      code: 'FILE_UNRECOGNISED',
      message: expect.stringMatching(what) as unknown,
    });
  });

  it('takes a tab-separated file under relaxed', async () => {
    const data = write('c.tsv', interactionsCsv([], { count: 40 }).replaceAll(',', '\t'));
    const result = await importCommand(['--interactions', data, '--profile', 'relaxed']);
    expect(result).toMatchObject({ datasets: { INTERACTIONS: { rows: 40, kept: 40 } } });
  });

  it.each([['user,item,time'], ['USER_ID,ITEM_ID,TIMESTAMP'], ['고객번호,상품코드,주문일시']])(
    'takes fewer rows than the service does, unless it is told to judge as that: %s',
    async (head) => {
      const rows = Array.from({ length: 400 }, (_, i) => `u${i % 40},i${i % 13},${1_700_000_000 + i * 60}`);
      const data = write('few.csv', [head, ...rows].join('\n'));
      const dropped = await importCommand([data]);
      expect(dropped).toMatchObject({ datasets: { INTERACTIONS: { kept: 400 } }, errors: [] });
      expect(dropped.warnings).toContainEqual(expect.objectContaining({ code: 'FEW_INTERACTIONS' }));
      expect(await importCommand(['--interactions', data])).toMatchObject({ errors: [] });
      await expect(importCommand([data, '--profile', 'aws'])).rejects.toMatchObject({
        details: {
          issues: expect.arrayContaining([expect.objectContaining({ code: 'D17' })]) as unknown,
        },
      });
    },
  );

  it('takes what is left of more rows than the service asks for', async () => {
    const rows = Array.from(
      { length: 1200 },
      (_, i) => `u${i % 40},i${i % 13},${1_700_000_000 + i * 60},${i % 4 === 0 ? 'cancelled' : 'paid'}`,
    );
    const data = write('orders.csv', ['user,item,time,payment_status', ...rows].join('\n'));
    expect(await importCommand([data])).toMatchObject({ datasets: { INTERACTIONS: { kept: 900 } } });
    await expect(importCommand([data, '--profile', 'aws'])).rejects.toThrow();
  });

  it('complains about wrong usage', async () => {
    await expect(importCommand([])).rejects.toThrow('--interactions');
    await expect(importCommand(['--interactions', 'x', '--profile', 'strict'])).rejects.toThrow('relaxed');
  });
});
