import { fieldType, type AvroSchema, type DatasetType } from '../../domain/schema';

/** A field that a condition can stand on. */
export interface FilterField {
  /** `Items.GENRES`, as the language writes it. */
  readonly path: string;
  readonly kind: 'text' | 'number' | 'events';
}

export interface Condition {
  readonly action: 'INCLUDE' | 'EXCLUDE';
  readonly field: FilterField;
  readonly operator: string;
  /** For texts: one or several; for numbers: one. */
  readonly values: readonly string[];
}

export const OPERATORS: { readonly [kind in FilterField['kind']]: readonly string[] } = {
  text: ['IN', 'NOT IN'],
  number: ['=', '!=', '<', '<=', '>', '>='],
  events: ['IN', 'NOT IN'],
};

/** The fields that item filters can use: Items columns that are neither boolean nor free text, and what the user did. */
export function filterFields(
  datasets: readonly { readonly type: DatasetType; readonly schema: AvroSchema }[],
): readonly FilterField[] {
  const fields: FilterField[] = [];
  const items = datasets.find(({ type }) => type === 'ITEMS')?.schema.fields ?? [];
  for (const field of items) {
    const { primitive } = fieldType(field);
    if (primitive === 'boolean' || field.textual === true) continue;
    fields.push({ path: `Items.${field.name}`, kind: primitive === 'string' ? 'text' : 'number' });
  }
  if (datasets.some(({ type }) => type === 'INTERACTIONS')) {
    fields.push({ path: 'Interactions.EVENT_TYPE', kind: 'events' });
  }
  // What tells items apart by kind comes first; the id is there for single ones.
  const rank = ({ path, kind }: FilterField): number =>
    path === 'Items.ITEM_ID' ? 2 : kind === 'text' ? 0 : 1;
  return fields.sort((a, b) => rank(a) - rank(b));
}

/** One expression of the language. */
export function writeCondition({ action, field, operator, values }: Condition): string {
  const right =
    field.kind === 'number'
      ? (values[0] ?? '')
      : `(${values.length === 1 && values[0] === '*' ? '*' : values.map(quoted).join(', ')})`;
  return `${action} ItemID WHERE ${field.path} ${operator} ${right}`;
}

/** The expression with one more; several are joined by a bar. */
export function withCondition(expression: string, condition: Condition): string {
  const before = expression.trim();
  return before === '' ? writeCondition(condition) : `${before} | ${writeCondition(condition)}`;
}

function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
