import { AppError } from '../../domain/errors';
import { isPersonal } from '../../domain/recipe-catalogue';
import type {
  GetPersonalizedRankingRequest,
  GetPersonalizedRankingResponse,
  GetRecommendationsRequest,
  GetRecommendationsResponse,
  PredictedItem,
} from '../../domain/runtime';
import { findRecipe } from '../../recipes/registry';
import { cellTexts } from '../project/item-words';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import {
  checkContext,
  checkId,
  checkInputList,
  checkMetadataColumns,
  checkNumResults,
  checkPromotion,
  requireId,
} from './request-checks';
import { rankList } from './rank-list';
import { recommendItems } from './recommend-items';
import { recommenderServing } from './recommender-serving';
import { filterCall, servingOf } from './resolve';
import { allowedItems, type Serving } from './serving';

/**
 * GetRecommendations of a campaign or recommender: for a user, an item, or everybody, as its recipe or use case asks.
 *
 * @throws AppError I01 … I07, R01 … R07, INVALID_INPUT, MODEL_UNREADABLE, MODEL_DIVERGED.
 */
export async function getRecommendations(
  project: OpenProject,
  request: GetRecommendationsRequest,
  recommendationId: string,
): Promise<GetRecommendationsResponse> {
  const { userId, itemId } = request;
  const serving = await askedOf(project, request);
  const { useCase } = serving;
  const recipe = findRecipe(serving.version.spec.recipe);
  if (recipe.type === 'PERSONALIZED_RANKING') {
    throw new AppError('I02', { missing: 'inputList', recipe: recipe.name, type: recipe.type });
  }
  if (recipe.type === 'RELATED_ITEMS') requireId('itemId', itemId, recipe.type, recipe.name);
  if (useCase === undefined ? isPersonal(recipe.name) : useCase.userId === 'required') {
    requireId('userId', userId, recipe.type, useCase?.name ?? recipe.name);
  }
  if (userId !== undefined) checkId('userId', userId);
  if (itemId !== undefined) checkId('itemId', itemId);
  checkContext(request.context, recipe.type, project.data.schemas);
  const columns = checkMetadataColumns(request.metadataColumns, project.data.schemas);
  const numResults = checkNumResults(request.numResults, columns.length > 0);
  const promotion = checkPromotion(request.promotions, recipe.type);
  const promoted = promotion && (await filterCall(project, promotion.filterArn, promotion.filterValues));
  const itemList = recommendItems(serving, {
    userId,
    itemId: recipe.type === 'RELATED_ITEMS' ? itemId : undefined,
    numResults,
    ...(request.context && { context: request.context }),
    filter: await filterCall(project, request.filterArn, request.filterValues),
    promotion: promotion && promoted && { ...promotion, filter: promoted },
  });
  return { itemList: described(itemList, columns, serving.index), recommendationId };
}

/** @throws AppError I01 unless exactly one is named. */
function askedOf(
  project: OpenProject,
  { campaignArn, recommenderArn }: GetRecommendationsRequest,
): Promise<Serving> {
  if (campaignArn !== undefined && recommenderArn !== undefined)
    throw new AppError('I01', { what: 'campaign', status: 'both' });
  if (recommenderArn !== undefined) return recommenderServing(project, recommenderArn);
  if (campaignArn === undefined) throw new AppError('I01', { what: 'campaign', status: 'none' });
  return servingOf(project, campaignArn);
}

/** @throws AppError as `getRecommendations`; I02 for a recipe that does not rank lists, I04 for the list. */
export async function getPersonalizedRanking(
  project: OpenProject,
  request: GetPersonalizedRankingRequest,
  recommendationId: string,
): Promise<GetPersonalizedRankingResponse> {
  const serving = await servingOf(project, request.campaignArn);
  const recipe = findRecipe(serving.version.spec.recipe);
  if (recipe.type !== 'PERSONALIZED_RANKING') {
    throw new AppError('I02', { missing: 'recipe', recipe: recipe.name, type: recipe.type });
  }
  const userId = requireId('userId', request.userId, recipe.type, recipe.name);
  checkContext(request.context, recipe.type, project.data.schemas);
  const columns = checkMetadataColumns(request.metadataColumns, project.data.schemas);
  const list = checkInputList(request.inputList, columns.length > 0);
  const filter = await filterCall(project, request.filterArn, request.filterValues);
  const { index } = serving;
  const asking = { userIdx: index.userIdx(userId), itemIdx: undefined };
  const allowed = allowedItems(filter, asking, index.tables.itemIds.length);
  const ranked = rankList(serving, userId, list, allowed, request);
  return { personalizedRanking: described(ranked, columns, index), recommendationId };
}

/** The items with the values of the columns asked for, several joined by `|`; what is null stays out. */
function described(
  items: readonly PredictedItem[],
  columns: readonly string[],
  index: DataIndex,
): readonly PredictedItem[] {
  if (columns.length === 0) return items;
  const table = index.tables.items;
  return items.map((item) => {
    const row = table === null ? -1 : table.entityIdx.indexOf(index.itemIdx(item.itemId));
    const entries = columns.flatMap((name): [string, string][] => {
      if (name === 'ITEM_ID') return [[name, item.itemId]];
      const column = table?.columns.find((other) => other.name === name);
      const texts = column === undefined ? [] : cellTexts(column, row);
      return texts.length === 0 ? [] : [[name, texts.join('|')]];
    });
    return { ...item, metadata: Object.fromEntries(entries) };
  });
}
