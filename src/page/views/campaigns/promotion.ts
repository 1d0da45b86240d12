import type { FilterValues, Promotion } from '../../../domain/runtime';

/** A share of the list for items that a filter of their own lets through. */
export interface PromotionForm {
  /** Empty: nothing is promoted. */
  readonly filterArn: string;
  readonly percent: number;
  /** By parameter of its filter, without `$`. */
  readonly filterValues: FilterValues;
}

export const NO_PROMOTION: PromotionForm = { filterArn: '', percent: 25, filterValues: {} };

/** What `promotions` of the API holds for it; undefined where nothing is promoted. */
export function promotionsOf(form: PromotionForm): readonly Promotion[] | undefined {
  if (form.filterArn === '') return undefined;
  return [{ name: 'console', percentPromotedItems: form.percent, ...filteredBy(form) }];
}

/** A filter as a request names it, with values only where it has parameters. */
export function filteredBy({
  filterArn,
  filterValues,
}: Pick<PromotionForm, 'filterArn' | 'filterValues'>): Pick<Promotion, 'filterArn' | 'filterValues'> {
  return Object.keys(filterValues).length === 0 ? { filterArn } : { filterArn, filterValues };
}
