import { AppError } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import { isNull, numberColumn } from '../../domain/columns';
import type { ParameterSpec, RecipeConfig } from '../recipe';
import { DAY_SEC } from '../../domain/epoch';

const FEWEST = 100;
const MOST = 80_000;

/** Feature transformations of aws-hrnn-coldstart: which items count as cold. */
export const coldStartTransformations: readonly ParameterSpec[] = [
  { name: 'cold_start_max_interactions', kind: 'int', defaultValue: '15', min: 1, tunable: false },
  // Any time above 0: the shortest that counts is a second.
  {
    name: 'cold_start_max_duration',
    kind: 'float',
    defaultValue: '5.0',
    min: 1 / DAY_SEC,
    tunable: false,
  },
  {
    name: 'cold_start_relative_from',
    kind: 'enum',
    defaultValue: 'latestItem',
    values: ['latestItem', 'currentTime'],
    tunable: false,
  },
];

/**
 * 1 for every cold item: fewer rows than `cold_start_max_interactions`, and younger than `cold_start_max_duration`
 * days. Age is counted back from the newest interaction, or from `nowSec` with `currentTime`.
 *
 * @throws AppError COLD_ITEMS when there are fewer than 100 or more than 80 000; T07 without item metadata to know
 *   them by.
 */
export function coldItems(data: TrainingData, { parameters, nowSec }: RecipeConfig): Uint8Array {
  if (data.itemColumns.length === 0) {
    throw new AppError('T07', { recipe: 'aws-hrnn-coldstart', dataset: 'ITEMS' });
  }
  const fewerThan = Number(parameters.cold_start_max_interactions);
  const days = Number(parameters.cold_start_max_duration);
  const rows = new Int32Array(data.nItems);
  for (const item of data.items) rows[item]++;
  const { createdSec, newestSec } = creationTimes(data);
  const fromSec = parameters.cold_start_relative_from === 'currentTime' ? (nowSec ?? newestSec) : newestSec;
  const cold = new Uint8Array(data.nItems);
  let count = 0;
  for (let i = 0; i < data.nItems; i++) {
    if (rows[i] >= fewerThan || fromSec - createdSec[i] >= days * DAY_SEC) continue;
    cold[i] = 1;
    count++;
  }
  if (count < FEWEST || count > MOST) {
    throw new AppError('COLD_ITEMS', { count, min: FEWEST, max: MOST, days, fewerThan });
  }
  return cold;
}

/**
 * CREATION_TIMESTAMP; where it is missing an item's oldest interaction, and for an item without any the newest of all.
 */
function creationTimes(data: TrainingData): { createdSec: Float64Array; newestSec: number } {
  const createdSec = new Float64Array(data.nItems).fill(Infinity);
  let newestSec = -Infinity;
  for (let row = 0; row < data.items.length; row++) {
    const time = data.timestampSec[row];
    if (time < createdSec[data.items[row]]) createdSec[data.items[row]] = time;
    if (time > newestSec) newestSec = time;
  }
  const column = numberColumn(data.itemColumns, 'CREATION_TIMESTAMP');
  for (let i = 0; i < data.nItems; i++) {
    if (createdSec[i] === Infinity) createdSec[i] = newestSec;
    if (column !== null && !isNull(column.nulls, i)) createdSec[i] = column.values[i];
  }
  return { createdSec, newestSec };
}
