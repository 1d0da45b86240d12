import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadBytes, decodeText } from '../../../../../src/import/open/bytes/decode';
import { CsvReader } from '../../../../../src/import/open/csv/reader';
import { Unescaper } from '../../../../../src/import/open/csv/backslash';
import type { Encoding } from '../../../../../src/domain/imports';

interface Read {
  rows: string[][];
  lines: number[];
  unclosed: number | null;
}

function readPieces(pieces: readonly string[], delimiter = ',', escape: '"' | '\\' = '"'): Read {
  const reader = new CsvReader(delimiter, escape);
  const batches = [...pieces.map((piece) => reader.push(piece)), reader.end()];
  return {
    rows: batches.flatMap((batch) => batch.rows),
    lines: batches.flatMap((batch) => [...batch.lines]),
    unclosed: reader.unclosedQuoteLine,
  };
}

async function* chunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    yield bytes.slice(at, at + size);
    at += size;
  }
}

async function decodeAll(
  bytes: Uint8Array,
  encoding: Encoding,
  sizes: readonly number[] = [7],
): Promise<string> {
  let text = '';
  for await (const piece of decodeText(chunks(bytes, sizes), encoding)) text += piece;
  return text;
}

function cut(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (let i = 0; at < text.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
}

/** RFC 4180 text of some cells, every cell quoted that needs it. */
function write(rows: readonly (readonly string[])[]): string {
  const cell = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => row.map(cell).join(',') + '\n').join('');
}

describe('physical lines', () => {
  it('counts through quoted line breaks, blank lines and doubled quotes', () => {
    const { rows, lines } = readPieces(['a,b\n', '1,"x\ny\nz"\n\n  \n', '2,"say ""hi"""\n3,w']);
    expect(rows).toEqual([
      ['a', 'b'],
      ['1', 'x\ny\nz'],
      ['2', 'say "hi"'],
      ['3', 'w'],
    ]);
    expect(lines).toEqual([1, 2, 7, 8]);
  });

  it('names the line where an unclosed quote opened', () => {
    const { rows, unclosed } = readPieces(['a,b\n1,"x\ny"\n2,"never\n3,z\n4,w\n']);
    expect(unclosed).toBe(4);
    expect(rows).toHaveLength(2);
    expect(readPieces(['a,b\n"x\ny","open\n']).unclosed).toBe(3);
  });

  it('gives the same rows and lines for any cutting of the text', () => {
    const cellText = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\\', ' ', '7'),
      maxLength: 6,
    });
    const table = fc.array(fc.array(cellText, { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        table,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        (rows, sizes) => {
          const text = write(rows);
          const whole = readPieces([text]);
          expect(readPieces(cut(text, sizes))).toEqual(whole);
          expect(whole.rows).toEqual(rows);
          // A row starts one line after everything before it.
          let line = 1;
          for (const [i, row] of rows.entries()) {
            expect(whole.lines[i]).toBe(line);
            line += 1 + row.join('').split('\n').length - 1;
          }
        },
      ),
      { numRuns: 300, seed: 42 },
    );
  });
});

describe('quotes', () => {
  it('keeps a cell that ends in a backslash whole', () => {
    expect(readPieces(['a,b\n"C:\\",x\n1,2\n']).rows).toEqual([
      ['a', 'b'],
      ['C:\\', 'x'],
      ['1', '2'],
    ]);
    // The same in a file with backslash escapes, where the backslash itself is escaped.
    expect(readPieces(['a,b\n"C:\\\\",x\n1,2\n'], ',', '\\').rows).toEqual([
      ['a', 'b'],
      ['C:\\', 'x'],
      ['1', '2'],
    ]);
  });

  it('undoes backslash escapes inside quotes only, for any cutting', () => {
    const text = 'a,b\n"say \\"hi\\"","back\\\\slash"\nplain\\n,"new\\nline"\n';
    const wanted = [
      ['a', 'b'],
      ['say "hi"', 'back\\slash'],
      ['plain\\n', 'new\\nline'],
    ];
    for (let size = 1; size < 9; size++)
      expect(readPieces(cut(text, [size]), ',', '\\').rows).toEqual(wanted);
    expect(new Unescaper().push('"a\\"b"')).toBe('"a""b"');
  });

  it('reads a two-character delimiter', () => {
    expect(readPieces(cut('1::Toy: Story::x\n2::b::c\n', [3]), '::').rows).toEqual([
      ['1', 'Toy: Story', 'x'],
      ['2', 'b', 'c'],
    ]);
  });
});

describe('bytes', () => {
  const text = 'naïve,日本,😀\r\nzweite,Zeile,ende\rdritte\n';
  const normal = 'naïve,日本,😀\nzweite,Zeile,ende\ndritte\n';
  const utf16 = (little: boolean): Uint8Array => {
    const bytes = new Uint8Array(2 * text.length + 2);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0xfeff, little);
    for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), little);
    return bytes;
  };

  it('decodes UTF-8 and UTF-16 with any chunking, drops the mark and unifies line ends', async () => {
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
        async (sizes) => {
          expect(await decodeAll(marked, 'utf-8', sizes)).toBe(normal);
          expect(await decodeAll(utf16(true), 'utf-16le', sizes)).toBe(normal);
          expect(await decodeAll(utf16(false), 'utf-16be', sizes)).toBe(normal);
        },
      ),
      { numRuns: 40, seed: 42 },
    );
    expect(await decodeAll(new Uint8Array([0x80, 0x63, 0x61, 0x66, 0xe9]), 'windows-1252')).toBe('€café');
  });

  it('drops the mark of UTF-8 also where what follows is read as Windows-1252, whatever the cutting', async () => {
    for (const sizes of [[1], [2, 3], [100]])
      expect(
        await decodeAll(new Uint8Array([0xef, 0xbb, 0xbf, 0x22, 0x63, 0xe9, 0x22]), 'windows-1252', sizes),
      ).toBe('"cé"');
    // Not at the start, and not half of it: that is text there.
    expect(await decodeAll(new Uint8Array([0x61, 0xef, 0xbb, 0xbf]), 'windows-1252')).toBe('aï»¿');
    expect(await decodeAll(new Uint8Array([0xef, 0xbb]), 'windows-1252')).toBe('ï»');
  });

  it('a mark alone inside the text stays', async () => {
    expect(await decodeAll(new TextEncoder().encode('a\ufeffb'), 'utf-8')).toBe('a\ufeffb');
  });

  it('cuts a long file at its 256 KiB borders without harm', async () => {
    const long = 'é😀,'.repeat(120_000) + '\r\n';
    expect(await decodeAll(new TextEncoder().encode(long), 'utf-8', [65_537])).toBe(
      long.replace('\r\n', '\n'),
    );
  });

  it('says where malformed UTF-8 is, wherever the chunks end', async () => {
    const bad: [number[], number][] = [
      [[0x61, 0xe9, 0x62], 1],
      [[0x61, 0xc3], 1],
      [[0xed, 0xa0, 0x80], 0],
      [[0x61, 0x62, 0xc0, 0x80], 2],
      [[0xf5, 0x80], 0],
    ];
    for (const [bytes, offset] of bad)
      for (const size of [1, 2, 9]) {
        const failure: unknown = await decodeAll(Uint8Array.from(bytes), 'utf-8', [size]).catch(
          (error: unknown) => error,
        );
        expect(failure).toBeInstanceOf(BadBytes);
        expect((failure as BadBytes).byteOffset).toBe(offset);
      }
  });
});
