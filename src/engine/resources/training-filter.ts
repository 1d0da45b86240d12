import { isNull, numberColumn, type InteractionTable } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import type { EventParameters, SolutionSpec } from '../../domain/resources';
import { LIMITS } from '../../domain/limits';

/** Which rows and columns train: fields of CreateSolution. Absent = all. */
export type TrainingFilter = Pick<
  SolutionSpec,
  'eventType' | 'eventValueThreshold' | 'eventsConfig' | 'trainingDataConfig'
>;

/** Rows of the Interactions table that train, in table order, and what each weighs (null: 1 each). */
export interface TrainingRows {
  readonly rows: Int32Array;
  readonly weights: Float32Array | null;
}

/**
 * What needs no data to be refused: names, numbers of entries and ranges.
 *
 * @throws AppError P03 for a threshold or weight that is none, P06 when every weight is 0, INVALID_INPUT for the rest.
 */
export function checkTrainingFilter({ eventType, eventValueThreshold, eventsConfig }: TrainingFilter): void {
  if (eventType !== undefined) checkEventType('eventType', eventType);
  if (eventValueThreshold !== undefined) thresholdOf(eventValueThreshold);
  if (eventsConfig === undefined) return;
  const field = 'eventsConfig';
  if (eventType !== undefined) throw new AppError('INVALID_INPUT', { field, value: eventType });
  // The API lets a request leave out any of this.
  const list = (eventsConfig.eventParametersList as readonly EventParameters[] | undefined) ?? [];
  if (list.length < 1 || list.length > LIMITS.eventTypes) {
    throw new AppError('INVALID_INPUT', { field, value: list.length, min: 1, max: LIMITS.eventTypes });
  }
  const seen = new Set<string>();
  for (const { eventType: type, eventValueThreshold: threshold, weight } of list) {
    checkEventType(field, type);
    if (seen.has(type)) throw new AppError('INVALID_INPUT', { field, value: type });
    seen.add(type);
    if (!(weight >= 0 && weight <= 1)) {
      throw new AppError('P03', { name: `weight of ${type}`, value: weight, kind: 'float', min: 0, max: 1 });
    }
    if (threshold !== undefined) thresholdOf(String(threshold));
  }
  if (list.every(({ weight }) => weight === 0)) {
    throw new AppError('P06', { parameters: list.map(({ eventType: type }) => `weight of ${type}`) });
  }
}

function checkEventType(field: string, value: string): void {
  if (typeof value !== 'string')
    throw new AppError('INVALID_INPUT', { field, value: null, expected: 'text' });
  if (value.length >= 1 && value.length <= LIMITS.idChars) return;
  throw new AppError('INVALID_INPUT', { field, value, maxLength: LIMITS.idChars });
}

/**
 * The rows that pass event type and value. An events configuration lists its types, each with its own threshold;
 * weights are divided by the largest, and rows that would weigh 0 are left out.
 *
 * @throws AppError as `checkTrainingFilter`; T04 for a type that no row has, T05 for a threshold without EVENT_VALUE.
 */
export function trainingRows(table: InteractionTable, filter: TrainingFilter): TrainingRows {
  checkTrainingFilter(filter);
  const { eventType, eventValueThreshold: threshold, eventsConfig } = filter;
  const code = eventType === undefined ? null : eventTypeCode(table, eventType);
  const keepsValue = threshold === undefined ? () => true : valueTest(table, thresholdOf(threshold));
  const weigh = eventsConfig && weightTest(table, eventsConfig.eventParametersList);
  const rows = new Int32Array(table.nRows);
  const weights = weigh ? new Float32Array(table.nRows) : null;
  let n = 0;
  for (let r = 0; r < table.nRows; r++) {
    if ((code !== null && table.eventType[r] !== code) || !keepsValue(r)) continue;
    if (weigh && weights) {
      const weight = weigh(r);
      if (weight === 0) continue;
      weights[n] = weight;
    }
    rows[n++] = r;
  }
  const uneven = weights?.subarray(0, n).some((weight) => weight !== 1);
  return { rows: rows.subarray(0, n), weights: weights && uneven ? weights.subarray(0, n) : null };
}

function weightTest(table: InteractionTable, list: readonly EventParameters[]): (row: number) => number {
  const most = Math.max(...list.map(({ weight }) => weight));
  const tests = list.map(({ eventType, eventValueThreshold, weight }) => ({
    code: eventTypeCode(table, eventType),
    keeps: eventValueThreshold === undefined ? () => true : valueTest(table, eventValueThreshold),
    weight: weight / most,
  }));
  const byCode = new Map(tests.map((test) => [test.code, test]));
  return (row) => {
    const test = byCode.get(table.eventType[row]);
    return test?.keeps(row) ? test.weight : 0;
  };
}

function eventTypeCode(table: InteractionTable, wanted: string): number {
  const code = table.eventTypes.indexOf(wanted);
  if (code >= 0) return code;
  const near = (name: string): number => (name.toLowerCase() === wanted.trim().toLowerCase() ? 0 : 1);
  const present = [...table.eventTypes].sort((a, b) => near(a) - near(b));
  throw new AppError('T04', { eventType: wanted, present });
}

function thresholdOf(text: string): number {
  const least = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(least)) return least;
  throw new AppError('P03', { name: 'eventValueThreshold', value: text, expected: 'number' });
}

function valueTest(table: InteractionTable, least: number): (row: number) => boolean {
  const column = numberColumn(table.columns, 'EVENT_VALUE');
  if (column === null) throw new AppError('T05', { column: 'EVENT_VALUE' });
  return (row) => !isNull(column.nulls, row) && column.values[row] >= least;
}
