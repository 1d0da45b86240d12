import { gzipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Rng } from '../../../src/kernels/rng';
import { describeError } from '../../../src/words/copy/errors';
import { memorySource } from '../../../src/import/open/bytes/source';
import { openTables } from '../../../src/import/open/forms/open-tables';
import { isAppError } from '../../../src/domain/errors';
import { database } from '../../support/sqlite';
import { spreadsheet, spreadsheetParts } from '../../support/spreadsheet';
import { workbook, workbookParts, zipParts } from '../../support/workbook';
import { AWKWARD, mutatedBytes, mutatedText, oneIn, pick } from './mutate';
import { badSentence, loss, type Finding, type Target } from './target';

type Bytes = Uint8Array<ArrayBuffer>;
type Records = readonly (readonly string[])[];

interface Input {
  readonly path: string;
  readonly bytes: Bytes;
  readonly gzip: boolean;
  /** Head and rows, as long as nothing was done to them. */
  readonly rows: Records | null;
}

/** A form of table: how rows are written in it, and what people and programs do to that. */
interface Form {
  readonly path: string;
  write(random: Rng, rows: Records): Bytes;
  damage(random: Rng, bytes: Bytes, rows: Records): Bytes;
  /** What should be read of whole ones, where that is not what was written. */
  read?(rows: Records): Records;
  /** How many records an independent reader finds, where it reads the bytes at all. */
  count?(bytes: Bytes): number | null;
}

const HEAD = ['user', 'item', 'title', 'n'] as const;
const MOST_ACCIDENTS = 4;

/** Texts, and numbers in the last column. */
function rowsOf(random: Rng): Records {
  const awkward = AWKWARD.filter((text) => !/[\p{Cc}\p{Cs}\ufeff\u2028]/u.test(text) && text === text.trim());
  const text = (): string => (oneIn(random, 6) ? pick(random, awkward) : `x${random.below(20)}`);
  const rows = Array.from({ length: 2 + random.below(12) }, () => [
    `u${random.below(9)}`,
    `i${random.below(9)}`,
    text(),
    String(random.below(1000)),
  ]);
  return [HEAD, ...rows];
}

const recordsOf = ([head, ...rows]: Records): object[] =>
  rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [head[i], i === 3 ? Number(cell) : cell])));
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);
const textOf = (bytes: Bytes): string => new TextDecoder().decode(bytes);

function damagedText(pieces: readonly string[]) {
  return (random: Rng, bytes: Bytes): Bytes => {
    const text = textOf(bytes);
    return bytesOf(mutatedText(random, text, [...pieces, ...AWKWARD], text));
  };
}

const JSON_PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '{"a":',
  '[[',
  'null',
  '1e999',
  '['.repeat(300),
];
const MARKS = [
  '<',
  '>',
  '</',
  '/>',
  '"',
  "'",
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&#x110000;',
  '&lt;',
  '&#0;',
];

/** Records that hold lists, some of these empty, of other things or with lists in them. */
function withLists(random: Rng, rows: Records): object[] {
  const list = (depth: number): unknown[] =>
    Array.from({ length: random.below(4) }, () =>
      pick(random, [
        () => ({ id: random.below(9), name: 'x', ...(depth > 0 ? { lines: list(depth - 1) } : {}) }),
        () => ({ key: `k${random.below(3)}`, value: random.below(9) }),
        () => random.below(9),
        () => list(0),
        () => null,
      ])(),
    );
  return recordsOf(rows).map((record) => ({ ...record, orders: list(2), tags: list(0) }));
}

const json: Form = {
  path: 'export.json',
  write: (random, rows) =>
    bytesOf(
      pick(random, [
        () => JSON.stringify(recordsOf(rows)),
        () => JSON.stringify(recordsOf(rows), null, 2),
        () =>
          JSON.stringify(
            rows.map((cells, i) => (i === 0 ? cells : [...cells.slice(0, 3), Number(cells[3])])),
          ),
        () => JSON.stringify({ page: 1, data: { items: recordsOf(rows) } }),
      ])(),
    ),
  damage: (random, bytes, rows) =>
    oneIn(random, 4)
      ? bytesOf(JSON.stringify(withLists(random, rows)))
      : damagedText(JSON_PIECES)(random, bytes),
  count(bytes) {
    try {
      const whole: unknown = JSON.parse(textOf(bytes));
      return Array.isArray(whole) ? whole.length : null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  },
};

const jsonLines: Form = {
  path: 'log.jsonl',
  write: (random, rows) => {
    const end = pick(random, ['\n', '\r\n', '\n\n', ',\n']);
    return bytesOf(recordsOf(rows).map((record) => JSON.stringify(record)).join(end)); // prettier-ignore
  },
  damage: (random, bytes, rows) =>
    oneIn(random, 4)
      ? bytesOf(withLists(random, rows).map((record) => JSON.stringify(record)).join('\n')) // prettier-ignore
      : damagedText([...JSON_PIECES, '\n', '\r\n', '}\n{'])(random, bytes),
};

const xlsx: Form = {
  path: 'book.xlsx',
  write: (random, rows) => workbook({ Sheet1: cellsOf(rows) }, { inline: oneIn(random, 2) }),
  damage(random, bytes, rows) {
    if (oneIn(random, 2)) return mutatedBytes(random, bytes, bytes);
    const parts = workbookParts({ Sheet1: cellsOf(rows) }, {});
    const path = pick(random, [...parts.keys()]);
    const text = parts.get(path) ?? '';
    const pieces = [...MARKS, '<row r="', ' r="ZZZ9"', ' t="s"', '<v>', '99999999999', '-1', '<row/>'];
    parts.set(path, mutatedText(random, text, pieces, text));
    return zipParts(parts);
  },
};

const ods: Form = {
  path: 'book.ods',
  write: (_, rows) => spreadsheet({ Sheet1: cellsOf(rows) }),
  damage(random, bytes, rows) {
    if (oneIn(random, 2)) return mutatedBytes(random, bytes, bytes);
    const parts = spreadsheetParts({ Sheet1: cellsOf(rows) });
    const path = pick(random, [...parts.keys()]);
    const text = parts.get(path) ?? '';
    const pieces = [
      ...MARKS,
      ...['<table:table>', '</table:table>', '<table:table-row/>', '<office:annotation>', '<text:p>'],
      ...[' table:number-rows-repeated="99999"', ' table:number-columns-repeated="-1"', '99999999999'],
    ];
    parts.set(path, mutatedText(random, text, pieces, text));
    return zipParts(parts);
  },
};

function cellsOf(rows: Records) {
  return rows.map((cells, row) =>
    cells.map((cell, i) => (row === 0 || i < 3 ? (cell === '' ? null : cell) : Number(cell))),
  );
}

const parquet: Form = {
  path: 'log.parquet',
  write: (random, [head, ...rows]) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: head.map((name, i) => ({
          name,
          data: rows.map((cells) => (i === 3 ? Number(cells[i]) : cells[i])),
          type: i === 3 ? ('INT32' as const) : ('STRING' as const),
        })),
        codec: oneIn(random, 2) ? 'SNAPPY' : 'UNCOMPRESSED',
        rowGroupSize: pick(random, [3, 100]),
      }),
    ),
  damage: (random, bytes) => mutatedBytes(random, bytes, bytes),
};

const html: Form = {
  path: 'export.html',
  write: (_, rows) => {
    const safe = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${safe(cell)}</td>`).join('')}</tr>`);
    return bytesOf(`<html><body><table>${lines.join('\n')}</table></body></html>`);
  },
  damage: damagedText([
    ...MARKS,
    '<table>',
    '</table>',
    '<tr>',
    '<td rowspan=999 colspan=999>',
    '<div>'.repeat(2000),
  ]),
};

const sqlite: Form = {
  path: 'shop.sqlite',
  write: (_, rows) => database('orders', rows),
  damage: (random, bytes) => mutatedBytes(random, bytes, bytes),
};

function targetOf(form: Form): Target<Input> {
  return {
    make(random) {
      const rows = rowsOf(random);
      let bytes = form.write(random, rows);
      const accidents = random.below(MOST_ACCIDENTS + 1);
      for (let i = 0; i < accidents; i++) bytes = form.damage(random, bytes, rows);
      const gzip = oneIn(random, 10);
      const whole = form.read?.(rows) ?? rows;
      return { path: form.path, bytes, gzip, rows: accidents === 0 ? whole : null };
    },

    async attempt({ path, bytes, gzip, rows }, seen) {
      const packed = gzip ? (gzipSync(bytes, { level: 1 }) as Bytes) : bytes;
      try {
        const tables = await openTables(memorySource(path, packed), () => Promise.resolve());
        let read = 0;
        for (const { table, refusal } of tables) {
          if (refusal !== undefined) throw refusal;
          if (table === undefined) {
            seen('refused as no table');
            return rows === null ? null : loss('whole, and no table');
          }
          const found: (readonly string[])[] = [];
          for await (const batch of table.rows(() => undefined)) {
            if (batch.rows.length !== batch.lines.length) return loss('a row without its line');
            for (const row of batch.rows) found.push(row);
            read += batch.rows.length + (batch.unread?.length ?? 0);
          }
          for (const { path, table: listed } of table.lists ?? [])
            for await (const { rows: elements, lines } of listed.rows(() => undefined))
              if (
                elements.length !== lines.length ||
                elements.some((row) => row.length !== listed.headers.length)
              )
                return loss(`a row of ${path.join('.')} that is not whole`);
          if (found.some((row) => row.length < table.headers.length)) return loss('a row with too few cells');
          if (rows !== null && JSON.stringify([table.headers, ...found]) !== JSON.stringify(rows))
            return loss(`read as ${JSON.stringify([table.headers, ...found]).slice(0, 500)}`);
        }
        seen('taken');
        const count = form.count?.(bytes) ?? null;
        // A list of lists may begin with its head.
        return count === null || read === count || read === count - 1
          ? null
          : loss(`${read} records of ${count}`);
      } catch (error) {
        if (!isAppError(error)) throw error;
        seen(`refused ${error.code}`);
        if (rows !== null) return loss(`whole, and refused with ${error.code}`);
        return wordsOf(error, bytes);
      }
    },

    show: ({ path, bytes, gzip }) =>
      `${path}${gzip ? ' gzipped' : ''}: ${JSON.stringify(new TextDecoder('latin1').decode(bytes)).slice(0, 3000)}`,
  };
}

function wordsOf(error: Parameters<typeof describeError>[0], bytes: Bytes): Finding | null {
  const { what, todo } = describeError(error);
  return badSentence(`${what} ${todo}`, textOf(bytes));
}

export const FORM_TARGETS = {
  json: targetOf(json),
  'json-lines': targetOf(jsonLines),
  xlsx: targetOf(xlsx),
  ods: targetOf(ods),
  parquet: targetOf(parquet),
  html: targetOf(html),
  sqlite: targetOf(sqlite),
} as const;
