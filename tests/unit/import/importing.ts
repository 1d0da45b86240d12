import { isAppError } from '../../../src/domain/errors';
import type { Tables } from '../../../src/domain/columns';
import type { ImportMode, DatasetType, Profile, AvroSchema, Schemas } from '../../../src/domain/schema';
import type { ImportReport } from '../../../src/domain/imports';
import type { Issue } from '../../../src/domain/issue';
import { uncancelled as job } from '../../../src/domain/ports';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import type { Known } from '../../../src/import/propose/look-at';
import { memorySource } from '../../../src/import/open/bytes/source';
import type { ExistingData } from '../../../src/domain/imports';
import { cellText } from '../../../src/data/tables/cell-text';

export { job };
export type Content = string | Uint8Array<ArrayBuffer>;

export interface Given {
  readonly interactions?: Content;
  readonly items?: Content;
  readonly users?: Content;
  readonly profile?: Profile;
  readonly mode?: ImportMode;
  readonly existing?: ExistingData;
  readonly schemas?: { readonly [type in DatasetType]?: AvroSchema };
}

export interface Imported {
  readonly tables: Tables;
  readonly schemas: Schemas;
  readonly report: ImportReport;
}

export function bytesOf(content: Content): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** Looks into texts that are dropped together. */
export async function inspectTexts(texts: Readonly<Record<string, string>>) {
  const sources = Object.entries(texts).map(([path, text]) => memorySource(path, bytesOf(text)));
  return inspect(sources, 'relaxed', job);
}

/** Imports texts the way a person would who accepts every proposal. */
export async function importContent(given: Given): Promise<Imported> {
  const known = new Map<string, Known>();
  const contents: [DatasetType, Content | undefined][] = [
    ['INTERACTIONS', given.interactions],
    ['ITEMS', given.items],
    ['USERS', given.users],
  ];
  const sources = contents.flatMap(([dataset, content]) => {
    if (content === undefined) return [];
    const path = `${dataset.toLowerCase()}.csv`;
    known.set(path, { dataset, schema: given.schemas?.[dataset] });
    return [memorySource(path, bytesOf(content))];
  });
  const { proposal, sources: opened } = await inspect(sources, given.profile ?? 'aws', job, known);
  const plan = { ...proposal.plan, mode: given.mode ?? 'FULL' };
  return importTables(opened, plan, given.existing ?? null, job);
}

/** Every finding of an import, whether it went through or not. */
export async function findings(
  given: Given,
): Promise<{ imported: Imported | null; issues: readonly Issue[] }> {
  try {
    const imported = await importContent(given);
    return { imported, issues: imported.report.warnings };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'IMPORT_FAILED') throw error;
    return { imported: null, issues: error.details.issues as unknown as Issue[] };
  }
}

export async function errorsOf(given: Given): Promise<Issue[]> {
  return (await findings(given)).issues.filter((issue) => issue.severity === 'error');
}

/** The errors of one code; fails the import expectation loudly when it went through. */
export async function only(code: Issue['code'], given: Given): Promise<Issue> {
  const { issues } = await findings(given);
  const found = issues.filter((issue) => issue.code === code);
  if (found.length === 0)
    throw new Error(`${code} expected, found ${issues.map((issue) => issue.code).join(', ')}`);
  return found[0];
}

/** `count` good interaction rows of 50 users; `extra` lines follow them, from line `count + 2` on. */
export function interactionsCsv(
  extra: readonly string[] = [],
  { header = 'USER_ID,ITEM_ID,TIMESTAMP', rest = '', count = 1000, eol = '\n' } = {},
): string {
  const rows = Array.from({ length: count }, (_, i) => `u${i % 50},i${i % 97},${1_600_000_000 + i}${rest}`);
  return [header, ...rows, ...extra].join(eol) + eol;
}

/** A table's rows as objects of cell texts, for comparing. */
export function rowsOf(tables: Tables): Record<string, string>[] {
  const { interactions, userIds, itemIds } = tables;
  return Array.from({ length: interactions.nRows }, (_, row) => ({
    USER_ID: userIds[interactions.userIdx[row]],
    ITEM_ID: itemIds[interactions.itemIdx[row]],
    TIMESTAMP: String(interactions.timestampSec[row]),
    ...(interactions.eventTypes.length > 0
      ? { EVENT_TYPE: interactions.eventTypes[interactions.eventType[row]] }
      : {}),
    ...Object.fromEntries(interactions.columns.map((column) => [column.name, cellText(column, row)])),
  }));
}

export function entityRows(tables: Tables, which: 'items' | 'users'): Record<string, string>[] {
  const table = tables[which];
  const ids = which === 'items' ? tables.itemIds : tables.userIds;
  if (!table) return [];
  return Array.from({ length: table.nRows }, (_, row) => ({
    id: ids[table.entityIdx[row]],
    ...Object.fromEntries(table.columns.map((column) => [column.name, cellText(column, row)])),
  }));
}
