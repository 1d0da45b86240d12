import type { OperationRequest } from '../../domain/operations';
import type { SolutionVersion } from '../../domain/resources';
import { EXPLORATION_DEFAULTS } from '../../domain/limits';
import { proposedVersion } from '../versions/proposed';
import { explores, type Switch } from './serving';

/** Names to propose, in turn. */
const NAMES = ['home', 'product-page', 'checkout', 'mail', 'test'];

/** The first free name that fits; empty where all are taken. */
export function proposedName(taken: readonly string[]): string {
  return NAMES.find((name) => !taken.includes(name)) ?? '';
}

/** What a campaign would serve: the version that is looked at, else the one to propose. @param versions oldest first. */
export function versionToServe(
  versions: readonly SolutionVersion[],
  looked: string | null,
): SolutionVersion | undefined {
  return versions.find(({ arn }) => arn === looked) ?? proposedVersion(versions);
}

/**
 * CreateCampaign.
 *
 * @param weight explorationWeight, for the recipe that explores.
 * @param metadata whether its lists come with titles, where they are asked for.
 */
export function campaignRequest(
  name: string,
  version: SolutionVersion,
  weight: string = EXPLORATION_DEFAULTS.explorationWeight,
  metadata: Switch = 'on',
): OperationRequest<'CreateCampaign'> {
  return {
    name,
    solutionVersionArn: version.arn,
    campaignConfig: {
      enableMetadataWithRecommendations: metadata === 'on',
      ...(explores(version) ? { itemExplorationConfig: { explorationWeight: weight } } : {}),
    },
  };
}
