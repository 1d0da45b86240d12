import type { JsonObject } from '../../domain/errors';

/** A share of the list for items that a filter of their own lets through. */
export interface PromotionForm {
  /** Empty: nothing is promoted. */
  readonly filterArn: string;
  readonly percent: number;
  /** By parameter of its filter, without `$`. */
  readonly filterValues: { readonly [parameter: string]: string };
}

export const NO_PROMOTION: PromotionForm = { filterArn: '', percent: 25, filterValues: {} };

/** What `promotions` of the API holds for it; undefined where nothing is promoted. */
export function promotionsOf({ filterArn, percent, filterValues }: PromotionForm): JsonObject[] | undefined {
  if (filterArn === '') return undefined;
  const promotion: JsonObject = { name: 'console', percentPromotedItems: percent, filterArn };
  if (Object.keys(filterValues).length > 0) promotion.filterValues = { ...filterValues };
  return [promotion];
}
