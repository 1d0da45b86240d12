import type { ProjectState } from '../../domain/resources';

/** What the person has typed into the console. */
export interface ConsoleForm {
  readonly userId: string;
  readonly itemId: string;
  /** Ids, separated by blanks or commas. */
  readonly inputList: string;
  readonly numResults: number;
  /** Empty: no filter. */
  readonly filterArn: string;
  /** By parameter of the filter, without `$`. */
  readonly filterValues: { readonly [parameter: string]: string };
  readonly eventType: string;
  readonly eventItem: string;
}

/** The parameters of a filter expression, in their order, each once and without `$`. */
export function parametersOf(expression: string): readonly string[] {
  const outsideTexts = expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return [...new Set(Array.from(outsideTexts.matchAll(/\$(\w+)/g), ([, name]) => name))];
}

/** Columns that name an item, the likeliest first. */
const TITLES = ['TITLE', 'NAME', 'ITEM_NAME', 'PRODUCT_NAME', 'PRODUCT_TITLE'];

/** The Items column by which people know an item; null where there is none. */
export function titleColumn({ datasets }: ProjectState): string | null {
  const fields = datasets.find(({ type }) => type === 'ITEMS')?.schema.fields ?? [];
  for (const title of TITLES) {
    const field = fields.find(({ name }) => name.toUpperCase() === title);
    if (field !== undefined) return field.name;
  }
  return null;
}
