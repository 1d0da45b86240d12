import type { Tables } from '../domain/columns';
import { countOf } from './bitset';
import { datasetName, type CheckResult, type FilterLiteral } from './check';
import { compileFilter, filterIndex } from './compile';
import type { Target } from './ast';
import { readsEvents } from './checked';
import { locate, type FilterWarning } from './errors';
import { leftFor } from './steps';
import { nearMatches } from './suggest';

/** Of so many unknown literals at most near matches are looked for: each costs a pass over the values. */
const mostLookedFor = 5;

/** The values a literal is compared with, and whether it is among them. */
function vocabularyOf({ subject, field, value }: FilterLiteral, tables: Tables, target: Target) {
  const { items, users, history } = filterIndex(tables, target);
  if (readsEvents(subject)) {
    const { eventTypes } = tables.interactions;
    return { values: eventTypes, known: history.types.includes(value.toLowerCase()) };
  }
  const entities = subject === 'Items' || subject === 'Actions' ? items : users;
  const values = entities.vocabularyOf(field);
  return {
    values,
    known: field === entities.idField ? entities.indexOf(value) >= 0 : values.includes(value),
  };
}

/**
 * What the data give reason to doubt about a filter that passed its check: literals that occur nowhere, with
 * what may have been meant, and a filter that lets nothing through for anybody. None for a filter with errors.
 */
export function dataWarnings(expression: string, check: CheckResult, tables: Tables): FilterWarning[] {
  const { filter, literals } = check;
  if (!filter) return [];
  const warnings: FilterWarning[] = [];
  let looked = 0;
  for (const literal of literals) {
    const { values, known } = vocabularyOf(literal, tables, filter.target);
    if (known) continue;
    const { subject, field, value, span } = literal;
    const near = looked++ < mostLookedFor ? nearMatches(value, values) : [];
    const details = { field: `${datasetName(subject)}.${field}`, value, near };
    warnings.push({ code: 'UNKNOWN_LITERAL', ...locate(expression, span), details });
  }
  if (filter.parameters.length === 0 && !filter.needsUser && !filter.needsItem) {
    const compiled = compileFilter(filter, tables);
    const left = countOf(leftFor(filter.target, compiled, {}));
    if (left === 0) {
      const span = { start: 0, end: expression.length };
      warnings.push({
        code: 'REMOVES_EVERYTHING',
        ...locate(expression, span),
        details: { target: filter.target },
      });
    }
  }
  return warnings;
}
