import { expect, test } from 'vitest';
import { describeError } from '../../../src/words/copy/errors';
import type { AppError } from '../../../src/domain/errors';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import type { SourceFile } from '../../../src/import/open/bytes/source';
import { job } from './importing';

/** A file that claims to be of this size, and counts how much of it is read. */
function hugeFile(sizeBytes: number): { source: SourceFile; read: () => number } {
  const piece = new TextEncoder().encode('12345,67890,1600000000\n'.repeat(4096));
  const head = new TextEncoder().encode('USER_ID,ITEM_ID,TIMESTAMP\n');
  let read = 0;
  const source: SourceFile = {
    path: 'log.csv',
    sizeBytes,
    stream: () => {
      let begun = false;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(begun ? piece.slice() : head.slice());
          begun = true;
          read += piece.length;
          // Who reads on all the same is stopped here, not after hours.
          if (read > 64e6) controller.error(new Error('read on'));
        },
      });
    },
  };
  return { source, read: () => read };
}

test('a file beyond what a tab holds is refused by its beginning, with numbers and a way on', async () => {
  const { source, read } = hugeFile(23 * 200_000_000);
  const { proposal, sources } = await inspect([source], 'relaxed', job);
  for (const attempt of [
    () => check(sources, proposal.plan, null, job),
    () => importTables(sources, proposal.plan, null, job),
  ]) {
    const error = await attempt().then(
      () => null,
      (reason: unknown) => reason as AppError,
    );
    expect(error?.code).toBe('TOO_LARGE');
    const { rows, mostRows } = error?.details as { rows: number; mostRows: number };
    expect(rows / 200_000_000).toBeCloseTo(1, 1);
    expect(mostRows).toBe(61_000_000);
    expect(error && describeError(error).what).toMatch(
      /^log\.csv has about [\d,]+ rows: .* about 61,000,000/,
    );
  }
  expect(read()).toBeLessThan(32e6);
});
