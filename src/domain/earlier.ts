import { LOCAL_ARN } from './arn';
import type { ProjectState } from './resources';

/** What the ids of resources began with before they were those of an account. */
const EARLIER_ARN = 'arn:local:personalize:browser:0:';

/** JSON that an earlier build may have written, with the ids that its resources have now. */
export function withPresentIds(json: string): string {
  return json.replaceAll(EARLIER_ARN, LOCAL_ARN);
}

/**
 * What an earlier build has stored of a project, as one of today stores it. Resources have other ids, and what answers goes
 * on giving columns of items, for which nobody had to ask beforehand.
 *
 * @param stored JSON-safe.
 */
export function ofEarlierBuild<Stored extends { readonly state: ProjectState }>(stored: Stored): Stored {
  const renamed = JSON.parse(withPresentIds(JSON.stringify(stored))) as Stored;
  const { service } = renamed.state;
  if (service === undefined) return renamed;
  const enableMetadataWithRecommendations = true;
  const campaigns = service.campaigns?.map((campaign) => ({
    ...campaign,
    campaignConfig: { ...campaign.campaignConfig, enableMetadataWithRecommendations },
  }));
  const recommenders = service.recommenders?.map((recommender) => ({
    ...recommender,
    config: { ...recommender.config, enableMetadataWithRecommendations },
  }));
  return { ...renamed, state: { ...renamed.state, service: { ...service, campaigns, recommenders } } };
}
