import { rowsThat, type CellTable } from '../open/cell-table';
import { entityTable } from './entity-table';
import { gatheredTable } from './gathered-table';
import { joinedTable } from '../open/joined-table';
import { RowSieve, siftedTable, sumRules } from './row-sieve';
import { splitTable } from './split-table';
import { tableOf } from '../open/text-table';
import { turnedTable } from './turned-table';
import { sourceOf, type RowTap, type SourceFile } from '../open/bytes/source';
import {
  partsOfMade,
  wayOf,
  type FilePlan,
  type ImportPlan,
  type MadeEntities,
  type MadeGathered,
  type MadeJoin,
  type MadeSplit,
  type MadeTable,
  type MadeTurned,
  type MadeUnfolded,
  type ReadRows,
} from '../../domain/imports';
import { issueOf, type Issue } from '../../domain/issue';
import type { DatasetType } from '../../domain/schema';
import type { Job } from '../../domain/ports';
import { PartRows } from './part-rows';

/** Files by path, with the tables that are made from them. */
export interface MadeSources {
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** What became of the rows of files that others are made of, once these have been read. */
  read(): ReadRows[];
  /** What is to be said of them once they have been read. */
  issues(): Issue[];
}

/** A table as it is made, and what is to be said of it once it has been read. */
interface Making {
  readonly table: CellTable;
  /** Hears the rows of the file it is made of. */
  readonly tap?: RowTap;
  issues(place: Place): Issue[];
}
interface Place {
  readonly dataset: DatasetType;
  readonly file: string;
}

/** The files of a plan as far as they are there, those made so far among them. */
interface Drop {
  planOf(file: string): FilePlan | undefined;
  tableAt(file: string): CellTable;
}

type Make<Kind extends MadeTable['kind']> = (made: Extract<MadeTable, { kind: Kind }>, drop: Drop) => Making;

/** How each kind of table is made; in this order they are spoken of. */
const MAKE: { readonly [Kind in MadeTable['kind']]: Make<Kind> } = {
  gathered,
  join: joined,
  unfolded,
  split,
  entities,
  turned,
};

/** The sources of a plan: the files, and the tables that it makes from them. Nothing is read yet. */
export function withMade(
  files: ReadonlyMap<string, SourceFile>,
  { files: plans, made: all = [] }: Pick<ImportPlan, 'files' | 'made'>,
  job: Job,
): MadeSources {
  const sources = new Map(files);
  const byFile = new Map(plans.map((plan) => [plan.file, plan]));
  const partRows = new PartRows();
  const drop: Drop = {
    planOf: (file) => byFile.get(file),
    tableAt: (file) =>
      partRows.counted(tableOfFile(sourceOf(sources, file), byFile.get(file), job), byFile.get(file)),
  };
  const makings = all.map((made) => {
    const making = (MAKE[made.kind] as Make<typeof made.kind>)(made, drop);
    sources.set(made.file, madeSource(made, making.table, sources));
    if (making.tap !== undefined) addTap(making.tap, partsOfMade(made)[0], sources);
    return { made, making };
  });
  const datasetOf = (file: string): DatasetType | null => byFile.get(file)?.dataset ?? null;
  // A join may only be a step to the next.
  const endsIn = (file: string): DatasetType | null =>
    all.reduce<DatasetType | null>(
      (found, made) => found ?? (made.kind === 'join' && made.left === file ? endsIn(made.file) : null),
      datasetOf(file),
    );
  const issues = ({ made, making }: (typeof makings)[number]): Issue[] => {
    const { kind, file } = made;
    const dataset = kind === 'join' ? endsIn(file) : datasetOf(file);
    return dataset === null ? [] : making.issues({ dataset, file });
  };
  return {
    sources,
    read: () => partRows.read(),
    issues: () => [
      ...partRows.issues({ files: plans, made: all }),
      ...Object.keys(MAKE).flatMap((kind) =>
        makings.filter(({ made }) => made.kind === kind).flatMap(issues),
      ),
    ],
  };
}

function gathered(made: MadeGathered, { planOf, tableAt }: Drop): Making {
  // What ends one part would stand among the rows of all.
  const parts = made.parts.map((part) => tableWithoutSums(tableAt(part), planOf(part)));
  const table = gatheredTable(parts, made);
  const issues = (place: Place): Issue[] => {
    const mark = made.mark?.header ?? null;
    return [issueOf('TABLES_GATHERED', 'warning', place, { parts: table.counts(), mark })];
  };
  return { table, issues };
}

function joined(made: MadeJoin, { planOf, tableAt }: Drop): Making {
  const { left, leftColumn, right, rightColumn } = made;
  const table = joinedTable(
    { table: tableAt(left), column: leftColumn },
    { table: tableAt(right), column: rightColumn },
  );
  const header = planOf(right)?.columns.find(({ index }) => index === rightColumn)?.header ?? '';
  const facts = { left, right, leftColumn: table.headers[leftColumn], rightColumn: header };
  const issues = (place: Place): Issue[] => {
    const { rows, matched, repeated } = table.counts();
    const told = issueOf('TABLES_JOINED', 'warning', place, { ...facts, rows, matched });
    if (repeated === 0) return [told];
    const severity = place.dataset === 'INTERACTIONS' ? 'error' : 'warning';
    return [told, issueOf('JOIN_REPEATS', severity, place, { ...facts, repeated })];
  };
  return { table, issues };
}

function unfolded({ of, list }: MadeUnfolded, { tableAt }: Drop): Making {
  const found = (tableAt(of).lists ?? []).find(({ path }) => path.join('\n') === list.join('\n'));
  const name = list.join('.');
  if (found === undefined) throw new RangeError(`no list ${name} in ${of}`);
  const issues = (place: Place): Issue[] => [issueOf('LIST_UNFOLDED', 'warning', place, { of, list: name })];
  return { table: found.table, issues };
}

function split(made: MadeSplit, { tableAt }: Drop): Making {
  const { of, column, beside = [], along = [] } = made;
  const { headers } = tableAt(of);
  const named = (places: readonly number[]): string => places.map((at) => headers[at]).join(', ');
  const facts = { of, cells: named([column, ...beside]), way: wayOf(made), along: named(along) };
  const issues = ({ file }: Place): Issue[] => [
    issueOf('CELLS_SPLIT', 'warning', { dataset: 'INTERACTIONS', file }, facts),
  ];
  return { table: splitTable(tableAt(of), made), issues };
}

function entities({ of, dataset, key, columns }: MadeEntities, { planOf, tableAt }: Drop): Making {
  const plan = planOf(of);
  const role = dataset === 'ITEMS' ? 'ITEM_ID' : 'USER_ID';
  const at = plan?.columns.find((column) => column.role === role)?.index ?? key;
  const others = columns.filter((column) => column !== at);
  const table = entityTable(tableWithoutSums(tableAt(of), plan), at, others);
  const rules = sumRules(plan?.rules);
  const tap: RowTap =
    rules.length === 0
      ? table.tap
      : {
          ...table.tap,
          add(batch) {
            const sieve = new RowSieve(rules);
            table.tap.add(rowsThat(batch, (row) => !sieve.catches(row)));
          },
        };
  // By this name the column is known for what it is.
  const headers = [role.toLowerCase(), ...table.headers.slice(1)];
  const issues = ({ file }: Place): Issue[] => [issueOf('NAMES_FOUND', 'warning', { dataset, file }, { of })];
  return { table: { ...table, headers }, tap, issues };
}

function turned(made: MadeTurned, { planOf, tableAt }: Drop): Making {
  const { of, who, when, things, people = who === null ? [] : [who], sums = [], across = false } = made;
  const wide = tableWithoutSums(tableAt(of), planOf(of));
  const table = turnedTable(wide, made);
  const headersOf = (columns: readonly number[]): string[] =>
    columns.map((index) => wide.headers[index] || `column ${index + 1}`);
  const used = new Set([...people, ...things, ...sums, when]);
  const others = wide.headers.filter((header, index) => !used.has(index) && header !== '');
  const line = planOf(of)?.format.headerLine ?? 1;
  const headerLine = line > 1 ? line : null;
  const told = { names: headersOf(people), sums: headersOf(sums), others, across, headerLine };
  const issues = ({ file }: Place): Issue[] => {
    const facts = { of, things: things.length, words: table.words(), ...told };
    return [issueOf('TABLE_TURNED', 'warning', { dataset: 'INTERACTIONS', file }, facts)];
  };
  return { table, issues };
}

/** The rows of a file are heard while it is read, whoever asks for it. */
function addTap(tap: RowTap, file: string, sources: Map<string, SourceFile>): void {
  const source = sourceOf(sources, file);
  sources.set(file, { ...source, taps: [...(source.taps ?? []), tap] });
}

/** Where a row becomes something else than a row, a line of sums has to go before. */
function tableWithoutSums(table: CellTable, plan: FilePlan | undefined): CellTable {
  const rules = sumRules(plan?.rules);
  return rules.length === 0 ? table : siftedTable(table, rules);
}

/** A file as a table, the way its plan reads it. */
export function tableOfFile(source: SourceFile, plan: FilePlan | undefined, job: Job): CellTable {
  if (plan === undefined) {
    if (source.table !== undefined) return source.table;
    throw new RangeError(`no plan for ${source.path}`);
  }
  return tableOf(source, plan.format, headersOf(plan), job);
}

/** The names of all columns of a file, as far as its plan has them. */
function headersOf({ columns }: FilePlan): string[] {
  const headers: string[] = [];
  for (const { index, header, derived } of columns) if (derived === undefined) headers[index] = header;
  return headers;
}

function madeSource(made: MadeTable, table: CellTable, sources: ReadonlyMap<string, SourceFile>): SourceFile {
  const parts = partsOfMade(made).map((file) => sourceOf(sources, file));
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  return { path: made.file, sizeBytes, table, stream: () => parts[0].stream() };
}
