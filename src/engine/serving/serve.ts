import { AppError, type ErrorFacts } from '../../domain/errors';
import { recipeFacts } from '../../domain/recipe-catalogue';
import type {
  FilterStep,
  RankBasis,
  RecommendationList,
  RecommendationRequest,
  RecommendedItem,
} from '../../domain/recommendations';
import { LIMITS } from '../../domain/limits';
import { softmax } from '../../kernels/softmax';
import { topK } from '../../kernels/top-k';
import { can } from '../../recipes/capabilities';
import type { Model, Recipe } from '../../recipes/recipe';
import { findRecipe } from '../../recipes/registry';
import { answer, type Answer } from './answer';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import { placesOf } from './place';
import { RequestFilter } from './request-filter';
import { scoreDistribution } from './score-distribution';
import { checkContext } from './request-checks';
import type { Serving } from './serving';
import type { ServedModel } from '../project/served-model';
import { withoutAdded } from './what-if';

/** @param recipe that cannot do without the id; null where it may be empty. @throws AppError I02, INVALID_INPUT. */
export function checkId(field: 'userId' | 'itemId', id: string, recipe: Recipe | null): void {
  if (recipe !== null && id === '') throw missing(field, recipe);
  if (id.length > LIMITS.idChars) throw new AppError('INVALID_INPUT', { field, maxLength: LIMITS.idChars });
}

function missing(key: ErrorFacts['I02']['missing'], { name, type }: Recipe): AppError {
  return new AppError('I02', { missing: key, recipe: name, type });
}

/** Checks a request against the version it asks. @returns how many items to list. @throws AppError I02, I03. */
function checkRequest(request: RecommendationRequest, recipeName: string): number {
  const { numResults = 0 } = request;
  const recipe = findRecipe(recipeName);
  const related = recipe.type === 'RELATED_ITEMS';
  const shared = recipeFacts(recipe.name).sameForAll === true;
  if (recipe.type === 'PERSONALIZED_RANKING') throw missing('inputList', recipe);
  if (recipe.type === 'USER_SEGMENTATION') throw missing('segment-job', recipe);
  if (related) checkId('itemId', request.itemId ?? '', recipe);
  checkId('userId', request.userId, related || shared ? null : recipe);
  if (!Number.isInteger(numResults) || numResults < 0 || numResults > LIMITS.results) {
    throw new AppError('I03', { numResults, max: LIMITS.results });
  }
  return numResults === 0 ? LIMITS.defaultResults : numResults;
}

/**
 * One GetRecommendations: scores of the whole catalogue, then the filter, then the first places. Scores are a softmax
 * over all items the model knows and are not changed by the filter.
 *
 * @throws AppError I01–I03, I05, P03, F and R codes, MODEL_UNREADABLE, MODEL_DIVERGED when the model gives no number.
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
  checkContext(request.context, findRecipe(version.spec.recipe).type, project.data.schemas);
  const [index, trained] = await Promise.all([project.data.index(), project.model(version)]);
  const { popularityDiscountFactor: discount } = request;
  const served = discount === undefined ? trained : trained.withDiscount(discount);
  const related = findRecipe(version.spec.recipe).type === 'RELATED_ITEMS';
  // Only RELATED_ITEMS are asked about an item; with the others the service ignores it.
  const itemId = related ? request.itemId : undefined;
  const answered = answer(served, index, version, { ...request, itemId });
  const scored = scoreAll(served, answered);
  const { plain, scores } = scored;
  const values = withoutAdded(scored.values, request.whatIf, index);
  const nItems = index.tables.itemIds.length;
  const listable = (item: number): boolean => values[item] > -Infinity;
  const { allowed, steps } = applyFilter(project, index, request, listable);
  const best = topK(values, index.itemRank, numResults, allowed);
  const unexplored = answered.exploration && new Set(topK(plain, index.itemRank, numResults, allowed));
  const evenShare = 1 / served.model.nItems;
  const inTruth =
    request.whatIf === undefined && discount === undefined
      ? null
      : trueRanks(best, allowed, { ...request, itemId }, { version, index, served: trained });
  return {
    recommendationId,
    userId: request.userId,
    itemId: itemId ?? null,
    ...(request.context && { context: request.context }),
    personal: answered.personal,
    catalogueSize: served.model.nItems,
    rankedBy: basisOf(served.model, itemId !== undefined && answered.personal),
    items: Array.from(best, (item, k) => ({
      ...describe(index, item),
      ...(inTruth && { rankInTruth: inTruth[k] }),
      ...(scores === null
        ? { count: countOf(item, served, values) }
        : { score: scores[item], timesEvenShare: scores[item] / evenShare }),
      ...(unexplored?.has(item) === false ? { reason: 'Exploration' } : {}),
    })),
    steps: [
      { kind: 'catalogue', expression: null, remaining: howMany(nItems, listable) },
      ...steps,
      { kind: 'numResults', expression: null, remaining: best.length },
    ],
    distribution:
      scores && scoreDistribution(scores, (item) => allowed === null || allowed[item] === 1, best, evenShare),
    elapsedMs: nowMs() - startedMs,
  };
}

/** Where items would stand without the `whatIf` of the request, by the model as it was trained. */
function trueRanks(
  items: Int32Array,
  allowed: Uint8Array | null,
  { whatIf: _, ...request }: RecommendationRequest,
  { version, index, served }: Serving,
): (number | null)[] {
  const { values } = answer(served, index, version, request);
  return placesOf(items, served.byPresentItem(values, -Infinity), index.itemRank, allowed);
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

export function applyFilter(
  project: OpenProject,
  index: DataIndex,
  request: Pick<RecommendationRequest, 'userId' | 'itemId' | 'filterExpression'>,
  listable: (item: number) => boolean,
): { allowed: Uint8Array | null; steps: FilterStep[] } {
  if (request.filterExpression === undefined) return { allowed: null, steps: [] };
  const filter = new RequestFilter(request.filterExpression, project.data.schemas, index.tables);
  const userIdx = request.userId === '' ? null : index.userIdx(request.userId);
  const itemIdx = request.itemId === undefined ? undefined : index.itemIdx(request.itemId);
  return filter.run({ userIdx, itemIdx }, listable, index.tables.itemIds.length);
}

function basisOf(model: Model, similar: boolean): RankBasis | null {
  if (model.hasScores) return null;
  return similar ? 'likeness' : (model.rankedBy ?? 'users');
}

/** How much a listed item has of what the list goes by. */
function countOf(item: number, served: ServedModel, values: Float64Array): number {
  const { model } = served;
  return can(model, 'counts') ? model.countOf(served.modelItem(item)) : values[item];
}

/** What people know an item by. */
export function describe(index: DataIndex, item: number): Omit<RecommendedItem, 'score' | 'count'> {
  return {
    itemId: index.tables.itemIds[item],
    title: index.words.titleOf(item),
    categories: index.words.categoriesOf(item),
    year: index.words.yearOf(item),
  };
}

function howMany(n: number, holds: (i: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < n; i++) if (holds(i)) count++;
  return count;
}
