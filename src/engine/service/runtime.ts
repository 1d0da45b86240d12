import type { JsonObject } from '../../domain/errors';
import type {
  GetPersonalizedRankingRequest,
  GetRecommendationsRequest,
  PredictedItem,
  Promotion,
} from '../../domain/runtime';
import { getPersonalizedRanking, getRecommendations } from '../serving/runtime';
import type { Operations } from './operation';
import { objects, optionalNumber, optionalObject, optionalText, text, textMap, texts } from './read-input';

type Given = Pick<GetRecommendationsRequest, 'filterArn' | 'filterValues' | 'context' | 'metadataColumns'>;

/** What both kinds of request may carry. */
function given(input: JsonObject): Given {
  const filterArn = optionalText(input, 'filterArn');
  const filterValues = textMap(input, 'filterValues');
  const context = textMap(input, 'context');
  const columns = optionalObject(input, 'metadataColumns');
  return {
    ...(filterArn === undefined ? {} : { filterArn }),
    ...(filterValues === undefined ? {} : { filterValues }),
    ...(context === undefined ? {} : { context }),
    ...(columns === undefined
      ? {}
      : {
          metadataColumns: Object.fromEntries(
            Object.keys(columns).map((name) => [name, texts(columns, name)]),
          ),
        }),
  };
}

function readPromotion(input: JsonObject): Promotion {
  const name = optionalText(input, 'name');
  const percentPromotedItems = optionalNumber(input, 'percentPromotedItems');
  const filterArn = optionalText(input, 'filterArn');
  const filterValues = textMap(input, 'filterValues');
  return {
    ...(name === undefined ? {} : { name }),
    ...(percentPromotedItems === undefined ? {} : { percentPromotedItems }),
    ...(filterArn === undefined ? {} : { filterArn }),
    ...(filterValues === undefined ? {} : { filterValues }),
  };
}

function readRequest(input: JsonObject): GetRecommendationsRequest {
  const campaignArn = optionalText(input, 'campaignArn');
  const recommenderArn = optionalText(input, 'recommenderArn');
  const userId = optionalText(input, 'userId');
  const itemId = optionalText(input, 'itemId');
  const numResults = optionalNumber(input, 'numResults');
  return {
    ...(campaignArn === undefined ? {} : { campaignArn }),
    ...(recommenderArn === undefined ? {} : { recommenderArn }),
    ...(userId === undefined ? {} : { userId }),
    ...(itemId === undefined ? {} : { itemId }),
    ...(numResults === undefined ? {} : { numResults }),
    ...(input.promotions === undefined || input.promotions === null
      ? {}
      : { promotions: objects(input, 'promotions').map(readPromotion) }),
    ...given(input),
  };
}

function asJson(items: readonly PredictedItem[]) {
  return items.map(({ metadata, reason, ...item }) => ({
    ...item,
    ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
    ...(reason === undefined ? {} : { reason: [...reason] }),
  }));
}

export const runtime = {
  async GetRecommendations(input, { project, identifiers, served }) {
    const request = readRequest(input);
    const { itemList, recommendationId } = await getRecommendations(
      project,
      request,
      identifiers.recommendation(),
    );
    served.keep({
      recommendationId,
      source: request.campaignArn ?? '',
      itemIds: itemList.map(({ itemId }) => itemId),
    });
    return { itemList: asJson(itemList), recommendationId };
  },
  async GetPersonalizedRanking(input, { project, identifiers, served }) {
    const request: GetPersonalizedRankingRequest = {
      campaignArn: text(input, 'campaignArn'),
      userId: text(input, 'userId'),
      inputList: texts(input, 'inputList'),
      ...given(input),
    };
    const { personalizedRanking, recommendationId } = await getPersonalizedRanking(
      project,
      request,
      identifiers.recommendation(),
    );
    served.keep({
      recommendationId,
      source: request.campaignArn,
      itemIds: personalizedRanking.map(({ itemId }) => itemId),
    });
    return { personalizedRanking: asJson(personalizedRanking), recommendationId };
  },
} satisfies Operations;
