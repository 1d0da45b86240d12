import { defined } from '../../../domain/defined';
import { objectIn, type Json, type JsonObject } from '../../../domain/json';
import type { SolutionVersion } from '../../../domain/resources';
import { resourceOf } from '../paste/resource-of';
import { switchOf, type ServingSettings } from './serving';

/** What of a CreateCampaign request the form can show; null where the request does not say it. */
export interface PastedCampaign {
  readonly name: string | null;
  readonly solutionVersionArn: string | null;
  /** Those that it says. */
  readonly settings: Partial<ServingSettings>;
  /** Members without a place in the form. */
  readonly left: readonly string[];
}

export function campaignOf(input: JsonObject, versions: readonly SolutionVersion[]): PastedCampaign {
  const version = resourceOf(versions, input.solutionVersionArn);
  const config = objectIn(input.campaignConfig);
  const exploration = objectIn(config.itemExplorationConfig);
  const influence = objectIn(config.rankingInfluence);
  const metadata = config.enableMetadataWithRecommendations;
  const left: string[] = [];
  if (input.solutionVersionArn !== undefined && version === null) left.push('solutionVersionArn');
  if (config.syncWithLatestSolutionVersion === true) left.push('syncWithLatestSolutionVersion');
  return {
    name: typeof input.name === 'string' ? input.name : null,
    solutionVersionArn: version?.arn ?? null,
    settings: defined({
      minProvisionedTPS: typed(input.minProvisionedTPS),
      explorationWeight: typed(exploration.explorationWeight),
      explorationItemAgeCutOff: typed(exploration.explorationItemAgeCutOff),
      POPULARITY: typed(influence.POPULARITY),
      FRESHNESS: typed(influence.FRESHNESS),
      metadata: typeof metadata === 'boolean' ? switchOf(metadata) : undefined,
    }),
    left,
  };
}

/** A number or text as it would be typed. */
function typed(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
