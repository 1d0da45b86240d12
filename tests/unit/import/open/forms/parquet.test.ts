import { gzipSync } from 'fflate';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { join } from '../../../../fixtures/corpus/making';
import { memorySource } from '../../../../../src/import/open/bytes/source';
import { openTables } from '../../../../../src/import/open/forms/open-tables';
import { full } from '../../../../support/full';
import { only, opened, read } from './tables';

function parquet(
  columnData: ColumnSource[],
  options: Partial<Parameters<typeof parquetWriteBuffer>[0]> = {},
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
}
const table = (n: number): ColumnSource[] => [
  { name: 'user', data: Array.from({ length: n }, (_, i) => `u${i % 50}`), type: 'STRING' },
  { name: 'n', data: Int32Array.from({ length: n }, (_, i) => i), type: 'INT32' },
];

/** Records of a user with parts, and of a list. */
function nested(records: readonly { readonly user: object; readonly tags: readonly string[] }[]) {
  const optional = { repetition_type: 'OPTIONAL' } as const;
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', ...optional } as const;
  return parquet(
    [
      { name: 'user', data: records.map(({ user }) => user) },
      { name: 'tags', data: records.map(({ tags }) => tags) },
    ],
    {
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'user', num_children: 2, ...optional },
        { name: 'id', ...text },
        { name: 'age', type: 'INT32', ...optional },
        { name: 'tags', num_children: 1, converted_type: 'LIST', ...optional },
        { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
        { name: 'element', ...text },
      ],
    },
  );
}

/** A Zstandard frame of blocks that are not packed: its size, then each block behind three bytes. */
function zstdStored(bytes: Uint8Array): Uint8Array {
  const word = (value: number, length: number): number[] =>
    Array.from({ length }, (_, i) => (value >>> (8 * i)) & 255);
  const blocks: number[][] = [];
  for (let at = 0; at < bytes.length || at === 0; at += 1 << 17) {
    const block = bytes.subarray(at, at + (1 << 17));
    const isLast = at + block.length >= bytes.length;
    blocks.push(word((isLast ? 1 : 0) | (block.length << 3), 3), [...block]);
  }
  return join([0x28, 0xb5, 0x2f, 0xfd, 0xa0], word(bytes.length, 4), ...blocks);
}

describe('a Parquet file', () => {
  it('has cells as a person would type them', async () => {
    const at = new Date('2024-05-06T07:08:09.999Z');
    const { headers, rows } = await only(
      parquet([
        { name: 'text', data: ['né 茶', null], type: 'STRING', nullable: true },
        { name: 'long', data: [12345678901234567n, 5n], type: 'INT64' },
        { name: 'float', data: [0.1, 2], type: 'FLOAT' },
        { name: 'double', data: [0.1, 1e6], type: 'DOUBLE' },
        { name: 'flag', data: [true, false], type: 'BOOLEAN' },
        { name: 'at', data: [at, new Date('2024-05-06')], type: 'TIMESTAMP' },
      ]),
      'log.parquet',
    );
    expect(headers).toEqual(['text', 'long', 'float', 'double', 'flag', 'at']);
    expect(rows).toEqual([
      ['né 茶', '12345678901234567', '0.1', '0.1', 'true', '2024-05-06T07:08:09'],
      ['', '5', '2', '1000000', 'false', '2024-05-06'],
    ]);
  });

  const ROWS = full ? 40_000 : 16_000;

  it('has its row groups one after the other, however it is packed', async () => {
    const wanted = Array.from({ length: ROWS }, (_, i) => [`u${i % 50}`, String(i)]);
    const compressors = { GZIP: (bytes: Uint8Array) => gzipSync(bytes), ZSTD: zstdStored };
    for (const codec of ['SNAPPY', 'UNCOMPRESSED', 'GZIP', 'ZSTD'] as const)
      for (const rowGroupSize of [7000, ROWS]) {
        const bytes = parquet(table(ROWS), { codec, compressors, rowGroupSize });
        const { rows, lines } = await only(bytes, 'log.parquet');
        expect(rows).toEqual(wanted);
        expect([lines[0], lines.at(-1)]).toEqual([1, ROWS]);
      }
    const gzipped = gzipSync(parquet(table(ROWS))) as Uint8Array<ArrayBuffer>;
    expect((await only(gzipped, 'log.parquet.gz')).rows).toEqual(wanted);
  });

  it('is refused with the place where it is cut or damaged', async () => {
    const whole = parquet(table(5000), { rowGroupSize: 2000 });
    const details = async (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> =>
      opened('log.parquet', bytes).catch((error: unknown) => (error as { details: unknown }).details);
    expect(await details(whole.slice(0, -20))).toMatchObject({ reason: 'cut', record: null });
    expect(await details(join('PAR1', [1, 2, 3]))).toMatchObject({ reason: 'cut', record: null });
    const noise = whole.map((byte, i) => (i > 4 && i < 600 ? 255 - byte : byte));
    expect(await details(noise)).toMatchObject({ reason: 'malformed', record: 1 });
  });

  it('has dotted names for what lies in one another, and bars in a list', async () => {
    const records = [
      { user: { id: 'u1', age: 7 }, tags: ['a', 'b'] },
      { user: { id: 'u2', age: null }, tags: [] },
    ];
    const { headers, rows } = await only(nested(records), 'log.parquet');
    expect(headers).toEqual(['user.id', 'user.age', 'tags']);
    expect(rows).toEqual([
      ['u1', '7', 'a|b'],
      ['u2', '', ''],
    ]);
    const [{ table: each }] = await openTables(memorySource('log.parquet', nested(records)), () =>
      Promise.resolve(),
    );
    const [tags] = each?.lists ?? [];
    expect([tags.path, tags.outer]).toEqual([['tags'], 2]);
    expect(await read(tags.table)).toEqual({
      headers: ['user.id', 'user.age', 'tag'],
      rows: [
        ['u1', '7', 'a'],
        ['u1', '7', 'b'],
        ['u2', '', ''],
      ],
      lines: [1, 1, 2],
    });
  });
});
