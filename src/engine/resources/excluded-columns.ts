import { AppError } from '../../domain/errors';
import type { ProjectState } from '../../domain/resources';
import { DATASET_TYPES, type DatasetType, KEY_FIELDS } from '../../domain/schema';
import type { TrainingFilter } from './training-filter';

type ColumnNames = { readonly [type in DatasetType]?: readonly string[] };

const MAX_COLUMNS = 50;

/**
 * The columns that do not train, by dataset; names of columns in any case, as in filters. Where columns are included,
 * the dataset's others are those; what training needs trains whether it is named or not.
 *
 * @param present the columns there are. @throws AppError INVALID_INPUT for a dataset or column that is not there, one
 *   that training needs, or more than 50 of a dataset.
 */
export function excludedColumns(
  config: TrainingFilter['trainingDataConfig'],
  present: ColumnNames,
): ReadonlyMap<DatasetType, ReadonlySet<string>> {
  const excluded = new Map<DatasetType, ReadonlySet<string>>();
  for (const field of ['excludedDatasetColumns', 'includedDatasetColumns'] as const) {
    for (const [dataset, names] of Object.entries(config?.[field] ?? {})) {
      const type = DATASET_TYPES.find((one) => one === dataset.toUpperCase());
      const there = type && present[type];
      if (type === undefined || there === undefined) {
        throw new AppError('INVALID_INPUT', { field, excluded: dataset });
      }
      if (names.length > MAX_COLUMNS) {
        throw new AppError('INVALID_INPUT', { field, value: names.length, max: MAX_COLUMNS });
      }
      const allowed = there.filter((name) => !KEY_FIELDS.has(name));
      const isIn = field === 'includedDatasetColumns';
      const named = names.map((name) => columnNamed(name, isIn ? there : allowed, field));
      const left = isIn ? allowed.filter((name) => !named.includes(name)) : named;
      excluded.set(type, new Set([...(excluded.get(type) ?? []), ...left]));
    }
  }
  return excluded;
}

/** The columns of each dataset, keys included. */
export function columnsOf(state: ProjectState): ColumnNames {
  const columns: { [type in DatasetType]?: readonly string[] } = {};
  for (const { type, schema } of state.datasets) columns[type] = schema.fields.map(({ name }) => name);
  return columns;
}

function columnNamed(name: string, allowed: readonly string[], field: string): string {
  const column = allowed.find((one) => one.toUpperCase() === name.toUpperCase());
  if (column !== undefined) return column;
  if (KEY_FIELDS.has(name.toUpperCase()))
    throw new AppError('INVALID_INPUT', { field, value: name, allowed });
  throw new AppError('INVALID_INPUT', { field, excluded: name });
}
