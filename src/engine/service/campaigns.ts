import { defined } from '../../domain/defined';
import type { JsonObject } from '../../domain/errors';
import type { Campaign, CampaignConfig, CampaignSettings } from '../../domain/service';
import { campaignKind, createCampaign, updateCampaign } from '../resources/campaigns';
import { visibleOf } from '../resources/resource-kind';
import { serviceOf } from '../../domain/service-resources';
import { solutionKind } from '../resources/solutions';
import { dated } from './answers';
import {
  optionalFlag,
  optionalNumber,
  optionalObject,
  optionalText,
  readInfluence,
  text,
  textMap,
} from './read-input';
import { deleteOperation, readOperations, stored } from './resource-operations';
import { requestFor, type ServiceKind } from './service-kind';
import { LATEST } from '../../domain/names';
import { versionsOf } from '../../domain/version-names';
import { plain } from '../../domain/json';

/** What a campaign serves and how. @throws AppError INVALID_INPUT. */
function readSettings(input: JsonObject) {
  return defined({
    minProvisionedTPS: optionalNumber(input, 'minProvisionedTPS'),
    campaignConfig: readConfig(optionalObject(input, 'campaignConfig')),
  });
}

function readConfig(config: JsonObject | undefined): CampaignConfig | undefined {
  if (config === undefined) return undefined;
  return defined({
    itemExplorationConfig: textMap(config, 'itemExplorationConfig'),
    rankingInfluence: readInfluence(config),
    syncWithLatestSolutionVersion: optionalFlag(config, 'syncWithLatestSolutionVersion'),
    enableMetadataWithRecommendations: optionalFlag(config, 'enableMetadataWithRecommendations'),
  });
}

function summary(campaign: Campaign) {
  return { name: campaign.name, campaignArn: campaign.arn, status: campaign.status, ...dated(campaign) };
}

/** What a campaign, or the last update of it, serves and how. */
function settingsOf({ solutionVersionArn, minProvisionedTPS, campaignConfig }: CampaignSettings) {
  return { solutionVersionArn, minProvisionedTPS, campaignConfig: plain(campaignConfig) };
}

/** What makes a campaign like it; one that keeps up with its solution names no version, but `SOLUTION/$LATEST`. */
function requestOf(campaign: Campaign): JsonObject {
  const {
    itemExplorationConfig,
    rankingInfluence,
    syncWithLatestSolutionVersion: sync,
    enableMetadataWithRecommendations: metadata,
  } = campaign.campaignConfig;
  const { name, solutionVersionArn: served, minProvisionedTPS } = campaign;
  const campaignConfig = defined({
    syncWithLatestSolutionVersion: sync === true ? sync : undefined,
    itemExplorationConfig: itemExplorationConfig && { ...itemExplorationConfig },
    rankingInfluence: rankingInfluence && { ...rankingInfluence },
    enableMetadataWithRecommendations: metadata === true ? metadata : undefined,
  });
  return {
    name,
    solutionVersionArn: sync === true ? served.slice(0, served.lastIndexOf('/')) + LATEST : served,
    minProvisionedTPS,
    ...(Object.keys(campaignConfig).length === 0 ? {} : { campaignConfig }),
  };
}

export const campaigns = {
  operations: {
    async CreateCampaign(input, { project }) {
      const request = {
        name: text(input, 'name'),
        solutionVersionArn: text(input, 'solutionVersionArn'),
        ...readSettings(input),
      };
      const { arn } = await stored(project, (before) => createCampaign(before, request, project.nowSec));
      return { campaignArn: arn };
    },
    async UpdateCampaign(input, { project }) {
      const arn = text(input, 'campaignArn');
      const solutionVersionArn = optionalText(input, 'solutionVersionArn');
      const change = { arn, ...defined({ solutionVersionArn }), ...readSettings(input) };
      await project.update((before) => updateCampaign(before, change, project.nowSec).state);
      return { campaignArn: arn };
    },
    ...readOperations(campaignKind, {
      summary,
      description: (campaign) => ({
        ...summary(campaign),
        ...settingsOf(campaign),
        // An update takes no time here: one that is refused is none.
        ...defined({
          latestCampaignUpdate: campaign.latestUpdate && {
            ...settingsOf(campaign.latestUpdate),
            status: 'ACTIVE',
            ...dated(campaign.latestUpdate),
          },
        }),
      }),
      asked(input, state) {
        const solutionArn = optionalText(input, 'solutionArn');
        if (solutionArn === undefined) return undefined;
        // The service takes the id of a version here too.
        if (state.solutionVersions.some(({ arn }) => arn === solutionArn))
          return ({ solutionVersionArn }) => solutionVersionArn === solutionArn;
        const name = visibleOf(solutionKind, state).find(({ arn }) => arn === solutionArn)?.name;
        const versions = name === undefined ? [] : versionsOf(name, state);
        return ({ solutionVersionArn }) => versions.some(({ arn }) => arn === solutionVersionArn);
      },
    }),
    ...deleteOperation(campaignKind),
  },
  bundled: {
    kind: 'campaign',
    requests: (state) =>
      serviceOf(state).campaigns.map((campaign) => requestFor('campaign', campaign, requestOf(campaign))),
  },
} satisfies ServiceKind;
