import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthBounds, type MonthUsage } from '../../../../src/domain/usage';
import { toCents } from '../../../../src/domain/rounding';
import { estimateCost, type Usage } from '../../../../src/interop/pricing/estimate';
import {
  usageAtMonthsEnd,
  usageOfMonth,
  peakTps,
  requestsForNothing,
  standingCost,
  trainingsOf,
  usageOfScenario,
  type Scenario,
} from '../../../../src/interop/pricing/what-if';
import { priceTable } from '../../../../src/interop/pricing/price-table';
import { readPriceTable } from '../../../../src/interop/pricing/read-price-table';
import { sliceByTier } from '../../../../src/interop/pricing/tiers';

const idle: Scenario = {
  requests: 0,
  shape: 'even',
  campaigns: 1,
  minProvisionedTPS: 1,
  nightsOff: false,
  retraining: 'none',
  trainingHours: 0,
  batchLines: 0,
  ingestedGb: 0,
  days: 30,
  roundTpsHours: true,
};
const costOf = (change: Partial<Scenario>): number =>
  estimateCost(usageOfScenario({ ...idle, ...change })).total;

describe('what if', () => {
  it('an idle campaign with three training hours and two GB is worked example A', () => {
    const change = { retraining: 'monthly', trainingHours: 3, ingestedGb: 2 } as const;
    expect(toCents(costOf(change))).toBe(144.82);
    expect(standingCost({ ...idle, ...change }, priceTable)).toBeCloseTo(144, 9);
  });

  it.each([
    [28, 134.4],
    [29, 139.2],
    [30, 144],
    [31, 148.8],
  ])('a month of %i days stands by for %d dollars', (days, cost) => {
    expect(costOf({ days })).toBeCloseTo(cost, 9);
  });

  it('each campaign stands by for itself, and they share the requests', () => {
    expect(costOf({ campaigns: 3, minProvisionedTPS: 2 })).toBeCloseTo(6 * 144, 9);
    // 4 TPS in all, evenly: one campaign goes over its minimum of 2, two do not.
    const requests = 4 * 30 * 24 * 3600;
    expect(costOf({ requests, minProvisionedTPS: 2 })).toBeCloseTo(4 * 144, 9);
    expect(costOf({ requests, minProvisionedTPS: 2, campaigns: 2 })).toBeCloseTo(4 * 144, 9);
    expect(costOf({ requests, minProvisionedTPS: 2, campaigns: 3 })).toBeCloseTo(6 * 144, 9);
  });

  it('deleting the campaign for eight hours a night saves a third', () => {
    expect(costOf({ nightsOff: true })).toBeCloseTo(96, 9);
  });

  it('requests cost something from the busiest five minutes on that go over the minimum', () => {
    // Even: 1 TPS all month = 2,592,000 requests. A burst has half of a day's requests in its 24th part.
    expect(requestsForNothing(idle)).toBeCloseTo(30 * 24 * 3600, 3);
    expect(requestsForNothing({ ...idle, shape: 'bursty' })).toBeCloseTo((30 * 24 * 3600) / 12, 3);
    for (const shape of ['even', 'day', 'bursty'] as const) {
      const free = requestsForNothing({ ...idle, shape });
      const unrounded = { shape, roundTpsHours: false };
      expect(costOf({ ...unrounded, requests: free * 0.999 })).toBeCloseTo(144, 9);
      expect(costOf({ ...unrounded, requests: free * 1.05 })).toBeGreaterThan(144.001);
      expect(peakTps({ ...idle, shape, requests: free })).toBeCloseTo(1, 9);
    }
  });

  it('two million requests that come evenly cost nothing beside standing by, in a burst they do', () => {
    expect(costOf({ requests: 2e6 })).toBeCloseTo(144, 9);
    // 2e6/30 a day: 33,333 in the hour (9.26 TPS) and 33,333 in 23 hours (0.40, below 1): 30·(23 + 9.26) = 967.8 → 968.
    expect(costOf({ requests: 2e6, shape: 'bursty' })).toBeCloseTo(968 * 0.2, 9);
  });

  it('trains as often as the schedule says', () => {
    expect(trainingsOf({ retraining: 'weekly', days: 28 })).toBe(4);
    expect(trainingsOf({ retraining: 'daily', days: 31 })).toBe(31);
    expect(costOf({ retraining: 'none', trainingHours: 5 })).toBeCloseTo(144, 9);
  });

  it('no campaign answers nothing and costs nothing', () => {
    expect(costOf({ campaigns: 0, requests: 1e9 })).toBe(0);
  });

  const scenarios = fc.record({
    requests: fc.double({ min: 0, max: 1e9, noNaN: true }),
    shape: fc.constantFrom('even' as const, 'day' as const, 'bursty' as const),
    campaigns: fc.integer({ min: 0, max: 50 }),
    minProvisionedTPS: fc.integer({ min: 1, max: 300 }),
    nightsOff: fc.boolean(),
    retraining: fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const, 'none' as const),
    trainingHours: fc.double({ min: 0, max: 1000, noNaN: true }),
    batchLines: fc.integer({ min: 0, max: 1e9 }),
    ingestedGb: fc.double({ min: 0, max: 1e5, noNaN: true }),
    days: fc.integer({ min: 28, max: 31 }),
    roundTpsHours: fc.boolean(),
  });
  const quantities = [
    'requests',
    'campaigns',
    'minProvisionedTPS',
    'trainingHours',
    'batchLines',
    'ingestedGb',
    'days',
  ] as const;

  it('never gets cheaper with more of anything', () => {
    fc.assert(
      fc.property(
        scenarios,
        fc.constantFrom(...quantities),
        fc.integer({ min: 1, max: 1000 }),
        (scenario, field, more) => {
          const grown = field === 'days' ? Math.min(31, scenario.days + more) : scenario[field] + more;
          const before = estimateCost(usageOfScenario(scenario)).total;
          const after = estimateCost(usageOfScenario({ ...scenario, [field]: grown })).total;
          expect(after).toBeGreaterThanOrEqual(before - 1e-9 * before - 1e-9);
        },
      ),
    );
  });

  it('never gets cheaper by not deleting it at night, nor by a rarer schedule', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const quiet = { ...scenario, requests: 0 };
        const cost = (change: Partial<Scenario>) =>
          estimateCost(usageOfScenario({ ...quiet, ...change })).total;
        expect(cost({ nightsOff: true })).toBeLessThanOrEqual(cost({ nightsOff: false }));
        const schedules = (['none', 'monthly', 'weekly', 'daily'] as const).map((retraining) =>
          cost({ retraining }),
        );
        expect(schedules).toEqual([...schedules].sort((one, other) => one - other));
      }),
    );
  });
});

describe('tiers', () => {
  const tiers = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 10, noNaN: true })), {
      minLength: 1,
      maxLength: 5,
    })
    .map((steps) => {
      let end = 0;
      return steps.map(([width, price], at) => ({
        upTo: at === steps.length - 1 ? null : (end += width),
        price,
      }));
    });
  const costAt = (x: number, list: Parameters<typeof sliceByTier>[1]): number =>
    sliceByTier(x, list).reduce((sum, { cost }) => sum + cost, 0);

  it('cost is continuous where one begins, and never falls', () => {
    fc.assert(
      fc.property(tiers, fc.double({ min: 1e-6, max: 0.5, noNaN: true }), (list, step) => {
        const dearest = Math.max(...list.map(({ price }) => price));
        for (const { upTo } of list) {
          if (upTo === null) continue;
          const [before, after] = [upTo - step, upTo + step];
          const [below, at, above] = [before, upTo, after].map((x) => costAt(x, list));
          const slack = 1e-9 * (1 + at);
          expect(at - below).toBeGreaterThanOrEqual(-slack);
          expect(above - at).toBeGreaterThanOrEqual(-slack);
          // A step so small beside the tier is not the one asked for: what it came to counts.
          expect(at - below).toBeLessThanOrEqual(dearest * (upTo - before) + slack);
          expect(above - at).toBeLessThanOrEqual(dearest * (after - upTo) + slack);
        }
      }),
    );
  });

  it.each([
    [20_000_000, 1340],
    [20_000_500, 1340.03],
    [200_000_000, 11_780],
    [200_001_000, 11_780.05],
  ])('%i batch lines cost %d', (batchLines, cost) => {
    expect(toCents(estimateCost({ batchLines }).total)).toBe(cost);
  });
});

describe('TPS-hours', () => {
  it('are rounded half up to whole ones, or not at all', () => {
    const quantity = (tpsHours: number, roundTpsHours: boolean): number =>
      estimateCost({ tpsHours, roundTpsHours }).lines[2].quantity;
    expect([0.49, 0.5, 1.5, 2.49].map((x) => quantity(x, true))).toEqual([0, 1, 2, 2]);
    expect([0.49, 0.5, 1.5, 2.49].map((x) => quantity(x, false))).toEqual([0.49, 0.5, 1.5, 2.49]);
  });

  it('never fall with a request more in any bucket, nor with a bucket more', () => {
    const buckets = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        buckets,
        fc.nat(),
        fc.nat(1000),
        fc.integer({ min: 1, max: 9 }),
        (requests, at, quietBuckets, tps) => {
          const hours = (counts: readonly number[], quiet: number) =>
            estimateCost({
              campaigns: [{ minProvisionedTPS: tps, requests: counts, quietBuckets: quiet }],
              roundTpsHours: false,
            }).lines[2].quantity;
          const more = requests.map((count, n) => (n === at % requests.length ? count + 1 : count));
          expect(hours(more, quietBuckets)).toBeGreaterThanOrEqual(hours(requests, quietBuckets));
          expect(hours(requests, quietBuckets + 1)).toBeCloseTo(hours(requests, quietBuckets) + tps / 12, 9);
        },
      ),
    );
  });
});

describe('a month as it was measured', () => {
  const month: MonthUsage = {
    month: '2026-11',
    ...monthBounds('2026-11'),
    untilSec: Date.UTC(2026, 10, 10, 9, 2) / 1000,
    countedSinceSec: 0,
    csvBytes: 2 ** 29,
    putBytes: 2 ** 29,
    trainings: 2,
    trainingSeconds: 1800,
    batchLines: 5000,
    months: ['2026-11'],
    campaigns: [
      {
        campaignArn: 'arn:home',
        name: 'home',
        minProvisionedTPS: 2,
        requests: 6900,
        rates: [
          { minProvisionedTPS: 1, quietBuckets: 10, requests: [] },
          { minProvisionedTPS: 2, quietBuckets: 1, requests: [6000, 900] },
        ],
      },
      {
        campaignArn: 'arn:old',
        name: 'old',
        minProvisionedTPS: null,
        requests: 0,
        rates: [{ minProvisionedTPS: 1, quietBuckets: 24, requests: [] }],
      },
    ],
  };

  it('becomes the quantities of the bill', () => {
    const { lines, total } = estimateCost(usageOfMonth(month, false));
    // Buckets: 10·1 + 1·2 + 20 + 3 and 24·1 → 59/12 TPS-hours.
    expect(lines.map(({ quantity }) => quantity)).toEqual([1, 0.5, expect.closeTo(59 / 12, 12), 5]);
    expect(total).toBeCloseTo(0.05 + 0.12 + (59 / 12) * 0.2 + 0.335, 12);
  });

  it('ends with what is still ACTIVE going on, at the rate that it has', () => {
    const at = (usage: Usage): number => estimateCost(usage).lines[2].quantity;
    // Of 8,640 buckets, 9·288 + 9·12 + 1 have begun: 5,939 are left, at 2 TPS.
    expect(at(usageAtMonthsEnd(month, false))).toBeCloseTo(59 / 12 + (5939 * 2) / 12, 9);
    const over = { ...month, untilSec: month.toSec };
    expect(at(usageAtMonthsEnd(over, false))).toBeCloseTo(59 / 12, 9);
  });
});

describe('a price table', () => {
  it('is taken with its tiers', () => {
    const given = { realTimePerTpsHour: [{ upTo: 10, price: 1 }, { price: 0 }], stamp: 'mine' };
    const table = readPriceTable(given);
    expect(table).toMatchObject({ stamp: 'mine', trainingPerHour: priceTable.trainingPerHour });
    expect(toCents(estimateCost({ tpsHours: 25 }, table).total)).toBe(10);
    expect(readPriceTable(JSON.parse(JSON.stringify(priceTable)))).toEqual(priceTable);
  });

  it.each([
    [[], 'prices'],
    [{ currency: 'EUR' }, 'currency'],
    [{ price: 1 }, 'price'],
    [{ ingestionPerGb: [] }, 'ingestionPerGb'],
    [{ ingestionPerGb: [{ price: -1 }] }, 'ingestionPerGb[0].price'],
    [{ ingestionPerGb: [{ price: '1' }] }, 'ingestionPerGb[0].price'],
    [{ ingestionPerGb: [{ upTo: 5, price: 1 }] }, 'ingestionPerGb[0].upTo'],
    [{ batchPerThousand: [{ price: 1 }, { price: 1 }] }, 'batchPerThousand[0].upTo'],
    [
      { batchPerThousand: [{ upTo: 5, price: 1 }, { upTo: 5, price: 1 }, { price: 1 }] },
      'batchPerThousand[1].upTo',
    ],
  ])('%j is refused by its field', (given, field) => {
    expect(() => readPriceTable(given)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', details: expect.objectContaining({ field }) }),
    );
  });
});
