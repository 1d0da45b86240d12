import { AppError, type ErrorFacts } from '../../domain/errors';
import { isContextField } from '../../domain/context-fields';
import type { RequestContext } from '../../domain/histories';
import {
  isPersonal,
  listsItems,
  recipeFacts,
  servesOf,
  type RecipeName,
} from '../../domain/recipe-catalogue';
import type { WhatIf } from '../../domain/recommendations';
import type { Promotion } from '../../domain/runtime';
import type { Schemas } from '../../domain/schema';
import { LIMITS } from '../../domain/limits';
import { checkName } from '../../domain/names';
import type { UseCase } from '../../domain/use-cases';

const MAX_METADATA_COLUMNS = 10;
const MAX_CONTEXT = 150;
const MAX_CONTEXT_VALUE = 1000;

/** How many items to list; fewer where metadata come with them. @throws AppError I03. */
export function checkNumResults(numResults: number | undefined, withMetadata: boolean): number {
  const max = withMetadata ? LIMITS.resultsWithMetadata : LIMITS.results;
  return listedCount(numResults, max, LIMITS.defaultResults);
}

/** A number of results that is asked for; 0 asks for as many as nobody's asking does. @throws AppError I03. */
export function listedCount(numResults: number | undefined, max: number, usual: number): number {
  if (numResults === undefined || numResults === 0) return usual;
  if (!Number.isInteger(numResults) || numResults < 0 || numResults > max)
    throw new AppError('I03', { numResults, max });
  return numResults;
}

/** Whom and what a request is about; undefined = not given. */
export interface Subject {
  readonly userId?: string;
  /** Only where the recipe answers for items: with the others the service ignores it. */
  readonly itemId?: string;
  readonly context?: RequestContext;
  readonly whatIf?: WhatIf;
}

/** @throws AppError I02 for a recipe that makes no lists of its own. */
export function requireLists(recipe: RecipeName): void {
  const serves = servesOf(recipe);
  if (serves === 'lists') throw missing('inputList', recipe);
  if (serves === 'segments') throw missing('segment-job', recipe);
  if (serves === 'actions') throw missing('action-request', recipe);
}

/** @throws AppError I02 for a recipe that knows nothing of actions. */
export function requireActions(recipe: RecipeName): void {
  if (servesOf(recipe) !== 'actions') throw missing('actions', recipe);
}

/** @throws AppError I02 where nobody is named, INVALID_INPUT for an id that is too long. */
export function checkUserId(userId: string | undefined, recipe: RecipeName): string {
  if (!userId) throw missing('userId', recipe);
  checkId('userId', userId);
  return userId;
}

/** @throws AppError I02 for a recipe that answers for no person and no item. */
export function requirePersons(recipe: RecipeName): void {
  if (!listsItems(recipe)) throw missing('userId', recipe);
}

/** A request of a screen, which leaves an id empty that nobody has given. */
export function asSubject({ userId, itemId, context, whatIf }: Subject): Subject {
  return { userId: userId === '' ? undefined : userId, itemId, context, whatIf };
}

/**
 * Whom and what a request is about, as far as its recipe or use case asks for it.
 *
 * @throws AppError I02 for an id that is missing, INVALID_INPUT for one that is too long, I05 for the context.
 */
export function checkSubject(
  { userId, itemId, context, whatIf }: Subject,
  recipe: RecipeName,
  schemas: Schemas,
  useCase?: UseCase,
): Subject {
  const serves = servesOf(recipe);
  if (serves === 'items' && !itemId) throw missing('itemId', recipe);
  const needsUser =
    useCase === undefined ? isPersonal(recipe) || serves === 'lists' : useCase.userId === 'required';
  if (needsUser && !userId) throw missing('userId', recipe, useCase?.name);
  if (userId !== undefined) checkId('userId', userId);
  if (itemId !== undefined) checkId('itemId', itemId);
  checkContext(context, recipe, schemas);
  return { userId, itemId: serves === 'items' ? itemId : undefined, context, whatIf };
}

function missing(member: ErrorFacts['I02']['missing'], recipe: RecipeName, name: string = recipe): AppError {
  return new AppError('I02', { missing: member, recipe: name, type: recipeFacts(recipe).type });
}

function checkId(field: string, value: string): void {
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
 *   where the recipe's type has no use for it.
 */
export function checkContext(
  context: { readonly [field: string]: string } | undefined,
  recipe: RecipeName,
  schemas: Schemas,
): void {
  const keys = Object.keys(context ?? {});
  if (keys.length === 0) return;
  const { type } = recipeFacts(recipe);
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

/**
 * The Items columns to be returned, spelt as in the schema.
 *
 * @param areGiven whether the campaign or recommender gives any. @throws AppError I07.
 */
export function checkMetadataColumns(
  asked: { readonly [dataset: string]: readonly string[] } | undefined,
  schemas: Schemas,
  areGiven: boolean,
): readonly string[] {
  const entries = Object.entries(asked ?? {});
  const columns = entries.flatMap(([dataset, names]) => {
    if (dataset.toUpperCase() !== 'ITEMS') throw new AppError('I07', { reason: 'dataset', dataset });
    return names;
  });
  if (columns.length > MAX_METADATA_COLUMNS) {
    throw new AppError('I07', { reason: 'count', count: columns.length, max: MAX_METADATA_COLUMNS });
  }
  if (columns.length > 0 && !areGiven) throw new AppError('I07', { reason: 'off' });
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

/** @throws AppError I06 for more than one, and for one that lacks a part or is out of range. */
export function checkPromotion(promotions: readonly Promotion[] | undefined): CheckedPromotion | null {
  const [promotion, ...others] = promotions ?? [];
  if (promotion === undefined) return null;
  if (others.length > 0) throw new AppError('I06', { reason: 'count' });
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
