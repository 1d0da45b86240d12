import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { workbook } from '../../support/workbook';

export interface RatingsSize {
  readonly rows: number;
  readonly users: number;
  readonly items: number;
}

/** How the rows are written, by the ending of the file. */
export const RATING_FORMS = ['csv', 'jsonl', 'json', 'xlsx', 'parquet'] as const;
export type RatingForm = (typeof RATING_FORMS)[number];

type Rating = readonly [user: number, item: number, rating: number, sec: number];

const HEADER = ['userId', 'movieId', 'rating', 'timestamp'] as const;
const PIECE = 50_000;
const DAY_SEC = 86_400;
/** 1970 as a sheet counts days. */
const SHEET_DAY = 25_569;

/**
 * Writes a file of ratings in order of time, a few items far more often than most, every person and item in it where
 * there are rows enough. In a workbook and in Parquet the times are what those have for times.
 */
export function writeRatings(path: string, size: RatingsSize, form: RatingForm = 'csv'): void {
  switch (form) {
    case 'csv':
      return writeText(path, size, `${HEADER.join(',')}\n`, (row) => `${row.join(',')}\n`, '');
    case 'jsonl':
      return writeText(path, size, '', (row) => `${recordOf(row)}\n`, '');
    case 'json':
      return writeText(path, size, '[', (row, r) => `${r === 0 ? '' : ','}${recordOf(row)}`, ']');
    case 'xlsx': {
      const rows = [...ratings(size)].map(([user, item, rating, sec]) => [
        user,
        item,
        rating,
        { date: sec / DAY_SEC + SHEET_DAY },
      ]);
      return writeFileSync(path, workbook({ Ratings: [HEADER, ...rows] }));
    }
    case 'parquet': {
      const rows = [...ratings(size)];
      const column = (i: 0 | 1 | 2 | 3): number[] => rows.map((row) => row[i]);
      const columnData = [
        { name: HEADER[0], data: Int32Array.from(column(0)), type: 'INT32' as const },
        { name: HEADER[1], data: Int32Array.from(column(1)), type: 'INT32' as const },
        { name: HEADER[2], data: column(2), type: 'DOUBLE' as const },
        { name: HEADER[3], data: column(3).map((sec) => new Date(sec * 1000)), type: 'TIMESTAMP' as const },
      ];
      return writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 100_000 })));
    }
  }
}

function recordOf([userId, movieId, rating, timestamp]: Rating): string {
  return JSON.stringify({ userId, movieId, rating, timestamp });
}

function* ratings({ rows, users, items }: RatingsSize): Generator<Rating> {
  for (let r = 0; r < rows; r++) {
    const user = (r * 7919) % users;
    // One in eight rows is spread evenly, so that the tail is complete; the rest falls with the rank.
    const share = ((r * 31 + ((r / users) | 0) * 17) % 9973) / 9973;
    const item = r % 8 === 0 ? ((r / 8) * 613) % items : Math.floor(items * share ** 4);
    yield [user, item, 1 + (r % 9) / 2, 1_500_000_000 + r * 8];
  }
}

function writeText(
  path: string,
  size: RatingsSize,
  head: string,
  textOf: (row: Rating, r: number) => string,
  end: string,
): void {
  const file = openSync(path, 'w');
  let text = head;
  let r = 0;
  for (const row of ratings(size)) {
    text += textOf(row, r++);
    if (r % PIECE !== 0) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text + end);
  closeSync(file);
}
