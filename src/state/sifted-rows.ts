import type { ReadingFacts } from '../domain/facts/imports';
import type { ImportCheck } from '../domain/imports';

/** What a check has said of rows of a file that are nobody's choice of anything. */
export function siftedIn(
  check: ImportCheck | null,
  file: string,
): readonly Readonly<ReadingFacts['ROWS_SIFTED']>[] {
  return (check?.issues ?? []).flatMap((issue) =>
    issue.code === 'ROWS_SIFTED' && issue.file === file ? [issue.details] : [],
  );
}
