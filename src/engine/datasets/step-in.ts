import { cellTexts } from '../../domain/cell-texts';
import type { CellTable } from '../../import/open/cell-table';
import type { SourceFile } from '../../import/open/bytes/source';
import { sourceOf } from '../../import/open/bytes/source';
import { numberColumn, type Tables } from '../../domain/columns';
import {
  FIELD_ROLES,
  type ExistingData,
  type FilePlan,
  type ImportPlan,
  type OwnAndTheirs,
} from '../../domain/imports';
import { freeName } from '../../domain/free-name';
import type { Job } from '../../domain/ports';
import { fieldType, type AvroSchema } from '../../domain/schema';
import { filesOf, placeOf } from './match-items';
import type { SourceMap } from '../../import/open/open-sources';
import { tableOfFile, withMade } from '../../import/gather/with-made';

/**
 * The events of a plan's files as events of the project: its items and fields, for new users. What has no pair is left
 * out, and what is too few for the service is enough; a field that the files do not have is empty, or where it may not be, as in the project's first row.
 *
 * @returns with `users` the ids that were free for them.
 */
export function stepInIntake(
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
  const entering = new Map<string, SourceFile>();
  const plans = filesOf(plan, 'INTERACTIONS').map((file): FilePlan => {
    // One person may have several files.
    const { person: own } = file;
    const person = own === undefined ? own : freeName(own, (name) => taken.has(name), ' ');
    if (person !== undefined && !users.includes(person)) users.push(person);
    const source = sourceOf(sources, file.file);
    const table = tableUnder(tableOfFile(source, file, job), file, schema, existing.tables, theirs, person);
    entering.set(file.file, { ...source, table });
    return planUnder(file, schema);
  });
  return { sources: entering, users, plan: { profile: 'relaxed', mode: 'INCREMENTAL', files: plans } };
}

function planUnder(file: FilePlan, { fields }: AvroSchema): FilePlan {
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

function tableUnder(
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
