import { recipeFacts } from '../../domain/recipe-catalogue';
import type { OperationRequest } from '../../domain/operations';
import type { SolutionVersion } from '../../domain/resources';
import type { Campaign } from '../../domain/service';
import { EXPLORATION_DEFAULTS } from '../../domain/limits';
import * as say from '../../words/campaigns';

/** A setting that is one or the other. */
export type Switch = 'on' | 'off';

export function switchOf(isOn: boolean | undefined): Switch {
  return isOn === true ? 'on' : 'off';
}

/** What a campaign serves and how, as it is set on screen. */
export interface ServingForm {
  /** A version, or `newest` of the campaign's solution, now and from now on. */
  readonly version: string;
  readonly minProvisionedTPS: string;
  readonly explorationWeight: string;
  readonly explorationItemAgeCutOff: string;
  /** Whether requests may ask for columns of the items. */
  readonly metadata: Switch;
}
export const NEWEST = 'newest';

export function servingOf({ campaignConfig, minProvisionedTPS, solutionVersionArn }: Campaign): ServingForm {
  const {
    itemExplorationConfig = {},
    syncWithLatestSolutionVersion,
    enableMetadataWithRecommendations,
  } = campaignConfig;
  return {
    version: syncWithLatestSolutionVersion === true ? NEWEST : solutionVersionArn,
    minProvisionedTPS: String(minProvisionedTPS),
    ...EXPLORATION_DEFAULTS,
    ...itemExplorationConfig,
    metadata: switchOf(enableMetadataWithRecommendations),
  };
}

/** The version that a form means. @param own what the campaign serves now. */
export function versionMeant(
  { version }: ServingForm,
  versions: readonly SolutionVersion[],
  own: SolutionVersion,
): SolutionVersion {
  if (version !== NEWEST) return versions.find(({ arn }) => arn === version) ?? own;
  return versions.findLast(({ solution }) => solution === own.solution) ?? own;
}

export function explores({ spec }: SolutionVersion): boolean {
  return recipeFacts(spec.recipe).explores === true;
}

/** Why it cannot be sent as it is; null: it can. */
export function servingFault(form: ServingForm, meant: SolutionVersion): string | null {
  const tps = Number(form.minProvisionedTPS);
  if (!Number.isInteger(tps) || tps < 1) return say.tpsWhole();
  if (!explores(meant)) return null;
  const weight = form.explorationWeight.trim() === '' ? NaN : Number(form.explorationWeight);
  if (!(weight >= 0 && weight <= 1)) return say.weightRange();
  if (!(Number(form.explorationItemAgeCutOff) > 0)) return say.ageAboveZero();
  return null;
}

/** The form as UpdateCampaign takes it. */
export function updateRequest(
  campaign: Campaign,
  form: ServingForm,
  meant: SolutionVersion,
): OperationRequest<'UpdateCampaign'> {
  const follows = form.version === NEWEST;
  const solution = meant.arn.slice(0, meant.arn.lastIndexOf('/'));
  return {
    campaignArn: campaign.arn,
    solutionVersionArn: follows ? `${solution}/$LATEST` : meant.arn,
    minProvisionedTPS: Number(form.minProvisionedTPS),
    campaignConfig: {
      syncWithLatestSolutionVersion: follows,
      enableMetadataWithRecommendations: form.metadata === 'on',
      ...(explores(meant)
        ? {
            itemExplorationConfig: {
              explorationWeight: form.explorationWeight,
              explorationItemAgeCutOff: form.explorationItemAgeCutOff,
            },
          }
        : {}),
    },
  };
}
