import { AppError } from '../../domain/errors';
import type {
  Contribution,
  ExplainedScore,
  ExplainedShare,
  Explanation,
  ExplanationRequest,
  NamedItem,
} from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import { recipeFacts } from '../../domain/recipe-catalogue';
import type { RecommendationRequest } from '../../domain/recommendations';
import { exp, log } from '../../kernels/math';
import { softmax } from '../../kernels/softmax';
import { having } from '../../recipes/capabilities';
import { explainExplored } from '../../recipes/exploration';
import { findRecipe } from '../../recipes/registry';
import { answer, type Answer } from './answer';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import { RequestFilter } from './request-filter';
import { checkContext } from './request-checks';
import { servingOf } from './resolve';
import type { Serving } from './serving';
import type { ServedModel } from '../project/served-model';
import { placesOf } from './place';
import { withoutAdded } from './what-if';

/**
 * Why one item stands where it does in the answer to one request: what its logit adds up from, or the numbers that a
 * recipe without scores goes by. Costs about two answers and a pass over the Interactions.
 *
 * @throws AppError I01, I02, I05 as the request it asks about would; NOT_FOUND for an item that the data do not know;
 *   F and R codes, P03, MODEL_UNREADABLE, MODEL_DIVERGED.
 */
export async function explainRecommendation(
  project: OpenProject,
  request: ExplanationRequest,
  nowMs: () => number,
): Promise<Explanation> {
  const startedMs = nowMs();
  const serving = await servingFor(project, request);
  const { index, served } = serving;
  checkContext(request.context, findRecipe(serving.version.spec.recipe).type, project.data.schemas);
  const item = knownItem(index, request.about);
  const answered = amongGiven(answerTo(request, serving), request, serving);
  const allowed = passing(project, index, request);
  const place = placeOf(item, rankable(answered, request, serving), index, allowed);
  const modelItem = served.modelItem(item);
  const { model } = served;
  return {
    item: { ...named(index, item), categories: index.words.categoriesOf(item) },
    ...(request.userId === undefined ? {} : { userId: request.userId }),
    ...(request.itemId === undefined ? {} : { asked: askedItem(index, request.itemId, item) }),
    personal: answered.personal,
    ...place,
    ...(request.whatIf && { rankInTruth: trueRank(item, allowed, request, serving) }),
    catalogueSize: request.inputList === undefined ? model.nItems : countListable(answered.values),
    users: usersOf(index, item),
    score:
      model.hasScores && answered.values[modelItem] > -Infinity
        ? scoreOf(modelItem, answered, served, index)
        : null,
    reason: modelItem >= 0 && !model.hasScores ? reasonOf(modelItem, answered, served) : null,
    elapsedMs: nowMs() - startedMs,
  };
}

/** @throws AppError I01, INVALID_INPUT where neither version nor campaign is named. */
async function servingFor(project: OpenProject, request: ExplanationRequest): Promise<Serving> {
  const { campaignArn, solutionVersionArn, itemExplorationConfig } = request;
  if (campaignArn !== undefined) return servingOf(project, campaignArn);
  if (solutionVersionArn === undefined)
    throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', value: null });
  const version = project.activeVersion(solutionVersionArn);
  const [index, trained] = await Promise.all([project.data.index(), project.model(version)]);
  const { popularityDiscountFactor: discount } = request;
  const served = discount === undefined ? trained : trained.withDiscount(discount);
  return { version, index, served, ...(itemExplorationConfig && { itemExplorationConfig }) };
}

/** @throws AppError NOT_FOUND */
function knownItem(index: DataIndex, itemId: string): number {
  const item = index.itemIdx(itemId);
  if (item < 0) throw new AppError('NOT_FOUND', { what: 'item', id: itemId });
  return item;
}

/** The answer that is asked about. @throws AppError I02 where the request lacks what the recipe answers for. */
function answerTo(request: ExplanationRequest, serving: Serving): Answer {
  const { version, served, index, itemExplorationConfig } = serving;
  const { name: recipe, type } = findRecipe(version.spec.recipe);
  const { userId = '', itemId = '' } = request;
  const wanted = type === 'RELATED_ITEMS' ? itemId : userId;
  const needed = recipeFacts(recipe).sameForAll !== true;
  if (type === 'USER_SEGMENTATION' || (needed && wanted === '')) {
    throw new AppError('I02', { missing: type === 'RELATED_ITEMS' ? 'itemId' : 'userId', recipe, type });
  }
  if (type === 'RELATED_ITEMS') return relatedTo(served.modelItem(knownItem(index, wanted)), served);
  const asked: RecommendationRequest = {
    solutionVersionArn: version.arn,
    userId: wanted,
    ...(itemExplorationConfig === undefined ? {} : { itemExplorationConfig }),
    ...(request.whatIf === undefined ? {} : { whatIf: request.whatIf }),
    ...(request.context === undefined ? {} : { context: request.context }),
  };
  return answer(served, index, version, asked);
}

/** By present item: what can be listed, and what it is put in order by. */
function rankable(
  answered: Answer,
  { whatIf }: ExplanationRequest,
  { served, index }: Serving,
): Float64Array {
  return withoutAdded(served.byPresentItem(answered.values, -Infinity), whatIf, index);
}

/** Where the item would stand without the `whatIf` of the request. */
function trueRank(
  item: number,
  allowed: Uint8Array | null,
  { whatIf: _, ...request }: ExplanationRequest,
  serving: Serving,
): number | null {
  const answered = amongGiven(answerTo(request, serving), request, serving);
  return placesOf(
    Int32Array.of(item),
    rankable(answered, request, serving),
    serving.index.itemRank,
    allowed,
  )[0];
}

/** The answer as a ranking of a given list sees it: nothing else can be listed. */
function amongGiven(answered: Answer, { inputList }: ExplanationRequest, { served, index }: Serving): Answer {
  if (inputList === undefined) return answered;
  const values = new Float64Array(answered.values.length).fill(-Infinity);
  for (const id of inputList) {
    const item = index.itemIdx(id);
    const modelItem = item < 0 ? -1 : served.modelItem(item);
    if (modelItem >= 0) values[modelItem] = answered.values[modelItem];
  }
  return { ...answered, values };
}

function countListable(values: Float64Array): number {
  let n = 0;
  for (const value of values) if (value > -Infinity) n++;
  return n;
}

function relatedTo(modelItem: number, { model }: ServedModel): Answer {
  const query: UserQuery = {
    userIdx: -1,
    items: Int32Array.of(modelItem),
    timestampSec: new Float64Array(1),
  };
  const values = new Float64Array(model.nItems);
  const personal = model.scoreUser(query, values);
  return { query, personal, plain: values, values, exploration: null };
}

/** Items that the filter of the request lets through, by item; null where there is no filter. */
function passing(project: OpenProject, index: DataIndex, request: ExplanationRequest): Uint8Array | null {
  if (request.filterExpression === undefined) return null;
  const filter = new RequestFilter(request.filterExpression, project.data.schemas, index.tables);
  const { userId, itemId } = request;
  const asked = {
    userIdx: userId === undefined ? null : index.userIdx(userId),
    ...(itemId === undefined ? {} : { itemIdx: index.itemIdx(itemId) }),
  };
  return filter.run(asked, () => true, index.tables.itemIds.length).allowed;
}

/** As the list is put in order. */
function placeOf(
  item: number,
  values: Float64Array,
  { itemRank }: DataIndex,
  allowed: Uint8Array | null,
): Pick<Explanation, 'rank' | 'listable'> {
  let listable = 0;
  for (let i = 0; i < values.length; i++)
    if (values[i] > -Infinity && (allowed === null || allowed[i] === 1)) listable++;
  return { rank: placesOf(Int32Array.of(item), values, itemRank, allowed)[0], listable };
}

function scoreOf(
  modelItem: number,
  { query, values, exploration }: Answer,
  served: ServedModel,
  index: DataIndex,
): ExplainedScore {
  const { model } = served;
  const own = having(model, 'explains').explain(query, modelItem);
  const contributions = exploration === null ? own : explainExplored(own, exploration, modelItem);
  const scores = new Float64Array(values.length);
  softmax(values, scores);
  return {
    logit: values[modelItem],
    zero: evenLogit(values),
    score: scores[modelItem],
    timesEvenShare: scores[modelItem] * countListable(values),
    shares: contributions.map((share) => inWords(share, query, served, index)),
  };
}

/** ln of the mean of e^logit over what can be listed: the logit that a softmax turns into an even share. */
function evenLogit(logits: Float64Array): number {
  let max = -Infinity;
  for (const logit of logits) if (logit > max) max = logit;
  let sum = 0;
  for (const logit of logits) sum += exp(logit - max);
  return max + log(sum / countListable(logits));
}

function inWords(
  { part, value, historyPosition, context }: Contribution,
  query: UserQuery,
  served: ServedModel,
  index: DataIndex,
): ExplainedShare {
  if (historyPosition === undefined) return { part, value, ...(context && { context }) };
  const modelItem = query.items[historyPosition];
  const past = {
    ...named(index, served.presentItem(modelItem)),
    timestampSec: query.timestampSec[historyPosition],
    events: query.items.reduce((n, other) => n + (other === modelItem ? 1 : 0), 0),
  };
  return { part, value, past };
}

function reasonOf(modelItem: number, { query }: Answer, { model }: ServedModel): Explanation['reason'] {
  return having(model, 'givesReasons').reason(query, modelItem);
}

function named({ tables, words }: DataIndex, item: number): NamedItem {
  return { itemId: tables.itemIds[item], title: words.titleOf(item), year: words.yearOf(item) };
}

function askedItem(index: DataIndex, askedId: string, item: number): NonNullable<Explanation['asked']> {
  const asked = knownItem(index, askedId);
  const own = new Set(index.words.categoriesOf(item));
  const sharedCategories = index.words.categoriesOf(asked).filter((category) => own.has(category));
  return { ...named(index, asked), sharedCategories };
}

/** Different people with an event of this item. */
function usersOf({ tables }: DataIndex, item: number): number {
  const { userIdx, itemIdx, nRows } = tables.interactions;
  const users = new Set<number>();
  for (let row = 0; row < nRows; row++) if (itemIdx[row] === item) users.add(userIdx[row]);
  return users.size;
}
