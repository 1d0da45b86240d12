import { csvLine } from '../../../domain/csv-line';
import type { BundleDataset, BundleTable } from '../../../domain/bundle';
import type { Tables } from '../../../domain/columns';
import type { Job } from '../../../domain/ports';
import type { DatasetResource } from '../../../domain/resources';
import type { TrackedBatch } from '../../../domain/tracking';
import { holdsEvents } from '../../../domain/schema';
import { tablesWith } from '../../../data/tables/table-of';
import { csvText, inParts, lineReader, rowsOf } from '../../../data/tables/csv-text';
import { bundlePaths } from '../bundle-paths';
import { scanRows } from './scan-rows';

/** What a project's rows are: those imported, and those with everything put over them. */
export interface RowSources {
  readonly imported: Tables;
  readonly live: Tables;
}

/**
 * The tables of one dataset. For the service there is every row, the newest version of each item and user, exact copies
 * once; where rows were put, the imported ones can be told apart, so that a project made from the bundle has both.
 */
export async function datasetTables(
  { type, schema }: DatasetResource,
  { imported, live }: RowSources,
  hasPut: boolean,
  job: Job,
): Promise<{ readonly dataset: Omit<BundleDataset, 'schema'>; readonly tables: readonly BundleTable[] }> {
  const folder = bundlePaths.folder(type);
  const name = type.toLowerCase();
  const nImported = rowsOf(imported, type);
  const nLive = rowsOf(live, type);
  const table = (path: string, of: Tables, rows: number): readonly BundleTable[] => {
    const parts = (): Iterable<string> => csvText(of, type, schema, { from: 0, to: rows });
    return rows === 0 ? [] : [{ path, rows, parts }];
  };
  const main = `${folder}${name}.csv`;
  const apart = bundlePaths.imported(type);
  if (hasPut && !holdsEvents(type))
    return {
      dataset: { type, folder, imported: nImported > 0 ? apart : null, rows: nLive },
      tables: [...table(main, live, nLive), ...table(apart, imported, nImported)],
    };
  const put = hasPut ? await putRows(live, { type, schema }, { from: nImported, to: nLive }, job) : [];
  const putTables = put.length > 0 ? [putTable(`${folder}${name}-put.csv`, live, { type, schema }, put)] : [];
  return {
    dataset: { type, folder, imported: nImported > 0 ? main : null, rows: nImported + put.length },
    tables: [...table(main, imported, nImported), ...putTables],
  };
}

/** Rows of put events, without those that are exact copies of an earlier row. */
async function putRows(
  live: Tables,
  { type, schema }: Pick<DatasetResource, 'type' | 'schema'>,
  put: { readonly from: number; readonly to: number },
  job: Job,
): Promise<readonly number[]> {
  const lineOf = lineReader(live, type, schema);
  const rowOf = new Map<string, number>();
  const times = new Set<number>();
  const { timestampSec } = tablesWith(live, type).interactions;
  await scanRows(put, job, (row) => {
    const line = lineOf(row);
    if (!rowOf.has(line)) rowOf.set(line, row);
    times.add(timestampSec[row]);
  });
  // Only imported rows of the same second can be the same row.
  await scanRows({ from: 0, to: put.from }, job, (row) => {
    if (times.has(timestampSec[row])) rowOf.delete(lineOf(row));
  });
  return [...rowOf.values()];
}

function putTable(
  path: string,
  live: Tables,
  { type, schema }: Pick<DatasetResource, 'type' | 'schema'>,
  rows: readonly number[],
): BundleTable {
  return tableOf(path, rows.length, function* () {
    yield csvLine(schema.fields.map(({ name }) => name));
    const lineOf = lineReader(live, type, schema);
    for (const row of rows) yield lineOf(row);
  });
}

/** What was put, one batch a line. */
export function putTableOf(batches: readonly TrackedBatch[]): BundleTable {
  return tableOf(bundlePaths.put, batches.length, function* () {
    for (const batch of batches) yield JSON.stringify(batch);
  });
}

function tableOf(path: string, rows: number, lines: () => Generator<string>): BundleTable {
  return { path, rows, parts: () => inParts(lines()) };
}
