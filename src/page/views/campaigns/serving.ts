import { recipeFacts } from '../../../domain/recipe-catalogue';
import type { OperationRequest } from '../../../domain/operations';
import type { SolutionVersion } from '../../../domain/resources';
import type { Campaign } from '../../../domain/service';
import { EXPLORATION_DEFAULTS } from '../../../domain/limits';
import * as say from '../../../words/messages/campaigns';
import { LATEST } from '../../../domain/names';

/** A setting that is one or the other. */
export type Switch = 'on' | 'off';

export function switchOf(isOn: boolean | undefined): Switch {
  return isOn === true ? 'on' : 'off';
}

/** How a campaign serves, as it is set on screen. */
export interface ServingSettings {
  readonly minProvisionedTPS: string;
  readonly explorationWeight: string;
  readonly explorationItemAgeCutOff: string;
  /** What is put before others that are as much alike. */
  readonly POPULARITY: string;
  readonly FRESHNESS: string;
  /** Whether requests may ask for columns of the items. */
  readonly metadata: Switch;
}

/** The same, and what it serves. */
export interface ServingForm extends ServingSettings {
  /** A version, or `newest` of the campaign's solution, now and from now on. */
  readonly version: string;
}
export const NEWEST = 'newest';

/** How a new campaign is proposed to serve: its lists come with titles, where they are asked for. */
export const NEW_SERVING: ServingSettings = {
  minProvisionedTPS: '1',
  ...EXPLORATION_DEFAULTS,
  POPULARITY: '0',
  FRESHNESS: '0',
  metadata: 'on',
};

export function servingOf({ campaignConfig, minProvisionedTPS, solutionVersionArn }: Campaign): ServingForm {
  const {
    itemExplorationConfig = {},
    rankingInfluence = {},
    syncWithLatestSolutionVersion,
    enableMetadataWithRecommendations,
  } = campaignConfig;
  return {
    version: syncWithLatestSolutionVersion === true ? NEWEST : solutionVersionArn,
    minProvisionedTPS: String(minProvisionedTPS),
    ...EXPLORATION_DEFAULTS,
    ...itemExplorationConfig,
    POPULARITY: String(rankingInfluence.POPULARITY ?? 0),
    FRESHNESS: String(rankingInfluence.FRESHNESS ?? 0),
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
  return newestLike(own, versions);
}

/** The newest version of the same solution. @param versions oldest first. */
export function newestLike(own: SolutionVersion, versions: readonly SolutionVersion[]): SolutionVersion {
  return versions.findLast(({ solution }) => solution === own.solution) ?? own;
}

export function explores({ spec }: SolutionVersion): boolean {
  return recipeFacts(spec.recipe).explores === true;
}

export function takesInfluence({ spec }: SolutionVersion): boolean {
  return recipeFacts(spec.recipe).takesInfluence === true;
}

const INFLUENCES = ['POPULARITY', 'FRESHNESS'] as const;

function isWeight(text: string): boolean {
  const weight = text.trim() === '' ? NaN : Number(text);
  return weight >= 0 && weight <= 1;
}

/** Why it cannot be sent as it is; null: it can. */
export function servingFault(form: ServingSettings, meant: SolutionVersion): string | null {
  const tps = Number(form.minProvisionedTPS);
  if (!Number.isInteger(tps) || tps < 1) return say.tpsWhole();
  if (takesInfluence(meant)) {
    const beyond = INFLUENCES.find((name) => !isWeight(form[name]));
    return beyond === undefined ? null : say.influenceRange({ name: beyond });
  }
  if (!explores(meant)) return null;
  if (!isWeight(form.explorationWeight)) return say.weightRange();
  if (!(Number(form.explorationItemAgeCutOff) > 0)) return say.ageAboveZero();
  return null;
}

/** The settings that the version's recipe takes, as CreateCampaign and UpdateCampaign have them. */
export function settingsIn(
  { minProvisionedTPS, metadata, POPULARITY, FRESHNESS, ...form }: ServingSettings,
  version: SolutionVersion,
) {
  const { explorationWeight, explorationItemAgeCutOff } = form;
  return {
    minProvisionedTPS: Number(minProvisionedTPS),
    campaignConfig: {
      enableMetadataWithRecommendations: metadata === 'on',
      ...(explores(version) && { itemExplorationConfig: { explorationWeight, explorationItemAgeCutOff } }),
      ...(takesInfluence(version) && {
        rankingInfluence: { POPULARITY: Number(POPULARITY), FRESHNESS: Number(FRESHNESS) },
      }),
    },
  };
}

/** The form as UpdateCampaign takes it. */
export function updateRequest(
  campaign: Campaign,
  form: ServingForm,
  meant: SolutionVersion,
): OperationRequest<'UpdateCampaign'> {
  const follows = form.version === NEWEST;
  const solution = meant.arn.slice(0, meant.arn.lastIndexOf('/'));
  const { minProvisionedTPS, campaignConfig } = settingsIn(form, meant);
  return {
    campaignArn: campaign.arn,
    solutionVersionArn: follows ? solution + LATEST : meant.arn,
    minProvisionedTPS,
    campaignConfig: { syncWithLatestSolutionVersion: follows, ...campaignConfig },
  };
}
