import { AppError } from '../../domain/errors';
import { isNumeric, type Schemas } from '../../domain/schema';

/** What a metric does with the events of its type. */
export type MetricExpression =
  | { readonly function: 'SAMPLECOUNT' }
  | {
      readonly function: 'SUM';
      readonly dataset: 'INTERACTIONS' | 'ITEMS';
      readonly column: string;
    };

const SAMPLECOUNT = /^SAMPLECOUNT\(\s*\)$/i;
const SUM = /^SUM\(\s*(Items|Interactions)\.(\w+)\s*\)$/i;

/**
 * Reads `SUM(Items.COL)`, `SUM(Interactions.COL)` or `SAMPLECOUNT()`, in any case, and finds the column.
 *
 * @throws AppError M01 with `reason` form, dataset, column or type.
 */
export function readExpression(expression: string, schemas: Schemas): MetricExpression {
  const text = expression.trim();
  if (SAMPLECOUNT.test(text)) return { function: 'SAMPLECOUNT' };
  const [, from, name] = SUM.exec(text) ?? [];
  if (from === undefined) throw new AppError('M01', { expression, reason: 'form' });
  const dataset = from.toUpperCase() === 'ITEMS' ? 'ITEMS' : 'INTERACTIONS';
  const fields = schemas[dataset]?.fields;
  if (fields === undefined) throw new AppError('M01', { expression, reason: 'dataset', dataset });
  const numeric = fields.filter(isNumeric);
  const field = fields.find((each) => each.name.toUpperCase() === name.toUpperCase());
  if (field === undefined || !numeric.includes(field)) {
    const known = numeric.map((each) => each.name);
    throw new AppError('M01', {
      expression,
      reason: field === undefined ? 'column' : 'type',
      column: name,
      known,
    });
  }
  return { function: 'SUM', dataset, column: field.name };
}
