import { AppError } from '../../domain/errors';
import type { RankingRequest, RecommendationList, RecommendedItem } from '../../domain/recommendations';
import { LIMITS } from '../../domain/limits';
import { findRecipe } from '../../recipes/registry';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import { checkContext } from './request-checks';
import { rankList } from './rank-list';
import { applyFilter, checkId, describe } from './serve';
import type { ServedModel } from '../project/served-model';
import { pretendedQuery } from './what-if';

/**
 * One GetPersonalizedRanking. Scores are a softmax over the known items of the list and are not changed by the filter;
 * items that the model does not know stand at the end with a score of 0, in the order they were given.
 *
 * @throws AppError I01, I02, I04 for a list that is empty or too long, I05, INVALID_INPUT for an id that is or a version that
 *   makes lists of its own, F and R codes, MODEL_UNREADABLE, MODEL_DIVERGED.
 */
export async function rank(
  project: OpenProject,
  request: RankingRequest,
  recommendationId: string,
  nowMs: () => number,
): Promise<RecommendationList> {
  const startedMs = nowMs();
  const version = project.activeVersion(request.solutionVersionArn);
  const given = checkRequest(request, version.spec.recipe);
  checkContext(request.context, findRecipe(version.spec.recipe).type, project.data.schemas);
  const [index, served] = await Promise.all([project.data.index(), project.model(version)]);
  const { userId } = request;
  const known = new Set(
    given.map((id) => index.itemIdx(id)).filter((item) => item >= 0 && served.modelItem(item) >= 0),
  );
  const unknown = given.length - known.size;
  const { allowed, steps } = applyFilter(project, index, request, (item) => known.has(item));
  const { context, whatIf } = request;
  const ranked = rankList({ served, index }, userId, given, allowed, { context, whatIf });
  const inTruth =
    whatIf &&
    new Map(
      rankList({ served, index }, userId, given, allowed, { context }).map(
        ({ itemId }, k) => [itemId, k + 1] as const,
      ),
    );
  return {
    recommendationId,
    userId,
    itemId: null,
    ...(context && { context }),
    personal: hasHistory(served, index, request),
    catalogueSize: known.size,
    rankedBy: null,
    items: ranked.map(({ itemId, score }) => ({
      ...itemWords(index, itemId),
      ...(inTruth && { rankInTruth: inTruth.get(itemId) ?? null }),
      score,
      timesEvenShare: score * known.size,
    })),
    steps: [
      { kind: 'inputList', expression: null, remaining: given.length },
      ...steps.map((step) => ({ ...step, remaining: step.remaining + unknown })),
      { kind: 'numResults', expression: null, remaining: ranked.length },
    ],
    distribution: null,
    elapsedMs: nowMs() - startedMs,
  };
}

/** @returns the list without repeats. */
function checkRequest({ userId, inputList }: RankingRequest, recipeName: string): readonly string[] {
  const recipe = findRecipe(recipeName);
  if (recipe.type !== 'PERSONALIZED_RANKING') {
    throw new AppError('INVALID_INPUT', {
      field: 'solutionVersionArn',
      value: recipe.type,
      allowed: ['PERSONALIZED_RANKING'],
    });
  }
  checkId('userId', userId, recipe);
  const given = [...new Set(inputList)];
  if (given.length === 0 || inputList.length > LIMITS.rankedItems)
    throw new AppError('I04', { length: inputList.length, max: LIMITS.rankedItems });
  for (const id of given) checkId('itemId', id, null);
  return given;
}

function hasHistory(served: ServedModel, index: DataIndex, { userId, whatIf }: RankingRequest): boolean {
  const past = served.query(userId);
  return (whatIf === undefined ? past : pretendedQuery(past, whatIf, served, index)).items.length > 0;
}

/** What people know an item by, where the data know it at all. */
function itemWords(index: DataIndex, itemId: string): Omit<RecommendedItem, 'score' | 'count'> {
  const item = index.itemIdx(itemId);
  return item < 0 ? { itemId, title: null, categories: [], year: null } : describe(index, item);
}
