import type { JsonObject } from '../../domain/errors';
import type {
  GetPersonalizedRankingRequest,
  GetRecommendationsRequest,
  PredictedItem,
  Promotion,
} from '../../domain/runtime';
import { getActionRecommendations } from '../serving/actions';
import { getPersonalizedRanking, getRecommendations } from '../serving/runtime';
import type { Operations } from './operation';
import {
  objects,
  optionalNumber,
  optionalObject,
  optionalText,
  text,
  textMap,
  texts,
  optional,
} from './read-input';

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
    userId: optionalText(input, 'userId'),
    itemId: optionalText(input, 'itemId'),
    numResults: optionalNumber(input, 'numResults'),
    promotions: optional(objects, input, 'promotions')?.map(readPromotion),
    ...readOptions(input),
  };
}

/** Scores to seven decimals, and columns in lower case, as the service writes them. */
function asJson(items: readonly PredictedItem[]) {
  return items.map(({ score, metadata, reason, ...item }) => ({
    ...item,
    ...(score !== undefined && { score: Math.round(score * 1e7) / 1e7 }),
    ...(metadata && { metadata: inLowerCase(metadata) }),
    ...(reason && { reason: [...reason] }),
  }));
}

function inLowerCase(metadata: NonNullable<PredictedItem['metadata']>): { [column: string]: string } {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]));
}

export const runtime = {
  async GetRecommendations(input, { project, identifiers, lists, threads, served }) {
    const request = readRequest(input);
    const { itemList, recommendationId } = await getRecommendations(
      project,
      request,
      identifiers.recommendation(),
      { lists, threads },
    );
    served.keep({
      recommendationId,
      source: request.campaignArn ?? '',
      itemIds: itemList.map(({ itemId }) => itemId),
    });
    return { itemList: asJson(itemList), recommendationId };
  },
  async GetActionRecommendations(input, { project, identifiers, served }) {
    const request = {
      campaignArn: optionalText(input, 'campaignArn'),
      userId: optionalText(input, 'userId'),
      numResults: optionalNumber(input, 'numResults'),
      filterArn: optionalText(input, 'filterArn'),
      filterValues: textMap(input, 'filterValues'),
    };
    const answer = await getActionRecommendations(project, request, identifiers.recommendation());
    served.keep({
      recommendationId: answer.recommendationId,
      source: request.campaignArn ?? '',
      itemIds: answer.actionList.map(({ actionId }) => actionId),
    });
    return { actionList: [...answer.actionList], recommendationId: answer.recommendationId };
  },
  async GetPersonalizedRanking(input, { project, identifiers, lists, threads, served }) {
    const request: GetPersonalizedRankingRequest = {
      campaignArn: text(input, 'campaignArn'),
      userId: text(input, 'userId'),
      inputList: texts(input, 'inputList'),
      ...readOptions(input),
    };
    const { personalizedRanking, recommendationId } = await getPersonalizedRanking(
      project,
      request,
      identifiers.recommendation(),
      { lists, threads },
    );
    served.keep({
      recommendationId,
      source: request.campaignArn,
      itemIds: personalizedRanking.map(({ itemId }) => itemId),
    });
    return { personalizedRanking: asJson(personalizedRanking), recommendationId };
  },
} satisfies Operations;
