import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCents } from '../../../../src/domain/rounding';
import { estimateCost, type Usage } from '../../../../src/interop/pricing/estimate';
import { priceTable } from '../../../../src/interop/pricing/price-table';
import { sliceByTier } from '../../../../src/interop/pricing/tiers';
import { tpsHours } from '../../../../src/interop/pricing/tps-hours';

const shown = (usage: Usage): number => toCents(estimateCost(usage).total);

describe('worked examples of the price list', () => {
  it('an idle campaign costs a month of its provisioned rate', () => {
    const campaigns = [{ minProvisionedTPS: 1, quietHours: 30 * 24 }];
    expect(shown({ campaigns, trainingHours: 3, ingestedGb: 2 })).toBe(144.82);
  });

  it('a bursty hour, rounded to whole TPS-hours and not', () => {
    const requests = [300, 600, 900, 1200, 3000, 6000, 300, 0, 0, 150, 600, 900];
    const campaigns = [{ minProvisionedTPS: 2, requests }];
    expect(tpsHours(campaigns[0])).toBeCloseTo(4.5, 12);
    expect(shown({ campaigns, roundTpsHours: false })).toBe(0.9);
    expect(shown({ campaigns })).toBe(1);
  });

  it('a large month runs through every tier', () => {
    const usage = { tpsHours: 450_000, batchLines: 230_000_000, trainingHours: 125, ingestedGb: 40 };
    const { lines } = estimateCost(usage);
    expect(lines.map(({ item, cost }) => [item, toCents(cost)])).toEqual([
      ['ingestion', 2],
      ['training', 30],
      ['real-time', 34_500],
      ['batch', 13_280],
    ]);
    expect(shown(usage)).toBe(47_812);
  });
});

it.each([
  [20_000, 4000],
  [20_000.5, 4000.05],
  [200_000, 22_000],
])('%d TPS-hours cost %d at the edge of a tier', (quantity, cost) => {
  expect(shown({ tpsHours: quantity, roundTpsHours: false })).toBe(cost);
});

it('adds all campaigns before rounding once', () => {
  const campaign = { minProvisionedTPS: 1, requests: Array<number>(6).fill(0) };
  // Half an hour each: 0.5 + 0.5 + 0.5 = 1.5 → 2 whole TPS-hours; rounded one by one it would be 3.
  expect(estimateCost({ campaigns: [campaign, campaign, campaign] }).lines[2].quantity).toBe(2);
});

it('counts a part of a bucket whole, and bytes in GB of 2^30', () => {
  expect(tpsHours({ minProvisionedTPS: 1, quietHours: 1 / 3600 })).toBeCloseTo(1 / 12, 12);
  expect(estimateCost({ ingestedBytes: 2 ** 30 }).lines[0].quantity).toBe(1);
});

it.each([
  [{ trainingHours: -1 }, 'trainingHours'],
  [{ batchLines: NaN }, 'batchLines'],
  [{ campaigns: [{ minProvisionedTPS: 0 }] }, 'minProvisionedTPS'],
  [{ campaigns: [{ minProvisionedTPS: 1, requests: [-3] }] }, 'requests'],
])('refuses %j', (usage, field) => {
  expect(() => estimateCost(usage)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', details: expect.objectContaining({ field }) }),
  );
});

const quantity = fc.double({ min: 0, max: 1e9, noNaN: true });
const usages = fc.record({
  ingestedGb: quantity,
  trainingHours: quantity,
  tpsHours: quantity,
  batchLines: quantity,
});

it('never gets cheaper when more is used', () => {
  fc.assert(
    fc.property(
      usages,
      fc.constantFrom('ingestedGb', 'trainingHours', 'tpsHours', 'batchLines'),
      quantity,
      (usage, field, more) => {
        const dearer = estimateCost({ ...usage, [field]: usage[field] + more }).total;
        expect(dearer).toBeGreaterThanOrEqual(estimateCost(usage).total * (1 - 1e-12));
      },
    ),
  );
});

it('cuts a quantity into slices that add up to it', () => {
  fc.assert(
    fc.property(quantity, (x) => {
      const slices = sliceByTier(x, priceTable.realTimePerTpsHour);
      expect(slices.reduce((sum, slice) => sum + slice.quantity, 0)).toBeCloseTo(x, 5);
    }),
  );
});
