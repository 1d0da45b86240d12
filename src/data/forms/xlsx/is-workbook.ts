import type { SourceFile } from '../../bytes/source';

/** Whether a zip is a workbook, which is then opened as a whole, by its name. */
export function isWorkbookName(path: string): boolean {
  return /\.xl[st][xmb](\.gz)?$/i.test(path);
}

/** The same by what it holds. */
export function isWorkbook(entries: readonly SourceFile[]): boolean {
  return entries.some(({ path }) => /^xl\/workbook\.(xml|bin)$/i.test(path));
}
