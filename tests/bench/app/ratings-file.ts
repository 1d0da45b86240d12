import { closeSync, openSync, writeSync } from 'node:fs';

export interface RatingsSize {
  readonly rows: number;
  readonly users: number;
  readonly items: number;
}

const PIECE = 50_000;

/**
 * Writes a CSV file of ratings in order of time, a few items far more often than most, every person and item in it
 * where there are rows enough.
 */
export function writeRatings(path: string, { rows, users, items }: RatingsSize): void {
  const file = openSync(path, 'w');
  writeSync(file, 'userId,movieId,rating,timestamp\n');
  let lines = '';
  for (let r = 0; r < rows; r++) {
    const user = (r * 7919) % users;
    // One in eight rows is spread evenly, so that the tail is complete; the rest falls with the rank.
    const share = ((r * 31 + ((r / users) | 0) * 17) % 9973) / 9973;
    const item = r % 8 === 0 ? ((r / 8) * 613) % items : Math.floor(items * share ** 4);
    lines += `${user},${item},${1 + (r % 9) / 2},${1_500_000_000 + r * 8}\n`;
    if (r % PIECE === PIECE - 1 || r === rows - 1) {
      writeSync(file, lines);
      lines = '';
    }
  }
  closeSync(file);
}
