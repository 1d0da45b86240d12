import type { JsonObject } from '../../domain/errors';
import type { Campaign, CampaignConfig } from '../../domain/service';
import { createCampaign, deleteCampaign, updateCampaign } from '../resources/campaigns';
import { findByArn, serviceOf } from '../resources/service-resources';
import { solutionsOf } from '../resources/solutions';
import { dated } from './dated';
import type { Operations } from './operation';
import { page } from './page';
import { refuseInfluence } from './ranking-influence';
import { optionalFlag, optionalNumber, optionalObject, optionalText, text, textMap } from './read-input';

/** @throws AppError INVALID_INPUT, also for a ranking that is to be influenced. */
function readConfig(input: JsonObject): { readonly campaignConfig?: CampaignConfig } {
  const config = optionalObject(input, 'campaignConfig');
  if (config === undefined) return {};
  refuseInfluence(config);
  const exploration = textMap(config, 'itemExplorationConfig');
  const sync = optionalFlag(config, 'syncWithLatestSolutionVersion');
  return {
    campaignConfig: {
      ...(exploration === undefined ? {} : { itemExplorationConfig: exploration }),
      ...(sync === undefined ? {} : { syncWithLatestSolutionVersion: sync }),
    },
  };
}

function readTps(input: JsonObject): { readonly minProvisionedTPS?: number } {
  const minProvisionedTPS = optionalNumber(input, 'minProvisionedTPS');
  return minProvisionedTPS === undefined ? {} : { minProvisionedTPS };
}

function summary(campaign: Campaign) {
  return { name: campaign.name, campaignArn: campaign.arn, status: campaign.status, ...dated(campaign) };
}

/** What a campaign, or the last update of it, serves and how. */
function settingsOf({
  solutionVersionArn,
  minProvisionedTPS,
  campaignConfig,
}: Pick<Campaign, 'solutionVersionArn' | 'minProvisionedTPS' | 'campaignConfig'>) {
  const { itemExplorationConfig, syncWithLatestSolutionVersion } = campaignConfig;
  return {
    solutionVersionArn,
    minProvisionedTPS,
    campaignConfig: {
      ...(itemExplorationConfig === undefined ? {} : { itemExplorationConfig: { ...itemExplorationConfig } }),
      ...(syncWithLatestSolutionVersion === undefined ? {} : { syncWithLatestSolutionVersion }),
    },
  };
}

function description(campaign: Campaign) {
  const { latestUpdate } = campaign;
  return {
    ...summary(campaign),
    ...settingsOf(campaign),
    // An update takes no time here: one that is refused is none.
    ...(latestUpdate === undefined
      ? {}
      : { latestCampaignUpdate: { ...settingsOf(latestUpdate), status: 'ACTIVE', ...dated(latestUpdate) } }),
  };
}

export const campaigns = {
  async CreateCampaign(input, { project }) {
    const request = {
      name: text(input, 'name'),
      solutionVersionArn: text(input, 'solutionVersionArn'),
      ...readTps(input),
      ...readConfig(input),
    };
    const state = await project.update((before) => createCampaign(before, request, project.nowSec).state);
    const made = serviceOf(state).campaigns.find(({ name }) => name === request.name);
    return { campaignArn: made?.arn ?? '' };
  },
  async UpdateCampaign(input, { project }) {
    const arn = text(input, 'campaignArn');
    const solutionVersionArn = optionalText(input, 'solutionVersionArn');
    const change = {
      arn,
      ...(solutionVersionArn === undefined ? {} : { solutionVersionArn }),
      ...readTps(input),
      ...readConfig(input),
    };
    await project.update((before) => updateCampaign(before, change, project.nowSec).state);
    return { campaignArn: arn };
  },
  DescribeCampaign: (input, { project }) => ({
    campaign: description(findByArn(serviceOf(project.state).campaigns, text(input, 'campaignArn'))),
  }),
  ListCampaigns(input, { project }) {
    const solutionArn = optionalText(input, 'solutionArn');
    const solution =
      solutionArn === undefined ? null : findByArn(solutionsOf(project.state), solutionArn).name;
    const ofSolution = ({ solutionVersionArn }: Campaign): boolean =>
      project.state.solutionVersions.some(
        ({ arn, solution: name }) => arn === solutionVersionArn && name === solution,
      );
    const listed = serviceOf(project.state).campaigns.filter(
      (campaign) => solution === null || ofSolution(campaign),
    );
    return page(input, 'campaigns', listed.map(summary));
  },
  async DeleteCampaign(input, { project }) {
    const arn = text(input, 'campaignArn');
    await project.update((before) => deleteCampaign(before, arn));
    return {};
  },
} satisfies Operations;
