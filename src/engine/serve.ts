import { AppError } from '../domain/errors';
import type {
  FilterStep,
  RecommendationList,
  RecommendationRequest,
  RecommendedItem,
} from '../domain/recommendations';
import type { RecipeType } from '../domain/resources';
import { softmax } from '../kernels/softmax';
import { topK } from '../kernels/top-k';
import { findRecipe } from '../recipes/registry';
import { answer, type Answer } from './answer';
import type { DataIndex } from './data-index';
import type { OpenProject } from './open-project';
import { RequestFilter } from './request-filter';
import { scoreDistribution } from './score-distribution';
import type { ServedModel } from './served-model';

const DEFAULT_RESULTS = 25;
const MAX_RESULTS = 500;
const MAX_ID = 256;

/** What recipes are asked by that do not answer for a user. */
const ASKED_BY: { readonly [type in RecipeType]?: string } = {
  RELATED_ITEMS: 'itemId',
  PERSONALIZED_RANKING: 'inputList',
};

/** Checks a request against the version it asks. @returns how many items to list. @throws AppError I02, I03. */
function checkRequest(request: RecommendationRequest, recipeName: string): number {
  const { userId, numResults = 0 } = request;
  const recipe = findRecipe(recipeName);
  const asks = ASKED_BY[recipe.type];
  if (asks !== undefined)
    throw new AppError('I02', { missing: asks, recipe: recipe.name, type: recipe.type });
  const needsUser = recipe.name !== 'aws-popularity-count' && recipe.type !== 'POPULAR_ITEMS';
  if (needsUser && userId === '')
    throw new AppError('I02', { missing: 'userId', recipe: recipe.name, type: recipe.type });
  if (userId.length > MAX_ID) throw new AppError('INVALID_INPUT', { field: 'userId', maxLength: MAX_ID });
  if (!Number.isInteger(numResults) || numResults < 0 || numResults > MAX_RESULTS) {
    throw new AppError('I03', { numResults, max: MAX_RESULTS });
  }
  return numResults === 0 ? DEFAULT_RESULTS : numResults;
}

/**
 * One GetRecommendations: scores of the whole catalogue, then the filter, then the first places. Scores are a softmax
 * over all items the model knows and are not changed by the filter.
 *
 * @throws AppError I01–I03, P03, F and R codes, MODEL_UNREADABLE, MODEL_DIVERGED when the model gives no number.
 */
export async function recommend(
  project: OpenProject,
  request: RecommendationRequest,
  recommendationId: string,
  nowMs: () => number,
): Promise<RecommendationList> {
  const startedMs = nowMs();
  const version = project.activeVersion(request.solutionVersionArn);
  const numResults = checkRequest(request, version.spec.recipe);
  const [index, served] = await Promise.all([project.index(), project.model(version)]);
  const answered = answer(served, index, version, request);
  const { values, plain, scores } = scoreAll(served, answered);
  const nItems = index.tables.itemIds.length;
  const listable = (item: number): boolean => values[item] > -Infinity;
  const { allowed, steps } = applyFilter(project, index, request, listable);
  const best = topK(values, index.itemRank, numResults, allowed);
  const unexplored = answered.exploration && new Set(topK(plain, index.itemRank, numResults, allowed));
  const evenShare = 1 / served.model.nItems;
  return {
    recommendationId,
    userId: request.userId,
    personal: answered.personal,
    catalogueSize: served.model.nItems,
    items: Array.from(best, (item) => ({
      ...describe(index, item, scores, values, evenShare),
      ...(unexplored?.has(item) === false ? { reason: 'Exploration' } : {}),
    })),
    steps: [
      { kind: 'catalogue', expression: null, remaining: countOf(nItems, listable) },
      ...steps,
      { kind: 'numResults', expression: null, remaining: best.length },
    ],
    distribution:
      scores && scoreDistribution(scores, (item) => allowed === null || allowed[item] === 1, best, evenShare),
    elapsedMs: nowMs() - startedMs,
  };
}

/** What ranks by present item (−Infinity = cannot be listed), before exploration too, and scores where there are any. */
function scoreAll(
  served: ServedModel,
  { plain, values }: Answer,
): { readonly values: Float64Array; readonly plain: Float64Array; readonly scores: Float64Array | null } {
  const ranking = {
    values: served.byPresentItem(values, -Infinity),
    plain: served.byPresentItem(plain, -Infinity),
  };
  if (!served.model.hasScores) return { ...ranking, scores: null };
  const scores = new Float64Array(values.length);
  softmax(values, scores);
  return { ...ranking, scores: served.byPresentItem(scores, NaN) };
}

function applyFilter(
  project: OpenProject,
  index: DataIndex,
  request: RecommendationRequest,
  listable: (item: number) => boolean,
): { allowed: Uint8Array | null; steps: FilterStep[] } {
  if (request.filterExpression === undefined) return { allowed: null, steps: [] };
  const filter = new RequestFilter(request.filterExpression, project.schemas, index.tables);
  return filter.run(index.userIdx(request.userId), listable, index.tables.itemIds.length);
}

function describe(
  index: DataIndex,
  item: number,
  scores: Float64Array | null,
  values: Float64Array,
  evenShare: number,
): RecommendedItem {
  const rank =
    scores === null
      ? { count: values[item] }
      : { score: scores[item], timesEvenShare: scores[item] / evenShare };
  return {
    itemId: index.tables.itemIds[item],
    ...rank,
    title: index.words.titleOf(item),
    categories: index.words.categoriesOf(item),
    year: index.words.yearOf(item),
  };
}

function countOf(n: number, holds: (i: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < n; i++) if (holds(i)) count++;
  return count;
}
