import { serviceOf, withService } from './service-resources';
import type { Arn, ProjectState } from '../../domain/resources';

/** The state in which campaigns that keep up with a solution serve its version that has become ACTIVE. */
export function withSyncedCampaigns(state: ProjectState, arn: Arn, nowSec: number): ProjectState {
  const { campaigns } = serviceOf(state);
  const solutionOf = (version: Arn): string | undefined =>
    state.solutionVersions.find((other) => other.arn === version)?.solution;
  const solution = solutionOf(arn);
  const follows = campaigns.filter(
    ({ campaignConfig, solutionVersionArn }) =>
      campaignConfig.syncWithLatestSolutionVersion === true && solutionOf(solutionVersionArn) === solution,
  );
  if (follows.length === 0) return state;
  return withService(state, {
    campaigns: campaigns.map((campaign) =>
      follows.includes(campaign)
        ? { ...campaign, solutionVersionArn: arn, lastUpdatedDateTime: nowSec }
        : campaign,
    ),
  });
}
