import { quoted } from '../../../filters/grammar';

/** The quick filters, written in the service's own filter language (docs/rules/filters.md: `|` joins expressions). */

export interface Category {
  readonly column: string;
  readonly value: string;
}

/** Reads `GENRES:Sci-Fi`; null when there is no name of a column or no value: a name is written into a filter as it is. */
export function parseCategory(text: string | null): Category | null {
  const [, column, value] = /^([A-Za-z_][A-Za-z0-9_]*):([\s\S]+)$/.exec(text ?? '') ?? [];
  return column === undefined ? null : { column, value };
}

export function writeCategory(category: Category | null): string | null {
  return category === null ? null : `${category.column}:${category.value}`;
}

export function categoryExpression(category: Category): string {
  return `INCLUDE ItemID WHERE Items.${category.column} IN (${quoted(category.value)})`;
}

/** One filter of all that is switched on, or undefined for none. */
export function expressionOf(filter: string | null, category: Category | null): string | undefined {
  const parts = [filter, category === null ? null : categoryExpression(category)].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? undefined : parts.join(' | ');
}
