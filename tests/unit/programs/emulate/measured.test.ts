import { expect, it } from 'vitest';
import { AppError, type JsonObject } from '../../../../src/domain/errors';
import { measured } from '../../../../src/programs/emulate/measured';

const campaignArn = 'arn:aws:personalize:us-east-1:000000000000:campaign/front';
const recommenderArn = 'arn:aws:personalize:us-east-1:000000000000:recommender/front';

it('requests for lists are told by who was asked, others are not', async () => {
  const told: [string, string, number][] = [];
  const answers = new Map<string, () => JsonObject>([
    ['GetRecommendations', () => ({ itemList: [] })],
    ['GetPersonalizedRanking', () => refuse(new AppError('I04', { length: 0, max: 500 }))],
    ['ListCampaigns', () => ({ campaigns: [] })],
  ]);
  const invoke = measured(
    (operation) => Promise.resolve().then(() => answers.get(operation)?.() ?? refuse(new Error('broken'))),
    (metric, dimension, value) => told.push([metric, dimension, value]),
  );
  expect(await invoke('GetRecommendations', { recommenderArn })).toEqual({ itemList: [] });
  await expect(invoke('GetPersonalizedRanking', { campaignArn })).rejects.toMatchObject({ code: 'I04' });
  answers.delete('GetRecommendations');
  await expect(invoke('GetRecommendations', { campaignArn })).rejects.toThrow('broken');
  await expect(invoke('GetRecommendations', {})).rejects.toThrow('broken');
  await invoke('ListCampaigns', { campaignArn });
  expect(told).toEqual([
    ['GetRecommendations', `RecommenderArn=${recommenderArn}`, 1],
    ['GetRecommendationsLatency', `RecommenderArn=${recommenderArn}`, expect.any(Number)],
    ['GetPersonalizedRanking4xxErrors', `CampaignArn=${campaignArn}`, 1],
    ['GetRecommendations5xxErrors', `CampaignArn=${campaignArn}`, 1],
  ]);
});

function refuse(error: Error): never {
  throw error;
}
