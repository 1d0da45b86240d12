import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import { QUOTAS } from '../../domain/limits';
import { recipeFacts, servesOf } from '../../domain/recipe-catalogue';
import type { Arn, ProjectState, SolutionVersion } from '../../domain/resources';
import type { Campaign, CampaignConfig, CampaignSettings } from '../../domain/service';
import { readExploration } from './exploration-config';
import { checkInfluence } from './influence-config';
import { requireWhole } from './ranges';
import { solutionKind } from './solutions';
import { trainedVersion } from './solution-versions';
import {
  addResource,
  replaceResource,
  datedAt,
  findResource,
  inService,
  newArn,
  type Changed,
  type ResourceKind,
} from './resource-kind';
import { serviceOf, withService } from '../../domain/service-resources';
import { LATEST } from '../../domain/names';
import { newestActive } from '../../domain/version-names';

/** Its solution stays when it is deleted. */
export const campaignKind: ResourceKind<Campaign, 'campaign'> = {
  name: 'campaign',
  place: inService('campaigns'),
  quota: QUOTAS.campaigns,
  isInGroup: true,
  uses: ({ solutionVersionArn }) => [solutionVersionArn],
};

export interface CampaignRequest {
  readonly name: string;
  readonly solutionVersionArn: Arn;
  /** Default 1. */
  readonly minProvisionedTPS?: number;
  readonly campaignConfig?: CampaignConfig;
}

/**
 * A campaign that serves a solution version. Retraining never changes what it serves: only an update does.
 *
 * @throws AppError INVALID_INPUT, RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED, NOT_FOUND for a version that is not there,
 *   I01 for one that is not ACTIVE, P03 for an exploration out of range.
 */
export function createCampaign(
  state: ProjectState,
  request: CampaignRequest,
  nowSec: number,
): Changed<Campaign> {
  const arn = newArn(campaignKind, request.name, state);
  requireLatest(request);
  const resource: Campaign = {
    arn,
    name: request.name,
    status: 'ACTIVE',
    ...checkedSettings(state, request),
    ...datedAt(nowSec),
  };
  return addResource(campaignKind, state, resource);
}

/** Another version, throughput or exploration; what is left out stays. @throws AppError as `createCampaign`. */
export function updateCampaign(
  state: ProjectState,
  { arn, ...change }: { readonly arn: Arn } & Partial<Omit<CampaignRequest, 'name'>>,
  nowSec: number,
): Changed<Campaign> {
  const before = findResource(campaignKind, state, arn);
  requireLatest(change);
  const version = servable(
    state,
    versionAsked(state, change.solutionVersionArn ?? before.solutionVersionArn),
  );
  // What was set for another recipe does not carry over to one that cannot do it.
  const { explores, takesInfluence } = recipeFacts(version.spec.recipe);
  const kept = defined({
    ...before.campaignConfig,
    ...(explores !== true && { itemExplorationConfig: undefined }),
    ...(takesInfluence !== true && { rankingInfluence: undefined }),
  });
  const settings = checkedSettings(state, { ...before, campaignConfig: kept, ...defined(change) });
  const resource: Campaign = {
    ...before,
    ...settings,
    latestUpdate: { ...settings, ...datedAt(nowSec) },
    lastUpdatedDateTime: nowSec,
  };
  return replaceResource(campaignKind, state, resource);
}

function checkedSettings(state: ProjectState, request: Omit<CampaignRequest, 'name'>): CampaignSettings {
  const { minProvisionedTPS = 1, campaignConfig = {} } = request;
  const solutionVersionArn = versionAsked(state, request.solutionVersionArn);
  const version = servable(state, solutionVersionArn);
  requireWhole('minProvisionedTPS', minProvisionedTPS, 1);
  const { itemExplorationConfig, rankingInfluence } = campaignConfig;
  if (itemExplorationConfig !== undefined) readExploration(itemExplorationConfig, version.spec.recipe);
  if (rankingInfluence !== undefined) checkInfluence(rankingInfluence, version.spec.recipe);
  return { solutionVersionArn, minProvisionedTPS, campaignConfig };
}

/** Whoever asks for keeping up with a solution names no version of it. @throws AppError INVALID_INPUT. */
function requireLatest({ solutionVersionArn: arn, campaignConfig }: Partial<CampaignRequest>): void {
  if (campaignConfig?.syncWithLatestSolutionVersion !== true || arn === undefined || arn.endsWith(LATEST))
    return;
  const expected = `solution/NAME${LATEST}`;
  throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', value: arn, expected });
}

/**
 * `SOLUTION/$LATEST` is the newest ACTIVE version of that solution.
 *
 * @throws AppError NOT_FOUND, I01 where none is ACTIVE.
 */
function versionAsked(state: ProjectState, arn: Arn): Arn {
  if (!arn.endsWith(LATEST)) return arn;
  const { name } = findResource(solutionKind, state, arn.slice(0, -LATEST.length));
  const newest = newestActive(name, state);
  if (newest === undefined) throw new AppError('I01', { arn, what: 'version', status: null });
  return newest.arn;
}

/** @throws AppError NOT_FOUND, I01, INVALID_INPUT for a recipe whose answers come in batches only. */
function servable(state: ProjectState, arn: Arn): SolutionVersion {
  const version = trainedVersion(state, arn, 'requests');
  if (version.status !== 'ACTIVE')
    throw new AppError('I01', { arn, what: 'version', status: version.status });
  const { recipe } = version.spec;
  if (servesOf(recipe) === 'segments')
    throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', value: recipe });
  return version;
}

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
