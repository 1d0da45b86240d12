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
import { recipeFacts, servesOf } from '../../domain/recipe-catalogue';
import { exp, log } from '../../kernels/math';
import { softmax } from '../../kernels/softmax';
import { having } from '../../recipes/capabilities';
import { explainExplored } from '../../recipes/exploration';
import type { Model } from '../../recipes/recipe';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import type { ServedModel } from '../project/served-model';
import { asSubject, checkSubject, requirePersons, type Subject } from './checks';
import { writtenFilter } from './filter';
import { rankingOf, score, type Scored } from './score';
import { countListable, listableItems, placesOf } from './select';
import { campaignServing, discounted, screenServing, type Serving } from './serving';

/**
 * Why one item stands where it does in the answer to one request: what its logit adds up from, or the numbers that a
 * recipe without scores goes by. Costs about two answers and a pass over the Interactions.
 *
 * @throws AppError I01, I02, I05 as the request it asks about would; NOT_FOUND for an item that the data do not know;
 *   BROUGHT_ALONG for lists of which nobody here knows why; F and R codes, P03, MODEL_UNREADABLE, MODEL_DIVERGED.
 */
export async function explainRecommendation(
  project: OpenProject,
  request: ExplanationRequest,
  nowMs: () => number,
): Promise<Explanation> {
  const startedMs = nowMs();
  const serving = await servingOf(project, request);
  const { index, served } = serving;
  const { recipe } = serving.version.spec;
  if (recipeFacts(recipe).isBrought === true) throw new AppError('BROUGHT_ALONG', { what: 'why' });
  const subject = checkSubject(asSubject(request), recipe, project.data.schemas);
  requirePersons(recipe);
  const item = knownItem(index, request.about);
  if (subject.itemId !== undefined) knownItem(index, subject.itemId);
  const answered = answerTo(request, subject, serving);
  const allowed = listableItems(
    serving,
    writtenFilter(request.filterExpression, project.data.schemas, index),
    subject,
  );
  const { values } = rankingOf(serving, answered, subject.whatIf);
  const modelItem = served.modelItem(item);
  const { model } = served;
  return {
    item: { ...named(index, item), categories: index.words.categoriesOf(item) },
    ...(request.userId === undefined ? {} : { userId: request.userId }),
    ...(request.itemId === undefined ? {} : { asked: askedItem(index, request.itemId, item) }),
    personal: answered.personal,
    rank: placesOf(Int32Array.of(item), values, index.itemRank, allowed)[0],
    listable: countListable(values, allowed),
    ...(request.whatIf && { rankInTruth: trueRank(item, allowed, request, subject, serving) }),
    catalogueSize: request.inputList === undefined ? model.nItems : countListable(answered.values, null),
    users: usersOf(index, item),
    score:
      model.hasScores && answered.values[modelItem] > -Infinity
        ? scoreOf(modelItem, answered, served, index)
        : null,
    reason:
      modelItem >= 0 && !model.hasScores
        ? having(model, 'givesReasons').reason(answered.query, modelItem, serving.rankingInfluence)
        : null,
    elapsedMs: nowMs() - startedMs,
  };
}

/** @throws AppError I01, INVALID_INPUT where neither version nor campaign is named. */
async function servingOf(project: OpenProject, request: ExplanationRequest): Promise<Serving> {
  const { campaignArn, solutionVersionArn, itemExplorationConfig } = request;
  if (campaignArn !== undefined) return campaignServing(project, campaignArn);
  if (solutionVersionArn === undefined)
    throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', value: null });
  const trained = await screenServing(project, solutionVersionArn, itemExplorationConfig);
  const serving = discounted(trained, request.popularityDiscountFactor);
  // What goes with an item is not explored, whatever the request says.
  return servesOf(serving.version.spec.recipe) === 'items'
    ? { ...serving, itemExplorationConfig: undefined }
    : serving;
}

/** @throws AppError NOT_FOUND */
function knownItem(index: DataIndex, itemId: string): number {
  const item = index.itemIdx(itemId);
  if (item < 0) throw new AppError('NOT_FOUND', { what: 'item', id: itemId });
  return item;
}

/** What was answered. In a ranking of a given list, nothing else can be listed. */
function answerTo({ inputList }: ExplanationRequest, subject: Subject, serving: Serving): Scored {
  const scored = score(serving, subject);
  if (inputList === undefined) return scored;
  const values = new Float64Array(scored.values.length).fill(-Infinity);
  for (const id of inputList) {
    const modelItem = serving.served.modelItemOf(id);
    if (modelItem >= 0) values[modelItem] = scored.values[modelItem];
  }
  return { ...scored, values };
}

/** Where the item would stand without the `whatIf` of the request. */
function trueRank(
  item: number,
  allowed: Uint8Array | null,
  request: ExplanationRequest,
  subject: Subject,
  serving: Serving,
): number | null {
  const asItIs = answerTo(request, { ...subject, whatIf: undefined }, serving);
  const { values } = rankingOf(serving, asItIs);
  return placesOf(Int32Array.of(item), values, serving.index.itemRank, allowed)[0];
}

function scoreOf(modelItem: number, scored: Scored, served: ServedModel, index: DataIndex): ExplainedScore {
  const { contributions, ...numbers } = addedUp(modelItem, scored, served.model);
  return { ...numbers, shares: contributions.map((share) => inWords(share, scored.query, served, index)) };
}

/** What the logit of an item adds up from. */
export function addedUp(
  modelItem: number,
  { query, values, exploration }: Scored,
  model: Model,
): Omit<ExplainedScore, 'shares'> & { readonly contributions: readonly Contribution[] } {
  const own = having(model, 'explains').explain(query, modelItem);
  const scores = new Float64Array(values.length);
  softmax(values, scores);
  return {
    logit: values[modelItem],
    zero: evenLogit(values),
    score: scores[modelItem],
    timesEvenShare: scores[modelItem] * countListable(values, null),
    contributions: exploration === null ? own : explainExplored(own, exploration, modelItem),
  };
}

/** ln of the mean of e^logit over what can be listed: the logit that a softmax turns into an even share. */
function evenLogit(logits: Float64Array): number {
  let max = -Infinity;
  for (const logit of logits) if (logit > max) max = logit;
  let sum = 0;
  for (const logit of logits) sum += exp(logit - max);
  return max + log(sum / countListable(logits, null));
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
