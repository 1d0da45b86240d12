import type { Condition, Expression, Operand, Reference, Syntax } from './ast';

/** A text as a literal of the filter language, whatever it holds (except line breaks, which no literal can hold). */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function reference({ dataset, field }: Reference): string {
  return `${dataset.text}.${field.text}`;
}

function operandText(operand: Operand): string {
  switch (operand.kind) {
    case 'string':
      return quoted(operand.value);
    case 'number':
      return String(operand.value);
    case 'parameter':
      return `$${operand.name}`;
    case 'star':
      return '*';
    case 'reference':
      return reference(operand.reference);
  }
}

/** One condition, as it stands behind WHERE. */
export function printCondition({ subject, test }: Condition): string {
  const left = reference(subject);
  switch (test.kind) {
    case 'list':
      return `${left} ${test.operator} (${test.operands.map(operandText).join(', ')})`;
    case 'in':
    case 'compare':
      return `${left} ${test.operator} ${operandText(test.operand)}`;
  }
}

function expressionText({ action, target, where, when }: Expression): string {
  const all = (conditions: readonly Condition[]) => conditions.map(printCondition).join(' AND ');
  const condition = where.map(all).join(' OR ');
  return `${action} ${target.text} WHERE ${condition}${when.length > 0 ? ` IF ${all(when)}` : ''}`;
}

/** Writes an expression in its usual form: one space, upper-case keywords, double quotes. Parses back to the same. */
export function printFilter(syntax: Syntax): string {
  return syntax.expressions.map(expressionText).join(' | ');
}
