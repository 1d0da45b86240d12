import { expect, test } from 'vitest';
import { ofEarlierBuild, withPresentIds } from '../../../src/domain/earlier';
import { newState } from '../../../src/engine/resources/new-state';
import type { ProjectId } from '../../../src/domain/resources';
import { NO_RESOURCES } from '../../../src/domain/service';

test('what an earlier build stored has the ids of today, and campaigns that go on giving metadata', () => {
  const arn = 'arn:local:personalize:browser:0:campaign/home';
  const now = 'arn:aws:personalize:us-east-1:000000000000:campaign/home';
  const dates = { creationDateTime: 1, lastUpdatedDateTime: 1 };
  const campaign = {
    arn,
    name: 'home',
    status: 'ACTIVE' as const,
    solutionVersionArn: 'arn:local:personalize:browser:0:solution/a/12345678',
    minProvisionedTPS: 1,
    campaignConfig: { syncWithLatestSolutionVersion: true },
    ...dates,
  };
  const empty = newState('p' as ProjectId, 'shop', 'aws', 0);
  const service = {
    ...NO_RESOURCES,
    campaigns: [campaign],
    tags: { [arn]: [{ tagKey: 'a', tagValue: arn }] },
  };
  const stored = { state: { ...empty, service }, models: [{ arn }] };
  const { state, models } = ofEarlierBuild(stored);
  expect(models).toEqual([{ arn: now }]);
  expect(state.service?.tags).toEqual({ [now]: [{ tagKey: 'a', tagValue: now }] });
  expect(state.service?.campaigns).toEqual([
    {
      ...campaign,
      arn: now,
      solutionVersionArn: 'arn:aws:personalize:us-east-1:000000000000:solution/a/12345678',
      campaignConfig: { syncWithLatestSolutionVersion: true, enableMetadataWithRecommendations: true },
    },
  ]);
  expect(ofEarlierBuild({ state: empty })).toEqual({ state: empty });
  expect(withPresentIds(`{"source":"${arn}"}`)).toBe(`{"source":"${now}"}`);
});
