import { describe, expect, it } from 'vitest';
import { AppError, type JsonObject } from '../../../../src/domain/errors';
import { Paced, type Pace } from '../../../../src/programs/emulate/pace';

const FILTER = 'arn:aws:personalize:us-east-1:000000000000:filter/one';
const CAMPAIGN = 'arn:aws:personalize:us-east-1:000000000000:campaign/one';

/** One filter and one campaign, made at second 1000, which is now. */
function service(pace: Pace) {
  let nowSec = 1000;
  const there = new Set([FILTER, CAMPAIGN]);
  const find = (arn: unknown): JsonObject => {
    if (typeof arn !== 'string' || !there.has(arn)) throw new AppError('NOT_FOUND', { arn: String(arn) });
    return { name: 'one', status: 'ACTIVE', creationDateTime: 1000, lastUpdatedDateTime: 1000 };
  };
  const run = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    switch (operation) {
      case 'DescribeFilter':
        return { filter: find(input.filterArn) };
      case 'DescribeCampaign':
        return { campaign: find(input.campaignArn) };
      case 'ListCampaigns':
        return { campaigns: [find(CAMPAIGN)] };
      case 'DeleteFilter':
        there.delete(String(input.filterArn));
        return {};
      case 'CreateFilter':
        there.add(FILTER);
        return { filterArn: FILTER };
      default:
        return { done: operation };
    }
  };
  const paced = new Paced(run, pace, { nowMs: () => nowSec * 1000 });
  const ask = (operation: string, input: JsonObject = {}) => paced.invoke(operation, input);
  const statusOf = async (operation: string, input: JsonObject): Promise<unknown> =>
    (Object.values(await ask(operation, input))[0] as JsonObject).status;
  return {
    ask,
    filterStatus: () => statusOf('DescribeFilter', { filterArn: FILTER }),
    campaignStatus: () => statusOf('DescribeCampaign', { campaignArn: CAMPAIGN }),
    wait: (seconds: number) => void (nowSec += seconds),
  };
}

describe('without a pace', () => {
  it('what was made is there, and what was deleted is seen going once', async () => {
    const { ask, filterStatus } = service('none');
    expect(await filterStatus()).toBe('ACTIVE');
    await ask('DeleteFilter', { filterArn: FILTER });
    expect(await filterStatus()).toBe('DELETE PENDING');
    await expect(filterStatus()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask('DeleteFilter', { filterArn: FILTER })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('one of the same name that is made anew takes its place', async () => {
    const { ask, filterStatus } = service('none');
    await ask('DeleteFilter', { filterArn: FILTER });
    await ask('CreateFilter');
    expect(await filterStatus()).toBe('ACTIVE');
  });
});

describe('at the pace of the service', () => {
  it('what was made is pending, then in progress, then active, in lists too', async () => {
    const { ask, campaignStatus, filterStatus, wait } = service('real');
    expect(await filterStatus()).toBe('CREATE PENDING');
    wait(5);
    expect(await filterStatus()).toBe('CREATE IN_PROGRESS');
    wait(10);
    expect(await filterStatus()).toBe('ACTIVE');
    expect(await ask('ListCampaigns')).toMatchObject({ campaigns: [{ status: 'CREATE IN_PROGRESS' }] });
    wait(75);
    expect(await campaignStatus()).toBe('ACTIVE');
  });

  it('cannot be used before', async () => {
    const { ask, wait } = service('real');
    await expect(ask('GetRecommendations', { campaignArn: CAMPAIGN })).rejects.toMatchObject({
      code: 'I01',
    });
    await expect(ask('UpdateCampaign', { campaignArn: CAMPAIGN })).rejects.toMatchObject({
      code: 'RESOURCE_IN_USE',
    });
    wait(90);
    expect(await ask('GetRecommendations', { campaignArn: CAMPAIGN })).toEqual({
      done: 'GetRecommendations',
    });
  });

  it('what was deleted goes within half a minute', async () => {
    const { ask, filterStatus, wait } = service('real');
    wait(60);
    await ask('DeleteFilter', { filterArn: FILTER });
    expect(await filterStatus()).toBe('DELETE PENDING');
    expect(await filterStatus()).toBe('DELETE PENDING');
    wait(5);
    expect(await filterStatus()).toBe('DELETE IN_PROGRESS');
    wait(25);
    await expect(filterStatus()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
