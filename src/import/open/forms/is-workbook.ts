import type { SourceFile } from '../bytes/source';

/** Whether a zip is a workbook, which is then opened as a whole, by its name. */
export function isWorkbookName(path: string): boolean {
  return /\.xl[st][xmb](\.gz)?$/i.test(path) || isOpenDocumentName(path);
}

/** The same by what it holds. */
export function isWorkbook(entries: readonly SourceFile[]): boolean {
  return isExcel(entries) || isOpenDocument(entries);
}

export function isExcel(entries: readonly SourceFile[]): boolean {
  return entries.some(({ path }) => /^xl\/workbook\.(xml|bin)$/i.test(path));
}

export function isOpenDocumentName(path: string): boolean {
  return /\.o[dt]s(\.gz)?$/i.test(path);
}

/** A text or a drawing may be one too. */
export function isOpenDocument(entries: readonly SourceFile[]): boolean {
  const has = (wanted: string): boolean => entries.some(({ path }) => path === wanted);
  return has('META-INF/manifest.xml') && has('mimetype');
}
