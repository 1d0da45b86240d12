import { objectIn, type JsonObject } from '../../domain/json';
import type { SolutionVersion } from '../../domain/resources';
import { resourceOf } from '../paste/resource-of';
import { switchOf, type Switch } from './serving';

/** What of a CreateCampaign request the form can show; null where the request does not say it. */
export interface PastedCampaign {
  readonly name: string | null;
  readonly solutionVersionArn: string | null;
  readonly explorationWeight: string | null;
  readonly metadata: Switch | null;
  /** Members without a place in the form. */
  readonly left: readonly string[];
}

export function campaignOf(input: JsonObject, versions: readonly SolutionVersion[]): PastedCampaign {
  const version = resourceOf(versions, input.solutionVersionArn);
  const config = objectIn(input.campaignConfig);
  const exploration = objectIn(config.itemExplorationConfig);
  const metadata = config.enableMetadataWithRecommendations;
  const weight = exploration.explorationWeight;
  const left: string[] = [];
  if (input.solutionVersionArn !== undefined && version === null) left.push('solutionVersionArn');
  if (input.minProvisionedTPS !== undefined && input.minProvisionedTPS !== 1) left.push('minProvisionedTPS');
  if (exploration.explorationItemAgeCutOff !== undefined) left.push('explorationItemAgeCutOff');
  return {
    name: typeof input.name === 'string' ? input.name : null,
    solutionVersionArn: version?.arn ?? null,
    explorationWeight: typeof weight === 'string' || typeof weight === 'number' ? String(weight) : null,
    metadata: typeof metadata === 'boolean' ? switchOf(metadata) : null,
    left,
  };
}
