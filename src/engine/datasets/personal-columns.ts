import { cellReader, rowsOf } from '../../data/tables/csv-text';
import { personalKindOf } from '../../import/propose/personal';
import type { Tables } from '../../domain/columns';
import type { PersonalColumn } from '../../domain/personal';
import type { DatasetResource, ProjectState } from '../../domain/resources';
import { KEY_FIELDS } from '../../domain/schema';
import { serviceOf } from '../../domain/service-resources';

/** Rows of a column that are looked at, from all of it. */
const ROWS = 1000;

/** The columns of the data that say who people are. Ids that do are named once, as the USER_ID of interactions. */
export function personalColumns(
  datasets: readonly Pick<DatasetResource, 'type' | 'schema'>[],
  tables: Tables,
): readonly PersonalColumn[] {
  const columns = datasets.flatMap(({ type, schema: { fields } }) =>
    fields.flatMap(({ name }): PersonalColumn[] => {
      if (KEY_FIELDS.has(name)) return [];
      const cells = sampled(rowsOf(tables, type), cellReader(tables, type, name));
      const beside = fields.map((field) => field.name);
      const kind = personalKindOf(type, name, cells, beside);
      return kind === null ? [] : [{ dataset: type, column: name, kind }];
    }),
  );
  const ids = sampled(tables.userIds.length, (user) => tables.userIds[user]);
  const kind = personalKindOf('INTERACTIONS', 'USER_ID', ids);
  return kind === null ? columns : [...columns, { dataset: 'INTERACTIONS', column: 'USER_ID', kind }];
}

function sampled(rows: number, read: (row: number) => string): readonly string[] {
  const step = Math.max(1, Math.floor(rows / ROWS));
  return Array.from({ length: Math.ceil(rows / step) }, (_, at) => read(at * step));
}

/** Those that a copy can go without, and those that it cannot, as something in the project names them. */
export function parted(
  state: ProjectState,
  found: readonly PersonalColumn[],
): { readonly [which in 'free' | 'named' | 'keys']: readonly PersonalColumn[] } {
  const keys = found.filter(({ column }) => KEY_FIELDS.has(column));
  const columns = found.filter((each) => !keys.includes(each));
  const named = columns.filter((column) => isNamed(state, column));
  return { keys, named, free: columns.filter((column) => !named.includes(column)) };
}

/** Whether a filter, a metric or what is trained from names the column: it has to be there then. */
function isNamed(state: ProjectState, { dataset, column }: PersonalColumn): boolean {
  const { filters, metricAttribution, solutions, recommenders } = serviceOf(state);
  const expressions = [
    ...filters.map(({ filterExpression }) => filterExpression),
    ...(metricAttribution?.metrics ?? []).map(({ expression }) => expression),
  ];
  const configs = [
    ...solutions.map(({ request }) => request.trainingDataConfig),
    ...recommenders.map(({ config }) => config.trainingDataConfig),
    ...state.solutionVersions.map(({ spec }) => spec.trainingDataConfig),
  ];
  const isIt = (name: string): boolean => name.toUpperCase() === column.toUpperCase();
  return (
    expressions.some((text) => [...text.matchAll(/\.\s*(\w+)/g)].some(([, name]) => isIt(name))) ||
    configs.some((config) =>
      Object.values(config ?? {}).some((names) =>
        Object.entries(names).some(([type, own]) => type.toUpperCase() === dataset && own.some(isIt)),
      ),
    )
  );
}
