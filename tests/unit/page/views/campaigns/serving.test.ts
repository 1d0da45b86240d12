import { describe, expect, test } from 'vitest';
import type { Campaign } from '../../../../../src/domain/service';
import type { RecipeName } from '../../../../../src/domain/recipe-catalogue';
import { campaignRequest } from '../../../../../src/page/views/campaigns/new-campaign';
import {
  NEW_SERVING,
  NEWEST,
  servingFault,
  servingOf,
  updateRequest,
  versionMeant,
} from '../../../../../src/page/views/campaigns/serving';
import { solutionVersion } from '../../../../support/fake-data';
import { specOf } from '../../../../support/trained-version';

const version = (id: string, recipe: RecipeName = 'aws-user-personalization') =>
  solutionVersion({ arn: `arn:x:solution/films/${id}`, solution: 'films', spec: specOf(recipe) });
const [old, newest] = [version('a'), version('b')];
const campaign: Campaign = {
  arn: 'arn:x:campaign/home',
  name: 'home',
  status: 'ACTIVE',
  solutionVersionArn: old.arn,
  minProvisionedTPS: 2,
  campaignConfig: { itemExplorationConfig: { explorationWeight: '0.5' } },
  creationDateTime: 1,
  lastUpdatedDateTime: 1,
};

describe('what a campaign serves', () => {
  test('stands as it is, with the defaults of the service', () => {
    expect(servingOf(campaign)).toEqual({
      version: old.arn,
      minProvisionedTPS: '2',
      explorationWeight: '0.5',
      explorationItemAgeCutOff: '30',
      POPULARITY: '0',
      FRESHNESS: '0',
      metadata: 'off',
    });
    const follows = { ...campaign, campaignConfig: { syncWithLatestSolutionVersion: true } };
    expect(servingOf(follows).version).toBe(NEWEST);
  });

  test('the newest of its solution is asked for as $LATEST, which it then follows', () => {
    const form = { ...servingOf(campaign), version: NEWEST };
    const meant = versionMeant(form, [old, newest], old);
    expect(meant).toBe(newest);
    expect(updateRequest(campaign, form, meant)).toMatchObject({
      solutionVersionArn: 'arn:x:solution/films/$LATEST',
      campaignConfig: { syncWithLatestSolutionVersion: true },
    });
  });

  test('another version is one request, without exploration where the recipe has none', () => {
    const hrnn = version('c', 'aws-hrnn');
    const form = {
      ...servingOf(campaign),
      version: hrnn.arn,
      minProvisionedTPS: '3',
      metadata: 'on' as const,
    };
    expect(updateRequest(campaign, form, versionMeant(form, [old, hrnn], old))).toEqual({
      campaignArn: campaign.arn,
      solutionVersionArn: hrnn.arn,
      minProvisionedTPS: 3,
      campaignConfig: { syncWithLatestSolutionVersion: false, enableMetadataWithRecommendations: true },
    });
  });

  test('what is put first, where the recipe takes that', () => {
    const alike = version('d', 'aws-semantic-similarity');
    const led = { ...campaign, campaignConfig: { rankingInfluence: { FRESHNESS: 0.4 } } };
    const form = { ...servingOf(led), version: alike.arn, POPULARITY: '0.2' };
    expect(updateRequest(led, form, alike).campaignConfig).toMatchObject({
      rankingInfluence: { POPULARITY: 0.2, FRESHNESS: 0.4 },
    });
    expect(servingFault(form, alike)).toBeNull();
    expect(servingFault({ ...form, FRESHNESS: '2' }, alike)).toMatch(/FRESHNESS/);
    // Of another recipe, what stands there is neither sent nor judged.
    expect(servingFault({ ...form, FRESHNESS: '2' }, old)).toBeNull();
  });

  test('a new one asks for what its recipe takes, and for nothing else', () => {
    const settings = { ...NEW_SERVING, POPULARITY: '0.3' };
    expect(campaignRequest('home', version('d', 'aws-semantic-similarity'), settings)).toEqual({
      name: 'home',
      solutionVersionArn: 'arn:x:solution/films/d',
      minProvisionedTPS: 1,
      campaignConfig: {
        enableMetadataWithRecommendations: true,
        rankingInfluence: { POPULARITY: 0.3, FRESHNESS: 0 },
      },
    });
    expect(campaignRequest('home', old, settings).campaignConfig).toEqual({
      enableMetadataWithRecommendations: true,
      itemExplorationConfig: { explorationWeight: '0.3', explorationItemAgeCutOff: '30' },
    });
  });

  test.each([
    [{ minProvisionedTPS: '0' }, /TPS/],
    [{ minProvisionedTPS: '1.5' }, /TPS/],
    [{ explorationWeight: '1.1' }, /Weight/],
    [{ explorationWeight: '' }, /Weight/],
    [{ explorationItemAgeCutOff: '0' }, /CutOff/],
  ])('refuses %j', (change, words) => {
    expect(servingFault({ ...servingOf(campaign), ...change }, old)).toMatch(words);
    expect(servingFault(servingOf(campaign), old)).toBeNull();
  });
});
