import { AppError } from '../../domain/errors';
import { recipeFacts } from '../../domain/recipe-catalogue';
import type { Arn, ProjectState, SolutionVersion } from '../../domain/resources';
import type { Campaign, CampaignConfig } from '../../domain/service';
import { QUOTAS } from '../../domain/limits';
import { findRecipe } from '../../recipes/registry';
import { readExploration } from './exploration-config';
import { solutionsOf } from './solutions';
import {
  findByArn,
  newArn,
  replaced,
  requireRoom,
  serviceOf,
  withService,
  without,
  type Changed,
} from './service-resources';

const LATEST = '/$LATEST';

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
  const { campaigns } = serviceOf(state);
  const arn = newArn('campaign', request.name, campaigns);
  requireRoom('campaign', campaigns.length, QUOTAS.campaigns, state.profile);
  const resource: Campaign = {
    arn,
    name: request.name,
    status: 'ACTIVE',
    ...checkedSettings(state, request),
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
  return { state: withService(state, { campaigns: [...campaigns, resource] }), resource };
}

/** Another version, throughput or exploration; what is left out stays. @throws AppError as `createCampaign`. */
export function updateCampaign(
  state: ProjectState,
  { arn, ...change }: { readonly arn: Arn } & Partial<Omit<CampaignRequest, 'name'>>,
  nowSec: number,
): Changed<Campaign> {
  const { campaigns } = serviceOf(state);
  const before = findByArn(campaigns, arn);
  const asked = versionAsked(
    state,
    change.solutionVersionArn ?? before.solutionVersionArn,
    change.campaignConfig ?? before.campaignConfig,
  );
  const version = servable(state, asked);
  // What was set for another recipe does not carry over to one that cannot explore.
  const kept = recipeFacts(version.spec.recipe).explores
    ? before.campaignConfig
    : withoutExploration(before.campaignConfig);
  const settings = checkedSettings(state, { ...before, campaignConfig: kept, ...defined(change) });
  const resource: Campaign = {
    ...before,
    ...settings,
    latestUpdate: { ...settings, creationDateTime: nowSec, lastUpdatedDateTime: nowSec },
    lastUpdatedDateTime: nowSec,
  };
  return { state: withService(state, { campaigns: replaced(campaigns, resource) }), resource };
}

/** The solution stays. @throws AppError NOT_FOUND. */
export function deleteCampaign(state: ProjectState, arn: Arn): ProjectState {
  const { campaigns } = serviceOf(state);
  findByArn(campaigns, arn);
  return withService(state, { campaigns: without(campaigns, arn) });
}

function withoutExploration({ syncWithLatestSolutionVersion: sync }: CampaignConfig): CampaignConfig {
  return sync === undefined ? {} : { syncWithLatestSolutionVersion: sync };
}

function checkedSettings(
  state: ProjectState,
  request: Omit<CampaignRequest, 'name'>,
): Pick<Campaign, 'solutionVersionArn' | 'minProvisionedTPS' | 'campaignConfig'> {
  const { minProvisionedTPS = 1, campaignConfig = {} } = request;
  const solutionVersionArn = versionAsked(state, request.solutionVersionArn, campaignConfig);
  const version = servable(state, solutionVersionArn);
  if (!Number.isInteger(minProvisionedTPS) || minProvisionedTPS < 1) {
    throw new AppError('INVALID_INPUT', { field: 'minProvisionedTPS', value: minProvisionedTPS, min: 1 });
  }
  const { itemExplorationConfig } = campaignConfig;
  if (itemExplorationConfig !== undefined) readExploration(itemExplorationConfig, version.spec.recipe);
  return { solutionVersionArn, minProvisionedTPS, campaignConfig };
}

/**
 * `SOLUTION/$LATEST` is the newest ACTIVE version of that solution, and goes with keeping up with it.
 *
 * @throws AppError NOT_FOUND, I01 where none is ACTIVE, INVALID_INPUT for one without the other.
 */
function versionAsked(state: ProjectState, arn: Arn, { syncWithLatestSolutionVersion }: CampaignConfig): Arn {
  const sync = syncWithLatestSolutionVersion === true;
  if (!arn.endsWith(LATEST)) return arn;
  if (!sync) {
    throw new AppError('INVALID_INPUT', {
      field: 'solutionVersionArn',
      needs: 'syncWithLatestSolutionVersion',
    });
  }
  const { name } = findByArn(solutionsOf(state), arn.slice(0, -LATEST.length));
  const newest = state.solutionVersions.findLast(
    ({ solution, status }) => solution === name && status === 'ACTIVE',
  );
  if (newest === undefined) throw new AppError('I01', { arn, what: 'version', status: null });
  return newest.arn;
}

/** @throws AppError NOT_FOUND, I01, INVALID_INPUT for a recipe whose answers come in batches only. */
function servable(state: ProjectState, arn: Arn): SolutionVersion {
  const version = findByArn(state.solutionVersions, arn);
  if (version.recommender !== undefined) throw new AppError('NOT_FOUND', { arn });
  if (version.status !== 'ACTIVE')
    throw new AppError('I01', { arn, what: 'version', status: version.status });
  const { name, type } = findRecipe(version.spec.recipe);
  if (type === 'USER_SEGMENTATION')
    throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', value: name });
  return version;
}

/** Without the keys that hold undefined, which a spread would take over. */
function defined<T extends object>(change: T): Partial<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>;
}
