import { expect, test } from 'vitest';
import { priceTable } from '../../../../../src/interop/pricing/price-table';
import { costCurveOf } from '../../../../../src/page/views/cost/curve';
import {
  busiestMonth,
  proposedScenario,
  readScenario,
} from '../../../../../src/page/views/cost/scenario-form';
import { projectState } from '../../../../support/fake-data';

test('the campaigns of the scenario stand ready for as much as those of the project', () => {
  const project = projectState();
  const campaign = (minProvisionedTPS: number) =>
    ({ minProvisionedTPS }) as NonNullable<typeof project.service>['campaigns'][number];
  const scenario = (...campaigns: ReturnType<typeof campaign>[]) => {
    const service = { ...project.service, campaigns } as unknown as typeof project.service;
    return proposedScenario({ ...project, service }, null, 2, 1_790_000_000);
  };
  expect(scenario(campaign(3), campaign(1))).toMatchObject({ campaigns: '2', minProvisionedTPS: '2' });
  expect(scenario()).toMatchObject({ campaigns: '1', minProvisionedTPS: '1' });
});

test('the scenario is asked once for every event of the busiest month, and the curve reaches down to it', () => {
  const months = [
    { month: '2026-01', count: 4200 },
    { month: '2026-02', count: 0 },
    { month: '2026-03', count: 4200 },
  ];
  expect(busiestMonth({ months })).toEqual({ month: '2026-03', count: 4200 });
  expect(busiestMonth({ months: months.slice(1, 2) })).toBeNull();
  const typed = proposedScenario(projectState(), months[0], 2, 1_790_000_000);
  expect(typed.requests).toBe('4,200');
  const scenario = { ...typed, requests: 0, campaigns: 1, minProvisionedTPS: 1, trainingHours: 0 };
  const read = readScenario(typed, { ...scenario, batchLines: 0, ingestedGb: 0 });
  expect(read.errors).toEqual({});
  const { here, points } = costCurveOf(read.scenario, priceTable);
  expect(points[0].requests).toBeLessThanOrEqual(here.requests);
  expect(proposedScenario(projectState(), null, 2, 1_790_000_000).requests).toBe('0');
});
