import type { SourceFile } from '../../data/bytes/source';
import type { CellTable } from '../../data/forms/cell-table';
import { entityTable } from '../../data/made/entity-table';
import { joinedTable, type JoinedTable } from '../../data/made/joined-table';
import { siftedTable } from '../../data/made/sifted-table';
import { splitTable } from '../../data/made/split-table';
import { tableOf } from '../../data/made/text-table';
import { turnedTable, type TurnedTable } from '../../data/made/turned-table';
import { issueOf } from '../../data/issue-log';
import { sourceOf } from '../../data/table/read-dataset';
import { sumRules } from '../../data/table/row-sieve';
import type { FilePlan, ImportPlan, MadeTable } from '../../domain/imports';
import type { Issue } from '../../domain/issue';
import type { DatasetType } from '../../domain/schema';
import type { Job } from '../../domain/ports';

/** Files by path, with the tables that are made from them. */
export interface MadeSources {
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** What is to be said of them once they have been read. */
  issues(): Issue[];
}

/** The sources of a plan: the files, and the tables that it makes from them. Nothing is read yet. */
export function withMade(
  files: ReadonlyMap<string, SourceFile>,
  plan: Pick<ImportPlan, 'files' | 'made'>,
  job: Job,
): MadeSources {
  const sources = new Map(files);
  const joins: { readonly made: MadeTable & { readonly kind: 'join' }; readonly table: JoinedTable }[] = [];
  const entities: (MadeTable & { readonly kind: 'entities' })[] = [];
  const unfolded: (MadeTable & { readonly kind: 'unfolded' })[] = [];
  const turned: { readonly made: MadeTable & { readonly kind: 'turned' }; readonly table: TurnedTable }[] =
    [];
  const split: (MadeTable & { readonly kind: 'split' })[] = [];
  const planOf = new Map(plan.files.map((file) => [file.file, file]));
  const isUsed = (file: string): boolean => (planOf.get(file)?.dataset ?? null) !== null;
  // A join may only be a step to the next.
  const datasetOf = (file: string): DatasetType | null =>
    planOf.get(file)?.dataset ??
    (plan.made ?? []).reduce<DatasetType | null>(
      (found, made) => found ?? (made.kind === 'join' && made.left === file ? datasetOf(made.file) : null),
      null,
    );
  const tableAt = (file: string): CellTable => tableOfFile(sourceOf(sources, file), planOf.get(file), job);
  for (const made of plan.made ?? []) {
    if (made.kind === 'join') {
      const table = joinedTable(
        { table: tableAt(made.left), column: made.leftColumn },
        { table: tableAt(made.right), column: made.rightColumn },
      );
      if (datasetOf(made.file) !== null) joins.push({ made, table });
      sources.set(made.file, madeSource(made.file, table, [made.left, made.right], sources));
    } else if (made.kind === 'turned') {
      const table = turnedTable(tableWithoutSums(tableAt(made.of), planOf.get(made.of)), made);
      if (isUsed(made.file)) turned.push({ made, table });
      sources.set(made.file, madeSource(made.file, table, [made.of], sources));
    } else if (made.kind === 'split') {
      if (isUsed(made.file)) split.push(made);
      sources.set(made.file, madeSource(made.file, splitTable(tableAt(made.of), made), [made.of], sources));
    } else if (made.kind === 'unfolded') {
      if (isUsed(made.file)) unfolded.push(made);
      sources.set(made.file, madeSource(made.file, listIn(tableAt(made.of), made), [made.of], sources));
    } else {
      if (isUsed(made.file)) entities.push(made);
      const role = made.dataset === 'ITEMS' ? 'ITEM_ID' : 'USER_ID';
      const key = planOf.get(made.of)?.columns.find((column) => column.role === role)?.index ?? made.key;
      const columns = made.columns.filter((column) => column !== key);
      const table = entityTable(tableWithoutSums(tableAt(made.of), planOf.get(made.of)), key, columns);
      // By this name the column is known for what it is.
      const named = { ...table, headers: [role.toLowerCase(), ...table.headers.slice(1)] };
      sources.set(made.file, madeSource(made.file, named, [made.of], sources));
    }
  }
  return {
    sources,
    issues: () => [
      ...joins.flatMap(({ made, table }) =>
        joinIssues(made, table, planOf, datasetOf(made.file) ?? undefined),
      ),
      ...unfolded.map(({ file, of, list }) => {
        const facts = { of, list: list.join('.') };
        return issueOf(
          'LIST_UNFOLDED',
          'warning',
          { dataset: planOf.get(file)?.dataset ?? undefined, file },
          facts,
        );
      }),
      ...split.map(({ file, of, column, beside = [] }) => {
        const own = planOf.get(of)?.columns.filter(({ index }) => index === column || beside.includes(index));
        const cells = (own ?? []).map(({ header }) => header).join(', ');
        return issueOf('CELLS_SPLIT', 'warning', { dataset: 'INTERACTIONS', file }, { of, cells });
      }),
      ...entities.map(({ file, of, dataset }) =>
        issueOf('NAMES_FOUND', 'warning', { dataset, file }, { of }),
      ),
      ...turned.map(({ made: { file, of, things }, table }) => {
        const facts = { of, things: things.length, words: table.words() };
        return issueOf('TABLE_TURNED', 'warning', { dataset: 'INTERACTIONS', file }, facts);
      }),
    ],
  };
}

/** The table of a list in the records of another. */
function listIn(
  { lists = [] }: CellTable,
  { of, list }: { readonly of: string; readonly list: readonly string[] },
): CellTable {
  const found = lists.find(({ path }) => path.join('\n') === list.join('\n'));
  if (found === undefined) throw new RangeError(`no list ${list.join('.')} in ${of}`);
  return found.table;
}

/** Where a row becomes something else than a row, a line of sums has to go before. */
function tableWithoutSums(table: CellTable, plan: FilePlan | undefined): CellTable {
  const rules = sumRules(plan?.rules);
  return rules.length === 0 ? table : siftedTable(table, rules);
}

/** A file as a table, the way its plan reads it. */
export function tableOfFile(source: SourceFile, plan: FilePlan | undefined, job: Job): CellTable {
  if (source.table !== undefined) return source.table;
  if (plan === undefined) throw new RangeError(`no plan for ${source.path}`);
  return tableOf(source, plan.format, headersOf(plan), job);
}

/** The names of all columns of a file, as far as its plan has them. */
function headersOf({ columns }: FilePlan): string[] {
  const headers: string[] = [];
  for (const { index, header, derived } of columns) if (derived === undefined) headers[index] = header;
  return headers;
}

function madeSource(
  path: string,
  table: CellTable,
  from: readonly string[],
  sources: ReadonlyMap<string, SourceFile>,
): SourceFile {
  const parts = from.map((file) => sourceOf(sources, file));
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  return { path, sizeBytes, table, stream: () => parts[0].stream() };
}

function joinIssues(
  { file, left, leftColumn, right, rightColumn }: MadeTable & { readonly kind: 'join' },
  table: JoinedTable,
  planOf: ReadonlyMap<string, FilePlan>,
  dataset: DatasetType | undefined,
): Issue[] {
  const { rows, matched, repeated } = table.counts();
  const column = (of: string, index: number): string =>
    planOf.get(of)?.columns.find((each) => each.index === index)?.header ?? '';
  const facts = {
    left,
    right,
    leftColumn: table.headers[leftColumn],
    rightColumn: column(right, rightColumn),
  };
  const place = { dataset, file };
  const joined = issueOf('TABLES_JOINED', 'warning', place, { ...facts, rows, matched });
  return repeated === 0
    ? [joined]
    : [
        joined,
        issueOf('JOIN_REPEATS', place.dataset === 'INTERACTIONS' ? 'error' : 'warning', place, {
          ...facts,
          repeated,
        }),
      ];
}
