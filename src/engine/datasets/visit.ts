import { cellTexts } from '../../domain/cell-texts';
import type { CellTable } from '../../data/forms/cell-table';
import { bareName, namesTitle } from '../../data/guess/names';
import { matchTitles, type Titled } from '../../data/services/match-titles';
import type { SourceFile } from '../../data/bytes/source';
import { numberColumn, rowOfEntity, type Tables } from '../../domain/columns';
import {
  FIELD_ROLES,
  type ColumnRole,
  type DoubtfulPair,
  type ExistingData,
  type FilePlan,
  type ImportPlan,
  type OwnAndTheirs,
  type VisitMatches,
} from '../../domain/imports';
import { freeName } from '../../domain/free-name';
import { LIMITS } from '../../domain/limits';
import type { Job } from '../../domain/ports';
import { fieldType, type AvroSchema } from '../../domain/schema';
import { ItemWords } from '../project/item-words';
import type { SourceMap } from './open-sources';
import { tableOfFile, withMade } from './made-tables';

const MISSING_SHOWN = 8;
/** Columns that say who made an item. */
const MAKERS = /^(artist|author|by|creator|director|band)s?$/;

/** What the files of a plan say of one item. */
interface OwnItem extends Titled {
  readonly id: string;
}

/** Which items of a project the items in the files of a plan are. */
export async function matchVisit(
  files: SourceMap,
  plan: ImportPlan,
  tables: Tables,
  job: Job,
): Promise<VisitMatches> {
  const own = await ownItems(files, plan, job);
  await job.checkpoint('match', 0, 1);
  const theirs = theirItems(tables);
  const { sure, doubtful } = matchTitles(own, theirs);
  const idsOf = ({ own: i, theirs: j }: { own: number; theirs: number }): OwnAndTheirs => [
    own[i].id,
    tables.itemIds[j],
  ];
  const byWeight = [...doubtful].sort((a, b) => own[b.own].weight - own[a.own].weight);
  const found = new Set([...sure, ...doubtful].map((match) => match.own));
  const missing = own.filter((_, i) => !found.has(i)).sort((a, b) => b.weight - a.weight);
  return {
    items: own.length,
    events: own.reduce((sum, { weight }) => sum + weight, 0),
    sure: sure.map(idsOf),
    sureEvents: sure.reduce((sum, match) => sum + own[match.own].weight, 0),
    doubtful: byWeight.slice(0, LIMITS.doubtfulPairs).map((match): DoubtfulPair => ({
      ids: idsOf(match),
      own: shown(own[match.own]),
      theirs: shown(theirs[match.theirs]),
      likeness: match.likeness,
      events: own[match.own].weight,
    })),
    missing: missing.slice(0, MISSING_SHOWN).map(shown),
  };
}

function shown({ title, year, by }: Titled): string {
  const dated = year === null || title.includes(`(${year})`) ? title : `${title} (${year})`;
  return by === null || by === '' ? dated : `${dated} · ${by}`;
}

/** Every item that somebody chose, with its title out of the Items of the same plan, else its id. */
async function ownItems(files: SourceMap, plan: ImportPlan, job: Job): Promise<OwnItem[]> {
  const { sources } = withMade(files, plan, job);
  const counts = new Map<string, number>();
  for (const file of filesOf(plan, 'INTERACTIONS')) {
    const at = placeOf(file, 'ITEM_ID');
    await eachRow(tableOf(sources, file, job), job, (row) => {
      const id = row[at].trim();
      if (id !== '') counts.set(id, (counts.get(id) ?? 0) + 1);
    });
  }
  const told = new Map<string, Omit<OwnItem, 'id' | 'weight'>>();
  for (const file of filesOf(plan, 'ITEMS')) {
    const at = placeOf(file, 'ITEM_ID');
    const named = (is: (header: string) => boolean): number =>
      file.columns.find(({ header, derived }) => derived === undefined && is(header))?.index ?? -1;
    const [title, year, by] = [
      named(namesTitle),
      named((header) => bareName(header) === 'year'),
      named((header) => MAKERS.test(bareName(header))),
    ];
    await eachRow(tableOf(sources, file, job), job, (row) => {
      const id = row[at].trim();
      const cell = (index: number): string => (index < 0 ? '' : row[index].trim());
      const when = Number.parseInt(cell(year), 10);
      told.set(id, {
        title: cell(title) || id,
        year: Number.isInteger(when) ? when : null,
        by: cell(by) || null,
      });
    });
  }
  return Array.from(counts, ([id, weight]) => ({
    id,
    weight,
    ...(told.get(id) ?? { title: id, year: null, by: null }),
  }));
}

function theirItems(tables: Tables): Titled[] {
  const words = new ItemWords(tables);
  const weights = new Int32Array(tables.itemIds.length);
  for (const item of tables.interactions.itemIdx) weights[item]++;
  const rowOf = rowOfEntity(tables.items, tables.itemIds.length);
  const maker = tables.items?.columns.find(({ name }) => MAKERS.test(bareName(name)));
  return tables.itemIds.map((id, i) => ({
    title: words.titleOf(i) ?? id,
    year: words.yearOf(i),
    by: maker === undefined ? null : (cellTexts(maker, rowOf[i])[0] ?? null),
    weight: weights[i],
  }));
}

/**
 * The events of a plan's files as events of the project: its items and fields, for new users. What has no pair is left
 * out, and what is too few for the service is enough; a field that the files do not have is empty, or where it may not be, as in the project's first row.
 *
 * @returns with `users` the ids that were free for them.
 */
export function visitIntake(
  files: SourceMap,
  plan: ImportPlan,
  existing: ExistingData,
  pairs: readonly OwnAndTheirs[],
  job: Job,
): { readonly sources: SourceMap; readonly plan: ImportPlan; readonly users: readonly string[] } {
  const { sources } = withMade(files, plan, job);
  const schema = existing.schemas.INTERACTIONS;
  if (schema === undefined) throw new RangeError('a project without interactions has no visitors');
  const theirs = new Map(pairs);
  const taken = new Set(existing.tables.userIds);
  const users: string[] = [];
  const visiting = new Map<string, SourceFile>();
  const plans = filesOf(plan, 'INTERACTIONS').map((file): FilePlan => {
    // One person may have several files.
    const { person: own } = file;
    const person = own === undefined ? own : freeName(own, (name) => taken.has(name), ' ');
    if (person !== undefined && !users.includes(person)) users.push(person);
    const source = sources.get(file.file);
    if (source === undefined) throw new RangeError(`no source for ${file.file}`);
    const table = visitTable(tableOfFile(source, file, job), file, schema, existing.tables, theirs, person);
    visiting.set(file.file, { ...source, table });
    return visitPlan(file, schema);
  });
  return { sources: visiting, users, plan: { profile: 'relaxed', mode: 'INCREMENTAL', files: plans } };
}

function visitPlan(file: FilePlan, { fields }: AvroSchema): FilePlan {
  return {
    file: file.file,
    dataset: 'INTERACTIONS',
    door: 'mapping',
    format: {
      encoding: 'utf-8',
      delimiter: ',',
      headerLine: null,
      escape: '"',
      gzip: false,
      form: 'service',
    },
    columns: fields.map((field, index) => {
      const time = file.columns.find(({ role }) => role === 'TIMESTAMP')?.timeUnit;
      const { primitive, nullable } = fieldType(field);
      const role = FIELD_ROLES.INTERACTIONS.find((key) => key === field.name) ?? 'KEEP';
      return {
        index,
        header: field.name,
        role,
        field: field.name,
        type: primitive,
        nullable,
        categorical: field.categorical === true,
        textual: false,
        ...(role === 'TIMESTAMP' && time !== undefined ? { timeUnit: time } : {}),
      };
    }),
  };
}

function visitTable(
  table: CellTable,
  file: FilePlan,
  { fields }: AvroSchema,
  tables: Tables,
  theirs: ReadonlyMap<string, string>,
  person: string | undefined,
): CellTable {
  const itemAt = placeOf(file, 'ITEM_ID');
  const fill = fields.map((field): ((row: readonly string[]) => string) => {
    const at = file.columns.find(({ role }) => role === field.name)?.index;
    const other = fieldType(field).nullable ? '' : firstOf(tables, field.name);
    if (field.name === 'USER_ID') return (row) => person ?? row[at ?? 0];
    if (field.name === 'ITEM_ID') return (row) => theirs.get(row[itemAt].trim()) ?? '';
    if (field.name === 'TIMESTAMP')
      return (row) => (at === undefined ? firstOf(tables, 'TIMESTAMP') : row[at]);
    if (field.name === 'EVENT_TYPE') return () => firstOf(tables, 'EVENT_TYPE');
    if (field.name === 'EVENT_VALUE') return valueLike(tables, at, other);
    return () => other;
  });
  return {
    form: 'service',
    headers: fields.map(({ name }) => name),
    async *rows(onRead) {
      for await (const batch of table.rows(onRead)) {
        const there = batch.rows.flatMap((row, i) => (theirs.has(row[itemAt].trim()) ? [i] : []));
        const gone = batch.rows.length - there.length;
        yield {
          rows: there.map((i) => fill.map((cell) => cell(batch.rows[i]))),
          lines: Int32Array.from(there, (i) => batch.lines[i]),
          leftOut: gone === 0 ? [] : [{ reason: 'not-there', count: gone }],
        };
      }
    },
  };
}

/** A value that the project's own events could have: a rating is none where others count seconds. */
function valueLike(
  tables: Tables,
  at: number | undefined,
  other: string,
): (row: readonly string[]) => string {
  const column = numberColumn(tables.interactions.columns, 'EVENT_VALUE');
  let [min, max] = [Infinity, -Infinity];
  for (const value of column?.values ?? []) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return (row) => {
    const cell = at === undefined ? '' : row[at].trim();
    const value = Number(cell);
    return cell !== '' && value >= min && value <= max ? cell : other;
  };
}

/** What the project's first row has in a field. */
function firstOf({ interactions }: Tables, name: string): string {
  if (interactions.nRows === 0) return '';
  if (name === 'TIMESTAMP') return String(interactions.timestampSec[0]);
  if (name === 'EVENT_TYPE') return interactions.eventTypes[interactions.eventType[0]] ?? '';
  const column = interactions.columns.find((one) => one.name === name);
  return column === undefined ? '' : cellTexts(column, 0).join('|');
}

function filesOf(plan: ImportPlan, dataset: FilePlan['dataset']): readonly FilePlan[] {
  return plan.files.filter((file) => file.dataset === dataset);
}

function placeOf(file: FilePlan, role: ColumnRole): number {
  const column = file.columns.find((one) => one.role === role);
  if (column === undefined) throw new RangeError(`no ${role} in ${file.file}`);
  return column.index;
}

function tableOf(sources: SourceMap, file: FilePlan, job: Job): CellTable {
  const source = sources.get(file.file);
  if (source === undefined) throw new RangeError(`no source for ${file.file}`);
  return tableOfFile(source, file, job);
}

async function eachRow(table: CellTable, job: Job, take: (row: string[]) => void): Promise<void> {
  let done = 0;
  for await (const { rows } of table.rows(() => undefined)) {
    rows.forEach(take);
    await job.checkpoint('reading', (done += rows.length), done);
  }
}
