import { expect, test } from 'vitest';
import type { Campaign } from '../../../../../src/domain/service';
import { monthOf, type Meter } from '../../../../../src/domain/usage';
import { priceTable } from '../../../../../src/interop/pricing/price-table';
import { campaignSoFar } from '../../../../../src/page/views/cost/idle';

const created = Date.UTC(2026, 10, 10, 9, 2) / 1000;
const campaign: Campaign = {
  arn: 'arn:home',
  name: 'home',
  status: 'ACTIVE',
  solutionVersionArn: 'v',
  minProvisionedTPS: 1,
  campaignConfig: {},
  creationDateTime: created,
  lastUpdatedDateTime: created,
};

test('a campaign so far has the buckets since it was created, with their requests', () => {
  const first = Math.floor(created / 300);
  const meter: Meter = {
    sinceSec: 0,
    months: [
      {
        month: monthOf(created),
        csvBytes: 0,
        putBytes: 0,
        trainings: 0,
        trainingSeconds: 0,
        batchLines: 0,
        // Those of an earlier campaign of this name are not its own.
        requests: {
          'arn:home': [
            [first - 1, 9000],
            [first, 150],
            [first + 2, 900],
          ],
        },
      },
    ],
    ended: [],
  };
  // From 9:02 to 9:59: twelve buckets, of which one counts 3 TPS instead of 1.
  const soFar = campaignSoFar(campaign, meter, created + 57 * 60, priceTable);
  expect(soFar.cost).toBeCloseTo((14 / 12) * 0.2, 12);
  expect(soFar.requests).toBe(1050);
  expect(soFar.used).toBeCloseTo(1050 / 300 / 14, 12);
  expect(campaignSoFar(campaign, undefined, created, priceTable)).toMatchObject({ requests: 0, used: 0 });
});
