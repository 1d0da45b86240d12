import { expect, test } from 'vitest';
import { DataIndex } from '../../../../src/engine/project/data-index';
import { trafficRequest } from '../../../../src/engine/service/traffic';
import type { MonthUsage } from '../../../../src/domain/usage';
import { tablesOf } from '../../../support/small-tables';
import { nodeJob, nodeStudio, specOf } from '../../../support/studio-in-node';
import { useSmallSample } from '../../../support/small-sample';

useSmallSample();

const index = new DataIndex(
  tablesOf([
    ...Array.from({ length: 9 }, (_, n) => ({ user: 'often', item: `i${n}`, time: n })),
    { user: 'once', item: 'i0', time: 9 },
  ]),
);
const asked = (serves: Parameters<typeof trafficRequest>[1], seed: number, n: number) =>
  Array.from({ length: n }, (_, at) => trafficRequest(index, serves, seed, at));

test('request n of a seed is the same in every run, and another seed asks others', () => {
  expect(asked('users', 42, 50)).toEqual(asked('users', 42, 50));
  expect(asked('users', 42, 50)).not.toEqual(asked('users', 43, 50));
});

test('active people ask more often', () => {
  const once = asked('users', 42, 1000).filter(({ userId }) => userId === 'once').length;
  // A tenth of the rows is theirs: 100 of 1,000, give or take four standard deviations of 9.5.
  expect(once).toBeGreaterThan(62);
  expect(once).toBeLessThan(138);
});

test('asks in the form of each recipe', () => {
  for (const { itemId } of asked('items', 1, 20)) expect(itemId).toMatch(/^i\d$/);
  for (const { inputList = [] } of asked('lists', 1, 20)) {
    expect(inputList.length).toBeGreaterThan(1);
    expect(new Set(inputList).size).toBe(inputList.length);
  }
});

test('counts as requests, whatever the recipe asks', async () => {
  const { studio } = nodeStudio();
  await studio.openSample(nodeJob(), 'film-club');
  for (const recipe of ['aws-popularity-count', 'aws-sims'] as const) {
    const { arn } = await studio.train(nodeJob(), specOf(recipe));
    await studio.invoke('CreateCampaign', { name: recipe, solutionVersionArn: arn });
  }
  const { campaigns } = (await studio.invoke('ListCampaigns', {})) as unknown as {
    campaigns: { campaignArn: string }[];
  };
  for (const { campaignArn } of campaigns)
    expect(await studio.invoke('SimulateRequests', { campaignArn, count: 30 })).toMatchObject({
      answered: 30,
    });
  const usage = (await studio.invoke('DescribeUsage', {})).usage as unknown as MonthUsage;
  expect(usage.campaigns.map(({ requests }) => requests)).toEqual([30, 30]);
  const [{ campaignArn }] = campaigns;
  await expect(studio.invoke('SimulateRequests', { campaignArn, count: 501 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(studio.invoke('SimulateRequests', { campaignArn: 'none' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
