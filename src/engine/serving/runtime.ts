import { cellTexts } from '../../domain/cell-texts';
import { AppError } from '../../domain/errors';
import { recipeFacts, servesOf } from '../../domain/recipe-catalogue';
import type {
  GetPersonalizedRankingRequest,
  GetRecommendationsRequest,
  PredictedItem,
} from '../../domain/runtime';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import {
  checkInputList,
  checkMetadataColumns,
  checkNumResults,
  checkPromotion,
  checkSubject,
  requireLists,
  type Subject,
} from './checks';
import { storedFilter } from './filter';
import type { KeptLists } from './kept-lists';
import { rankingOf, score, scoreRequest, type Scored } from './score';
import { listableItems, orderList, select } from './select';
import { campaignServing, recommenderServing, type Serving } from './serving';
import type { ServingThreads } from './serving-threads';

/** What the requests of a service are answered with beside the model, as many come again or at once. */
export interface Serves {
  /** Lists given before, of which one may be the answer. */
  readonly lists: KeptLists;
  readonly threads?: ServingThreads;
}

/**
 * GetRecommendations of a campaign or recommender: for a user, an item, or everybody, as its recipe or use case asks.
 *
 * @param serves absent: nothing is kept, and the model is asked in this thread.
 * @throws AppError I01 … I07, R01 … R07, INVALID_INPUT, MODEL_UNREADABLE, MODEL_DIVERGED.
 */
export async function getRecommendations(
  project: OpenProject,
  request: GetRecommendationsRequest,
  serves?: Serves,
): Promise<readonly PredictedItem[]> {
  const { state } = project;
  const serving = await servingOf(project, request);
  const make = () => listFrom(serving, project, request, serves);
  return serves?.lists.of({ state, index: serving.index }, request, make) ?? make();
}

/** @throws AppError as `getRecommendations`. */
async function listFrom(
  serving: Serving,
  project: OpenProject,
  request: GetRecommendationsRequest,
  serves: Serves | undefined,
): Promise<readonly PredictedItem[]> {
  const { schemas } = project.data;
  const { recipe } = serving.version.spec;
  requireLists(recipe);
  const subject = checkSubject(request, recipe, schemas, serving.useCase);
  const columns = checkMetadataColumns(request.metadataColumns, schemas, serving.givesMetadata === true);
  const numResults = checkNumResults(request.numResults, columns.length > 0);
  const promotion = checkPromotion(request.promotions);
  const promoted = promotion && (await storedFilter(project, promotion.filterArn, promotion.filterValues));
  const filter = await storedFilter(project, request.filterArn, request.filterValues);
  const ranking = rankingOf(serving, await scored(serving, subject, serves));
  const { places } = select(serving, ranking, subject, {
    numResults,
    filter,
    ...(promotion && promoted && { promotion: { ...promotion, filter: promoted } }),
    fillsUp: recipeFacts(recipe).fillsUp,
  });
  const { itemIds } = serving.index.tables;
  const scores = serving.useCase?.hidesScores === true ? null : ranking.scores;
  const itemList = places.map(({ item, reason }): PredictedItem => {
    const score = reason === 'Popular item' ? NaN : (scores?.[item] ?? NaN);
    return {
      itemId: itemIds[item],
      ...(Number.isNaN(score) ? {} : { score }),
      ...(reason === 'Promoted item' && { promotionName: promotion?.name }),
      ...(reason && recipeFacts(recipe).givesReasons === true && { reason: [reason] }),
    };
  });
  return withMetadata(itemList, columns, serving.index);
}

/** @throws AppError as `score`. */
async function scored(serving: Serving, subject: Subject, serves: Serves | undefined): Promise<Scored> {
  return serves === undefined ? score(serving, subject) : scoreRequest(serving, subject, serves.threads);
}

/** @throws AppError I01 unless exactly one is named and answers. */
function servingOf(
  project: OpenProject,
  { campaignArn, recommenderArn }: GetRecommendationsRequest,
): Promise<Serving> {
  if (campaignArn !== undefined && recommenderArn !== undefined)
    throw new AppError('I01', { what: 'campaign', status: 'both' });
  if (recommenderArn !== undefined) return recommenderServing(project, recommenderArn);
  if (campaignArn === undefined) throw new AppError('I01', { what: 'campaign', status: 'none' });
  return campaignServing(project, campaignArn);
}

/** @throws AppError as `getRecommendations`; I02 for a recipe that does not rank lists, I04 for the list. */
export async function getPersonalizedRanking(
  project: OpenProject,
  request: GetPersonalizedRankingRequest,
  serves?: Serves,
): Promise<readonly PredictedItem[]> {
  const { state } = project;
  const serving = await campaignServing(project, request.campaignArn);
  const make = () => rankingFrom(serving, project, request, serves);
  return serves?.lists.of({ state, index: serving.index }, request, make) ?? make();
}

/** @throws AppError as `getPersonalizedRanking`. */
async function rankingFrom(
  serving: Serving,
  project: OpenProject,
  request: GetPersonalizedRankingRequest,
  serves: Serves | undefined,
): Promise<readonly PredictedItem[]> {
  const { recipe } = serving.version.spec;
  if (servesOf(recipe) !== 'lists') {
    throw new AppError('I02', { missing: 'recipe', recipe, type: recipeFacts(recipe).type });
  }
  const subject = checkSubject(request, recipe, project.data.schemas);
  const columns = checkMetadataColumns(
    request.metadataColumns,
    project.data.schemas,
    serving.givesMetadata === true,
  );
  const list = checkInputList(request.inputList, columns.length > 0);
  const filter = await storedFilter(project, request.filterArn, request.filterValues);
  const allowed = listableItems(serving, filter, subject);
  const ranked = orderList(serving, await scored(serving, subject, serves), list, allowed);
  return withMetadata(ranked, columns, serving.index);
}

/** The items with the values of the columns asked for, several joined by `|`; what is null stays out. */
function withMetadata(
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
