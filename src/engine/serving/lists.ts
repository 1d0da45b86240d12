import { AppError } from '../../domain/errors';
import { recipeFacts, servesOf } from '../../domain/recipe-catalogue';
import type {
  RankBasis,
  RankingRequest,
  RecommendationList,
  RecommendationRequest,
  RecommendedItem,
} from '../../domain/recommendations';
import { can } from '../../recipes/capabilities';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import type { ServedModel } from '../project/served-model';
import { asSubject, checkInputList, checkNumResults, checkSubject, requireLists } from './checks';
import { stepsOf, writtenFilter } from './filter';
import { rankingOf, score, type Scored } from './score';
import { scoreDistribution } from './score-distribution';
import { countListable, listableItems, orderList, placesOf, select } from './select';
import { discounted, screenServing, type Serving, versionServing } from './serving';

/**
 * A list on screen: a GetRecommendations of a version, with how it came about. Scores are a softmax over all items that
 * the model knows and are not changed by the filter.
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
  const { popularityDiscountFactor: discount, filterExpression, whatIf } = request;
  const trained = await screenServing(project, request.solutionVersionArn, request.itemExplorationConfig);
  const { recipe } = trained.version.spec;
  requireLists(recipe);
  const subject = checkSubject(asSubject(request), recipe, project.data.schemas);
  const numResults = checkNumResults(request.numResults, false);
  const serving = discounted(trained, discount);
  const { served, index } = serving;
  const scored = score(serving, subject);
  const ranking = rankingOf(serving, scored, whatIf);
  const { values, scores } = ranking;
  const filter = writtenFilter(filterExpression, project.data.schemas, index);
  const { places, allowed } = select(serving, ranking, subject, { numResults, filter });
  const listed = Int32Array.from(places, ({ item }) => item);
  const listable = (item: number): boolean => values[item] > -Infinity;
  const evenShare = 1 / served.model.nItems;
  const asTrained =
    whatIf === undefined && discount === undefined
      ? null
      : rankingOf(trained, score(trained, { ...subject, whatIf: undefined }));
  const ranksInTruth = asTrained && placesOf(listed, asTrained.values, index.itemRank, allowed);
  return {
    recommendationId,
    userId: request.userId,
    itemId: subject.itemId ?? null,
    ...(request.context && { context: request.context }),
    personal: scored.personal,
    ...visitOf(serving, scored),
    catalogueSize: served.model.nItems,
    rankedBy: basisOf(served, subject.itemId !== undefined && scored.personal),
    ...(scored.exploration && {
      newWithinDays: Number(serving.itemExplorationConfig?.explorationItemAgeCutOff),
    }),
    items: places.map(({ item, reason }, k) => ({
      ...describe(index, index.tables.itemIds[item], item),
      ...(ranksInTruth && { rankInTruth: ranksInTruth[k] }),
      ...(scores === null
        ? { count: countOf(item, served, values) }
        : { score: scores[item], timesEvenShare: scores[item] / evenShare }),
      ...(reason === 'Exploration' && { reason }),
    })),
    steps: [
      { kind: 'catalogue', expression: null, remaining: countListable(values, null) },
      ...(filter ? stepsOf(filter, subject, index, listable) : []),
      { kind: 'numResults', expression: null, remaining: places.length },
    ],
    distribution:
      scores &&
      scoreDistribution(scores, (item) => allowed === null || allowed[item] === 1, listed, evenShare),
    elapsedMs: nowMs() - startedMs,
  };
}

function visitOf({ served }: Serving, { query, personal }: Scored): Pick<RecommendationList, 'visit'> {
  if (served.model.tellsReturns !== true || !personal) return {};
  return { visit: query.returns === true ? 'next' : 'this' };
}

/**
 * A GetPersonalizedRanking of a version. Scores are a softmax over the known items of the list and are not changed by
 * the filter; items that the model does not know stand at the end with a score of 0, in the order they were given.
 *
 * @throws AppError I01, I02, I04 for a list that is empty or too long, I05, INVALID_INPUT for an id that is or a version
 *   that makes lists of its own, F and R codes, MODEL_UNREADABLE, MODEL_DIVERGED.
 */
export async function rank(
  project: OpenProject,
  request: RankingRequest,
  recommendationId: string,
  nowMs: () => number,
): Promise<RecommendationList> {
  const startedMs = nowMs();
  const serving = await versionServing(project, request.solutionVersionArn);
  const { recipe } = serving.version.spec;
  if (servesOf(recipe) !== 'lists') {
    throw new AppError('INVALID_INPUT', {
      field: 'solutionVersionArn',
      value: recipeFacts(recipe).type,
      allowed: ['PERSONALIZED_RANKING'],
    });
  }
  const subject = checkSubject(asSubject(request), recipe, project.data.schemas);
  const list = checkInputList(request.inputList, false);
  const { served, index } = serving;
  const scored = score(serving, subject);
  const filter = writtenFilter(request.filterExpression, project.data.schemas, index);
  const allowed = listableItems(serving, filter, subject);
  const ranked = orderList(serving, scored, list, allowed);
  const inTruth =
    request.whatIf &&
    orderList(serving, score(serving, { ...subject, whatIf: undefined }), list, allowed).map(
      ({ itemId }) => itemId,
    );
  const known = new Set(
    list.map((id) => index.itemIdx(id)).filter((item) => item >= 0 && served.modelItem(item) >= 0),
  );
  const unknown = list.length - known.size;
  const steps = filter ? stepsOf(filter, subject, index, (item) => known.has(item)) : [];
  return {
    recommendationId,
    userId: request.userId,
    itemId: null,
    ...(request.context && { context: request.context }),
    personal: scored.query.items.length > 0,
    catalogueSize: known.size,
    rankedBy: null,
    items: ranked.map(({ itemId, score }) => ({
      ...describe(index, itemId, index.itemIdx(itemId)),
      ...(inTruth && { rankInTruth: inTruth.indexOf(itemId) + 1 }),
      score,
      timesEvenShare: score * known.size,
    })),
    steps: [
      { kind: 'inputList', expression: null, remaining: list.length },
      ...steps.map((step) => ({ ...step, remaining: step.remaining + unknown })),
      { kind: 'numResults', expression: null, remaining: ranked.length },
    ],
    distribution: null,
    elapsedMs: nowMs() - startedMs,
  };
}

function basisOf({ model }: ServedModel, isSimilar: boolean): RankBasis | null {
  if (model.hasScores) return null;
  return isSimilar ? 'likeness' : (model.rankedBy ?? 'users');
}

/** How much a listed item has of what the list goes by. */
export function countOf(item: number, served: ServedModel, values: Float64Array): number {
  const { model } = served;
  return can(model, 'counts') ? model.countOf(served.modelItem(item)) : values[item];
}

/** What people know an item by, where the data know it at all. */
function describe(
  { words }: DataIndex,
  itemId: string,
  item: number,
): Omit<RecommendedItem, 'score' | 'count'> {
  if (item < 0) return { itemId, title: null, categories: [], year: null };
  return {
    itemId,
    title: words.titleOf(item),
    categories: words.categoriesOf(item),
    year: words.yearOf(item),
  };
}
