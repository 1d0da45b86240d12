import { parseArgs } from 'node:util';
import { unusedWords } from '../../words/copy/account';
import { messageOf } from '../../words/copy/api-message';
import { describeIssue } from '../../words/copy/issues';
import { plain, type JsonObject } from '../../domain/json';
import type { FileAccount } from '../../domain/account';
import type { Tables } from '../../domain/columns';
import type { AppError } from '../../domain/errors';
import type { DatasetImport, ImportReport } from '../../domain/imports';
import type { Issue } from '../../domain/issue';
import { importFiles, type InputFiles } from './import-files';
import { FILE_OPTIONS, filesNamed, secondsSince, UsageError } from './options';
import { uncancelled } from '../../domain/ports';

/**
 * `headless -- import FILE …` takes files as they are dropped on the page, `import --interactions F [--items F]
 * [--users F] [--schema F …]` says what each holds; both take `[--profile aws|relaxed]`. Wrong usage throws UsageError,
 * a failed import its AppError.
 */
export async function importCommand(args: readonly string[]): Promise<JsonObject> {
  const files = readOptions(args);
  const started = performance.now();
  const { tables, report, personal, account } = await importFiles(files, uncancelled);
  return {
    datasets: Object.fromEntries(
      report.datasets.map((dataset) => [dataset.dataset, describe(dataset, tables, report)]),
    ),
    files: account.map(describeFile),
    tables: plain(report.told ?? []),
    schemas: plain(report.schemas),
    errors: report.errors.map(withMessage),
    warnings: report.warnings.map(withMessage),
    insights: report.insights.map(withMessage),
    personal: personal.map((column) => ({ ...column })),
    seconds: secondsSince(started),
  };
}

/** What a file was used as, and what became of its rows. */
function describeFile({ file, usedAs, into, read, why, couldBe }: FileAccount): JsonObject {
  return {
    name: file,
    usedAs: usedAs.length === 0 ? null : [...usedAs],
    ...(into.length === 0 ? {} : { into: [...into] }),
    rows: read?.rows ?? null,
    kept: read?.kept ?? null,
    leftOut: Object.fromEntries(read?.leftOut.map(({ reason, count }) => [reason, count]) ?? []),
    ...(why === null ? {} : { why: unusedWords(why, couldBe) }),
  };
}

/** What an import failed of, as the document lists it, the first error on top. */
export function importFailure(error: AppError<'IMPORT_FAILED'>): JsonObject {
  const { issues } = error.details;
  const errors = issues.filter((issue) => issue.severity === 'error').map(withMessage);
  const warnings = issues.filter((issue) => issue.severity !== 'error').map(withMessage);
  return { message: messageOf(error), errors, warnings };
}

function readOptions(args: readonly string[]): InputFiles {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...FILE_OPTIONS,
      schema: { type: 'string', multiple: true },
      seed: { type: 'string' },
    },
  });
  const { interactions, items, users, schema } = values;
  const flagged = interactions !== undefined || items !== undefined || users !== undefined;
  if (!flagged && positionals.length === 0)
    throw new UsageError('import needs FILE … or --interactions FILE');
  return {
    ...filesNamed(values, 'aws'),
    dropped: positionals,
    schemas: schema,
    anyProfile: values.profile === undefined,
  };
}

function describe(dataset: DatasetImport, tables: Tables, report: ImportReport): JsonObject {
  const { files, mode, rows, kept, dropped, duplicates, columns } = dataset;
  const counts = { files: [...files], mode, rows, kept, dropped, duplicates, columns: [...columns] };
  if (dataset.dataset === 'INTERACTIONS')
    return {
      ...counts,
      users: report.users,
      items: report.items,
      eventTypes: Object.fromEntries(
        countEventTypes(tables.interactions.eventType, tables.interactions.eventTypes),
      ),
    };
  if (dataset.dataset === 'ITEMS') return { ...counts, items: tables.items?.nRows ?? 0 };
  return { ...counts, users: tables.users?.nRows ?? 0 };
}

function countEventTypes(codes: Uint16Array, names: readonly string[]): [string, number][] {
  const counts = new Array<number>(names.length).fill(0);
  for (let row = 0; row < codes.length; row++) if (codes[row] < names.length) counts[codes[row]]++;
  return names.map((name, i) => [name, counts[i]]);
}

/** The issue with its sentence. */
function withMessage(issue: Issue): JsonObject {
  const { what, fix } = describeIssue(issue, true);
  return {
    ...(plain(issue) as JsonObject),
    message: fix === '' ? what : `${what} ${fix}`,
  };
}
