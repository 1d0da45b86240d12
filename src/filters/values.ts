import { AppError } from '../domain/errors';
import { LIMITS } from '../domain/limits';
import type { CheckedFilter } from './checked';
import { maxParameterLength, numberPattern } from './tokens';

export const maxValueLength = 1000;

/** Parameter name → text, as in the API's `filterValues`. */
export type FilterValues = { readonly [parameter: string]: string };

const item = /\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^,"]*))\s*(,|$)/y;

/**
 * Reads one text of `filterValues`: values separated by commas, each quoted (with backslash escapes) or bare
 * (trimmed).
 * @returns the values, or null for blanks (not supplied). @throws AppError R03 for malformed text.
 */
export function parseFilterValue(parameter: string, text: string): readonly string[] | null {
  if (text.trim() === '') return null;
  const values: string[] = [];
  item.lastIndex = 0;
  for (;;) {
    const position = item.lastIndex + 1;
    const match = item.exec(text);
    const bare = match?.[2]?.trim();
    if (!match || bare === '')
      throw new AppError('R03', { reason: 'malformed', parameter, value: text, position });
    values.push(bare ?? match[1].replace(/\\([\s\S])/g, '$1'));
    if (match[3] === '') return values;
  }
}

/** A parameter's values as the one number that a comparison needs. @throws AppError R03 */
export function numberOf(parameter: string, values: readonly string[]): number {
  const [text] = values;
  if (values.length !== 1) {
    throw new AppError('R03', {
      reason: 'several',
      parameter,
      value: values.join(', '),
      count: values.length,
    });
  }
  const value = numberPattern.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw new AppError('R03', { reason: 'not-a-number', parameter, value: text });
  return value;
}

/**
 * Checks a request's filter values and splits them; blanks are left out.
 * @throws AppError R06 (limits), R02 (a name the filter does not have) or R03 (malformed, or no number where a
 * comparison needs one), also for expressions that will be skipped.
 */
export function readFilterValues(
  filter: CheckedFilter,
  values: FilterValues,
): ReadonlyMap<string, readonly string[]> {
  const entries = Object.entries(values);
  if (entries.length > LIMITS.filterParameters) {
    throw new AppError('R06', { reason: 'count', count: entries.length, limit: LIMITS.filterParameters });
  }
  const read = new Map<string, readonly string[]>();
  for (const [parameter, text] of entries) {
    if (parameter.length > maxParameterLength) {
      throw new AppError('R06', {
        reason: 'name',
        parameter,
        length: parameter.length,
        limit: maxParameterLength,
      });
    }
    if (text.length > maxValueLength) {
      throw new AppError('R06', { reason: 'value', parameter, length: text.length, limit: maxValueLength });
    }
    if (!filter.parameters.includes(parameter)) {
      throw new AppError('R02', { parameter, parameters: [...filter.parameters] });
    }
    const split = parseFilterValue(parameter, text);
    if (split) read.set(parameter, split);
  }
  checkNumbers(filter, read);
  return read;
}

function checkNumbers(filter: CheckedFilter, read: ReadonlyMap<string, readonly string[]>): void {
  for (const { where, when } of filter.expressions) {
    for (const { subject, test } of [...where.flat(), ...when]) {
      if (test.kind !== 'compare-parameter' && test.kind !== 'in-parameter') continue;
      const { kind, parameter } = test;
      const values = read.get(parameter);
      if (!values) continue;
      if (kind === 'compare-parameter') numberOf(parameter, values);
      else if (subject === 'Interactions' && values.length > 1 && values.includes('*')) {
        throw new AppError('R03', { reason: 'star', parameter, value: values.join(', ') });
      }
    }
  }
}
