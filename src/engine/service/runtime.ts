import type { JsonObject } from '../../domain/errors';
import {
  scoreAsJson,
  type GetPersonalizedRankingRequest,
  type GetRecommendationsRequest,
  type PredictedItem,
  type Promotion,
} from '../../domain/runtime';
import { getActionRecommendations } from '../serving/actions';
import { getPersonalizedRanking, getRecommendations } from '../serving/runtime';
import type { ApiContext, Operations } from './operation';
import {
  anyText,
  objects,
  optionalNumber,
  optionalObject,
  optionalText,
  text,
  textMap,
  texts,
  optional,
} from './read-input';

/** An id that a request may leave out; the models allow an empty one, which names nobody. */
function optionalId(input: JsonObject, member: string): string | undefined {
  return optional(anyText, input, member) || undefined;
}

/** What both kinds of request may carry. */
function readOptions(
  input: JsonObject,
): Pick<GetRecommendationsRequest, 'filterArn' | 'filterValues' | 'context' | 'metadataColumns'> {
  const columns = optionalObject(input, 'metadataColumns') ?? {};
  return {
    filterArn: optionalText(input, 'filterArn'),
    filterValues: textMap(input, 'filterValues'),
    context: textMap(input, 'context'),
    metadataColumns: Object.fromEntries(Object.keys(columns).map((name) => [name, texts(columns, name)])),
  };
}

function readPromotion(input: JsonObject): Promotion {
  return {
    name: optionalText(input, 'name'),
    percentPromotedItems: optionalNumber(input, 'percentPromotedItems'),
    filterArn: optionalText(input, 'filterArn'),
    filterValues: textMap(input, 'filterValues'),
  };
}

function readRequest(input: JsonObject): GetRecommendationsRequest {
  return {
    campaignArn: optionalText(input, 'campaignArn'),
    recommenderArn: optionalText(input, 'recommenderArn'),
    userId: optionalId(input, 'userId'),
    itemId: optionalId(input, 'itemId'),
    numResults: optionalNumber(input, 'numResults'),
    promotions: optional(objects, input, 'promotions')?.map(readPromotion),
    ...readOptions(input),
  };
}

/** With columns in lower case, as the service writes them. */
function asJson(items: readonly PredictedItem[]) {
  return items.map(({ score, metadata, reason, ...item }) => ({
    ...item,
    ...(score !== undefined && { score: scoreAsJson(score) }),
    ...(metadata && { metadata: inLowerCase(metadata) }),
    ...(reason && { reason: [...reason] }),
  }));
}

function inLowerCase(metadata: NonNullable<PredictedItem['metadata']>): { [column: string]: string } {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A new list of a campaign or recommender, kept under its id, by which events can name it. */
function kept(
  { identifiers, served }: ApiContext,
  { campaignArn = '' }: { readonly campaignArn?: string },
  itemIds: readonly string[],
): { readonly recommendationId: string } {
  const recommendationId = identifiers.recommendation();
  served.keep({ recommendationId, source: campaignArn, itemIds });
  return { recommendationId };
}

const idsOf = (items: readonly PredictedItem[]): readonly string[] => items.map(({ itemId }) => itemId);

export const runtime = {
  async GetRecommendations(input, context) {
    const request = readRequest(input);
    const itemList = await getRecommendations(context.project, request, context);
    return { itemList: asJson(itemList), ...kept(context, request, idsOf(itemList)) };
  },
  async GetActionRecommendations(input, context) {
    const request = {
      campaignArn: optionalText(input, 'campaignArn'),
      userId: optionalId(input, 'userId'),
      numResults: optionalNumber(input, 'numResults'),
      filterArn: optionalText(input, 'filterArn'),
      filterValues: textMap(input, 'filterValues'),
    };
    const actions = await getActionRecommendations(context.project, request);
    const actionList = actions.map(({ score, ...action }) => ({ ...action, score: scoreAsJson(score) }));
    const actionIds = actions.map(({ actionId }) => actionId);
    return { actionList, ...kept(context, request, actionIds) };
  },
  async GetPersonalizedRanking(input, context) {
    const request: GetPersonalizedRankingRequest = {
      campaignArn: text(input, 'campaignArn'),
      userId: anyText(input, 'userId'),
      inputList: texts(input, 'inputList'),
      ...readOptions(input),
    };
    const ranking = await getPersonalizedRanking(context.project, request, context);
    return { personalizedRanking: asJson(ranking), ...kept(context, request, idsOf(ranking)) };
  },
} satisfies Operations;
