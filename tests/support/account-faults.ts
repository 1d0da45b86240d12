import type { FileAccount } from '../../src/domain/account';
import type { ImportPlan, ImportReport } from '../../src/domain/imports';
import type { DatasetType } from '../../src/domain/schema';

/** Datasets of a new project that hold other rows than were kept of the files, as far as their tables are told of: there must be none. */
export function unstored({ datasets, told = [] }: Pick<ImportReport, 'datasets' | 'told'>): DatasetType[] {
  const stored = new Map(told.map(({ dataset, rows }) => [dataset, rows]));
  return datasets.flatMap(({ dataset, kept }) => ((stored.get(dataset) ?? kept) === kept ? [] : [dataset]));
}

/** Tables whose rows do not add up, or of which nothing is said: there must be none. */
export function unaccounted(
  account: readonly FileAccount[],
  { made = [] }: Pick<ImportPlan, 'made'>,
): string[] {
  const rowsOf = new Map(account.map(({ file, read }) => [file, read?.rows ?? null]));
  const wrong = account.filter(({ usedAs, why, read }) => {
    if ((usedAs.length === 0) === (why === null)) return true;
    if (read === null) return false;
    return read.kept + read.leftOut.reduce((sum, { count }) => sum + count, 0) !== read.rows;
  });
  const gathered = made.flatMap((each) => {
    if (each.kind !== 'gathered') return [];
    const [whole, parts] = [rowsOf.get(each.file), each.parts.map((part) => rowsOf.get(part) ?? null)];
    const isKnown = whole !== undefined && whole !== null && parts.every((rows) => rows !== null);
    return isKnown && whole !== parts.reduce((sum: number, rows) => sum + (rows ?? 0), 0) ? [each.file] : [];
  });
  return [...new Set([...wrong.map(({ file }) => file), ...gathered])];
}
