import type { SourceFile } from '../../bytes/source';
import { AppError } from '../../../domain/errors';
import { TABLE_LIMITS } from '../../../domain/table-limits';
import type { NamedTable } from '../cell-table';
import { attributeOf, readXml, type XmlListener } from '../xml';
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
  const file = source.path;
  const parts = new Map(entries.map((entry) => [entry.path.toLowerCase(), entry]));
  if (!parts.has('xl/workbook.xml') && parts.has('xl/workbook.bin'))
    throw new AppError('TABLE_UNREADABLE', { file, form: 'xlsx', reason: 'old-excel', record: null });
  const outline = await outlineOf(parts.get('xl/workbook.xml'), file);
  const targets = await targetsOf(parts.get('xl/_rels/workbook.xml.rels'), file);
  const texts = parts.get(targets.strings ?? 'xl/sharedstrings.xml');
  let strings: Promise<readonly string[]> | null = null;
  const shared: SharedParts = {
    file,
    from1904: outline.from1904,
    kinds: await kindsOf(parts.get('xl/styles.xml'), file),
    strings: () => (strings ??= texts === undefined ? Promise.resolve([]) : stringsOf(texts, file)),
  };
  const tables: NamedTable[] = [];
  for (const { name, id } of outline.sheets) {
    const part = parts.get(targets.byId.get(id) ?? '');
    const table = part === undefined ? null : await openSheet(part, shared, source.sizeBytes);
    if (table !== null) tables.push({ name, table });
  }
  return tables;
}

const NOTHING: XmlListener = { open: () => undefined, close: () => undefined, text: () => undefined };

async function outlineOf(part: SourceFile | undefined, file: string): Promise<Outline> {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  const open = (name: string, tag: string): void => {
    if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributeOf(tag, ' date1904="') ?? '');
    if (name !== 'sheet') return;
    const id = attributeOf(tag, ' r:id="') ?? attributeOf(tag, ' id="');
    sheets.push({ name: attributeOf(tag, ' name="') ?? `Sheet${sheets.length + 1}`, id: id ?? '' });
  };
  if (part !== undefined) await readXml(part, { ...NOTHING, open }, { file, form: 'xlsx' });
  if (sheets.length === 0)
    throw new AppError('TABLE_UNREADABLE', { file, form: 'xlsx', reason: 'malformed', record: null });
  return { sheets, from1904 };
}

async function targetsOf(
  part: SourceFile | undefined,
  file: string,
): Promise<{ readonly byId: ReadonlyMap<string, string>; readonly strings: string | null }> {
  const byId = new Map<string, string>();
  let strings: string | null = null;
  const open = (name: string, tag: string): void => {
    if (name !== 'Relationship') return;
    const target = attributeOf(tag, ' Target="') ?? '';
    const path = (target.startsWith('/') ? target.slice(1) : `xl/${target}`).toLowerCase();
    const type = attributeOf(tag, ' Type="') ?? '';
    if (type.endsWith('/sharedStrings')) strings = path;
    if (type.endsWith('/worksheet')) byId.set(attributeOf(tag, ' Id="') ?? '', path);
  };
  if (part !== undefined) await readXml(part, { ...NOTHING, open }, { file, form: 'xlsx' });
  return { byId, strings };
}

async function kindsOf(part: SourceFile | undefined, file: string): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  const open = (name: string, tag: string): void => {
    if (name === 'numFmt')
      codes.set(Number(attributeOf(tag, ' numFmtId="')), attributeOf(tag, ' formatCode="') ?? '');
    if (name === 'cellXfs') inCells = true;
    if (name !== 'xf' || !inCells) return;
    const id = Number(attributeOf(tag, ' numFmtId="') ?? 0);
    kinds.push(kindOfFormat(id, codes.get(id)));
  };
  const close = (name: string): void => {
    if (name === 'cellXfs') inCells = false;
  };
  if (part !== undefined) await readXml(part, { ...NOTHING, open, close }, { file, form: 'xlsx' });
  return kinds;
}

async function stringsOf(part: SourceFile, file: string): Promise<string[]> {
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
      if (chars > TABLE_LIMITS.wholeChars)
        throw new AppError('TABLE_UNREADABLE', { file, form: 'xlsx', reason: 'too-long', record: null });
    },
    text(text) {
      if (inText) current += text;
    },
  };
  await readXml(part, listener, { file, form: 'xlsx' });
  return strings;
}
