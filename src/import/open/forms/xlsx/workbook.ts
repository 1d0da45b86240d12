import type { SourceFile } from '../../bytes/source';
import { TABLE_LIMITS } from '../../../../domain/table-limits';
import type { NamedTable } from '../../cell-table';
import { readXml, type Attributes, type Book, type XmlListener } from '../xml';
import { tableFault } from '../../table-fault';
import { kindOfFormat, textOfString, type NumberKind } from './cell-values';
import { openSheet, type SharedParts } from './sheet';

interface Outline {
  readonly sheets: readonly { readonly name: string; readonly id: string }[];
  readonly from1904: boolean;
}

/** The sheets of a workbook that have rows, from what its zip holds. @throws AppError TABLE_UNREADABLE, FILE_UNREADABLE, ARCHIVE_LIMIT. */
export async function openWorkbook(
  source: SourceFile,
  entries: readonly SourceFile[],
): Promise<readonly NamedTable[]> {
  const book: Book = { file: source.path, form: 'xlsx' };
  const parts = new Map(entries.map((entry) => [entry.path.toLowerCase(), entry]));
  if (!parts.has('xl/workbook.xml') && parts.has('xl/workbook.bin')) throw tableFault(book, 'old-excel');
  const outline = await outlineOf(parts.get('xl/workbook.xml'), book);
  const targets = await targetsOf(parts.get('xl/_rels/workbook.xml.rels'), book);
  const texts = parts.get(targets.strings ?? 'xl/sharedstrings.xml');
  let strings: Promise<readonly string[]> | null = null;
  const shared: SharedParts = {
    book,
    from1904: outline.from1904,
    kinds: await kindsOf(parts.get('xl/styles.xml'), book),
    strings: () => (strings ??= texts === undefined ? Promise.resolve([]) : stringsOf(texts, book)),
  };
  const tables: NamedTable[] = [];
  for (const { name, id } of outline.sheets) {
    const part = parts.get(targets.byId.get(id) ?? '');
    const table = part === undefined ? null : await openSheet(part, shared, source.sizeBytes);
    if (table !== null) tables.push({ name, table });
  }
  return tables;
}

async function outlineOf(part: SourceFile | undefined, book: Book): Promise<Outline> {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
    if (name !== 'sheet') return;
    const id = attributes['r:id'] ?? attributes.id;
    sheets.push({ name: attributes.name ?? `Sheet${sheets.length + 1}`, id: id ?? '' });
  };
  if (part !== undefined) await readXml(part, { open }, book);
  if (sheets.length === 0) throw tableFault(book, 'malformed');
  return { sheets, from1904 };
}

async function targetsOf(
  part: SourceFile | undefined,
  book: Book,
): Promise<{ readonly byId: ReadonlyMap<string, string>; readonly strings: string | null }> {
  const byId = new Map<string, string>();
  let strings: string | null = null;
  const open = (name: string, attributes: Attributes): void => {
    if (name !== 'Relationship') return;
    const target = attributes.Target ?? '';
    const path = (target.startsWith('/') ? target.slice(1) : `xl/${target}`).toLowerCase();
    const type = attributes.Type ?? '';
    if (type.endsWith('/sharedStrings')) strings = path;
    if (type.endsWith('/worksheet')) byId.set(attributes.Id ?? '', path);
  };
  if (part !== undefined) await readXml(part, { open }, book);
  return { byId, strings };
}

async function kindsOf(part: SourceFile | undefined, book: Book): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
    if (name === 'cellXfs') inCells = true;
    if (name !== 'xf' || !inCells) return;
    const id = Number(attributes.numFmtId ?? 0);
    kinds.push(kindOfFormat(id, codes.get(id)));
  };
  const close = (name: string): void => {
    if (name === 'cellXfs') inCells = false;
  };
  if (part !== undefined) await readXml(part, { open, close }, book);
  return kinds;
}

async function stringsOf(part: SourceFile, book: Book): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let chars = 0;
  let inText = false;
  // How a word is spoken, in Japanese, is no part of it.
  let inPhonetic = false;
  const listener: XmlListener = {
    open(name) {
      if (name === 'si') current = '';
      inPhonetic ||= name === 'rPh';
      inText = name === 't' && !inPhonetic;
    },
    close(name) {
      if (name === 'rPh') inPhonetic = false;
      if (name === 't') inText = false;
      if (name !== 'si') return;
      strings.push(textOfString(current));
      chars += current.length;
      if (chars > TABLE_LIMITS.wholeChars) throw tableFault(book, 'too-long');
    },
    text(text) {
      if (inText) current += text;
    },
  };
  await readXml(part, listener, book);
  return strings;
}
