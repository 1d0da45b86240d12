import { defined } from '../../../domain/defined';
import type { ProjectState } from '../../../domain/resources';
import { LIMITS } from '../../../domain/limits';
import { recipeFacts } from '../../../domain/recipe-catalogue';
import type {
  GetActionRecommendationsRequest,
  GetActionRecommendationsResponse,
  GetPersonalizedRankingRequest,
  GetRecommendationsRequest,
  PredictedItem,
} from '../../../domain/runtime';
import type { Campaign } from '../../../domain/service';
import { LIST_OPERATIONS } from '../../../domain/operations';
import type { LoggedCall } from '../../state/call-log.svelte';
import { contextOf, titleColumn, type ConsoleForm } from './form';
import { filteredBy, promotionsOf } from './promotion';

/** A request for a list, by the operation that the recipe answers to. */
export type ListRequest =
  | { readonly operation: 'GetRecommendations'; readonly input: GetRecommendationsRequest }
  | {
      readonly operation: 'GetActionRecommendations';
      readonly input: GetActionRecommendationsRequest & { readonly userId: string };
    }
  | { readonly operation: 'GetPersonalizedRanking'; readonly input: GetPersonalizedRankingRequest };

/** Whether a call asks for a list, which can be asked for again. */
export function asksForList(call: LoggedCall): call is LoggedCall & ListRequest {
  return LIST_OPERATIONS.has(call.operation);
}

/** What is read of an answer: a list of one kind, or of the other, or none. */
interface ListAnswer {
  readonly itemList?: readonly PredictedItem[];
  readonly personalizedRanking?: readonly PredictedItem[];
  readonly actionList?: GetActionRecommendationsResponse['actionList'];
}

/** The list of an answer, actions in the places of items; none where it has none. */
export function itemsOf(answer: LoggedCall['answer']): readonly PredictedItem[] {
  if (answer === null) return [];
  const { itemList, personalizedRanking, actionList } = answer as ListAnswer;
  const actions = actionList?.map(({ actionId, score }) => ({ itemId: actionId, score }));
  return itemList ?? personalizedRanking ?? actions ?? [];
}

/** Whom or what a request is about, whatever its filter and length. */
export function subjectOf(input: ListRequest['input']): string {
  const about = 'inputList' in input ? input.inputList : 'itemId' in input ? input.itemId : undefined;
  return JSON.stringify([input.campaignArn, input.userId, about]);
}

/** Tells apart what may be answered differently: the request, and what the campaign serves. */
export function keyOf(input: ListRequest['input'], { service }: ProjectState): string {
  const campaign = service?.campaigns.find(({ arn }) => arn === input.campaignArn);
  return JSON.stringify([input, campaign?.solutionVersionArn, campaign?.campaignConfig]);
}

/** What the form asks, as the campaign's recipe wants it. */
export function requestOf(campaign: Campaign, form: ConsoleForm, project: ProjectState): ListRequest {
  const version = project.solutionVersions.find(({ arn }) => arn === campaign.solutionVersionArn);
  const type = version === undefined ? 'USER_PERSONALIZATION' : recipeFacts(version.spec.recipe).type;
  const column = titleColumn(project);
  /** A filter that was deleted meanwhile is no longer in the form either. */
  const isThere = (filterArn: string): boolean =>
    project.service?.filters.some(({ arn }) => arn === filterArn) ?? false;
  const filtered = isThere(form.filterArn) ? filteredBy(form) : {};
  if (type === 'PERSONALIZED_ACTIONS') {
    const numResults = Math.min(form.numResults, LIMITS.actionResults);
    const input = { campaignArn: campaign.arn, ...filtered, userId: form.userId, numResults };
    return { operation: 'GetActionRecommendations', input };
  }
  const learns = version !== undefined && recipeFacts(version.spec.recipe).learnsContext === true;
  const withTitles =
    campaign.campaignConfig.enableMetadataWithRecommendations === true &&
    form.numResults <= LIMITS.resultsWithMetadata;
  const common = defined({
    campaignArn: campaign.arn,
    ...filtered,
    context: learns ? contextOf(form, project) : undefined,
    metadataColumns: column !== null && withTitles ? { ITEMS: [column] } : undefined,
  });
  if (type === 'PERSONALIZED_RANKING') {
    const inputList = form.inputList.split(/[\s,]+/).filter((id) => id !== '');
    return { operation: 'GetPersonalizedRanking', input: { ...common, userId: form.userId, inputList } };
  }
  const input = defined({
    ...common,
    itemId: type === 'RELATED_ITEMS' ? form.itemId : undefined,
    userId: form.userId === '' ? undefined : form.userId,
    numResults: form.numResults,
    promotions: isThere(form.promotion.filterArn) ? promotionsOf(form.promotion) : undefined,
  });
  return { operation: 'GetRecommendations', input };
}
