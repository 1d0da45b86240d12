import { AppError } from '../../domain/errors';
import { isContextField } from '../../domain/context-fields';
import type { RecipeType } from '../../domain/recipe-catalogue';
import type { Promotion } from '../../domain/runtime';
import type { AvroSchema, DatasetType } from '../../domain/schema';
import { LIMITS } from '../../domain/limits';
import { checkName } from '../../domain/names';

const MAX_METADATA_COLUMNS = 10;
const MAX_CONTEXT = 150;
const MAX_CONTEXT_VALUE = 1000;

export type Schemas = { readonly [type in DatasetType]?: AvroSchema };

/** How many items to list; fewer where metadata come with them. @throws AppError I03. */
export function checkNumResults(numResults: number | undefined, withMetadata: boolean): number {
  const max = withMetadata ? LIMITS.resultsWithMetadata : LIMITS.results;
  if (numResults === undefined) return LIMITS.defaultResults;
  if (!Number.isInteger(numResults) || numResults < 0 || numResults > max) {
    throw new AppError('I03', { numResults, max });
  }
  return numResults === 0 ? LIMITS.defaultResults : numResults;
}

/** @throws AppError I02 for a missing id, INVALID_INPUT for one that is too long. */
export function requireId(
  field: 'userId' | 'itemId',
  value: string | undefined,
  type: RecipeType,
  recipe: string,
): string {
  if (value === undefined || value === '') throw new AppError('I02', { missing: field, recipe, type });
  checkId(field, value);
  return value;
}

export function checkId(field: string, value: string): void {
  if (value.length > LIMITS.idChars)
    throw new AppError('INVALID_INPUT', { field, maxLength: LIMITS.idChars });
}

/** The list to be ranked, each id once, where it stands first. @throws AppError I04. */
export function checkInputList(inputList: readonly string[], withMetadata: boolean): readonly string[] {
  const max = withMetadata ? LIMITS.resultsWithMetadata : LIMITS.rankedItems;
  if (inputList.length === 0 || inputList.length > max) {
    throw new AppError('I04', { length: inputList.length, max });
  }
  for (const id of inputList) checkId('inputList', id);
  return [...new Set(inputList)];
}

/**
 * @throws AppError I05 for a key that is no metadata field of Interactions, for a value that is too long, or for context
 *   where the recipe type has no use for it.
 */
export function checkContext(
  context: { readonly [field: string]: string } | undefined,
  type: RecipeType,
  schemas: Schemas,
): void {
  const keys = Object.keys(context ?? {});
  if (keys.length === 0) return;
  if (type !== 'USER_PERSONALIZATION' && type !== 'PERSONALIZED_RANKING') {
    throw new AppError('I05', { reason: 'type', type });
  }
  const known = (schemas.INTERACTIONS?.fields ?? []).map(({ name }) => name).filter(isContextField);
  for (const key of keys) {
    if (known.some((name) => name.toLowerCase() === key.toLowerCase())) continue;
    throw new AppError('I05', { reason: 'key', key, known });
  }
  if (keys.length > MAX_CONTEXT)
    throw new AppError('I05', { reason: 'count', count: keys.length, max: MAX_CONTEXT });
  for (const [key, value] of Object.entries(context ?? {})) {
    if (value.length > MAX_CONTEXT_VALUE)
      throw new AppError('I05', { reason: 'value', key, length: value.length, max: MAX_CONTEXT_VALUE });
  }
}

/** The Items columns to be returned, spelt as in the schema. @throws AppError I07. */
export function checkMetadataColumns(
  asked: { readonly [dataset: string]: readonly string[] } | undefined,
  schemas: Schemas,
): readonly string[] {
  const entries = Object.entries(asked ?? {});
  const columns = entries.flatMap(([dataset, names]) => {
    if (dataset.toUpperCase() !== 'ITEMS') throw new AppError('I07', { reason: 'dataset', dataset });
    return names;
  });
  if (columns.length > MAX_METADATA_COLUMNS) {
    throw new AppError('I07', { reason: 'count', count: columns.length, max: MAX_METADATA_COLUMNS });
  }
  const known = (schemas.ITEMS?.fields ?? []).map(({ name }) => name);
  return columns.map((column) => {
    const name = known.find((field) => field.toLowerCase() === column.toLowerCase());
    if (name === undefined) throw new AppError('I07', { reason: 'column', column, known });
    return name;
  });
}

/** A promotion that is whole. */
export interface CheckedPromotion {
  readonly name: string;
  readonly percentPromotedItems: number;
  readonly filterArn: string;
  readonly filterValues: { readonly [parameter: string]: string };
}

/** @throws AppError I06 for more than one, one that lacks a part or is out of range, or a recipe that has no place for it. */
export function checkPromotion(
  promotions: readonly Promotion[] | undefined,
  type: RecipeType,
): CheckedPromotion | null {
  const [promotion, ...others] = promotions ?? [];
  if (promotion === undefined) return null;
  if (others.length > 0) throw new AppError('I06', { reason: 'count' });
  if (type === 'PERSONALIZED_RANKING') throw new AppError('I06', { reason: 'type' });
  const { name, percentPromotedItems, filterArn, filterValues = {} } = promotion;
  if (name === undefined) throw new AppError('I06', { reason: 'name' });
  checkName(name);
  if (filterArn === undefined) throw new AppError('I06', { reason: 'filter' });
  if (
    percentPromotedItems === undefined ||
    !Number.isInteger(percentPromotedItems) ||
    percentPromotedItems < 1 ||
    percentPromotedItems > 100
  ) {
    throw new AppError('I06', { reason: 'percent' });
  }
  return { name, percentPromotedItems, filterArn, filterValues };
}
