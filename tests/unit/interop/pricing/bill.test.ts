import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCents } from '../../../../src/domain/rounding';
import { estimateCost } from '../../../../src/interop/pricing/estimate';
import { billOf } from '../../../../src/interop/pricing/bill';

const cents = (dollars: number): number => Math.round(dollars * 100);
const sum = (parts: readonly { readonly shown: number }[]): number =>
  parts.reduce((total, { shown }) => total + cents(shown), 0);

const quantity = fc.oneof(
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const usages = fc.record({
  ingestedGb: quantity,
  trainingHours: quantity,
  tpsHours: quantity,
  batchLines: quantity,
  roundTpsHours: fc.boolean(),
});

test('lines and tiers of a bill add up to the total shown, each within a cent of what it is', () => {
  fc.assert(
    fc.property(usages, (usage) => {
      const estimate = estimateCost(usage);
      const bill = billOf(estimate);
      expect(sum(bill.lines)).toBe(cents(bill.shown));
      expect(bill.shown).toBe(toCents(estimate.total));
      for (const line of bill.lines) {
        expect(sum(line.slices)).toBe(cents(line.shown));
        for (const slice of line.slices) expect(Math.abs(slice.shown - slice.cost)).toBeLessThan(0.01 + 1e-9);
      }
    }),
    { numRuns: 500 },
  );
});

test('cents that rounding leaves go to the largest remainders', () => {
  // 0.004 + 0.004 + 0.2 + 0.0067 = 0.2147 → 0.21, and no line but the one of 0.20 has a whole cent.
  const bill = billOf(
    estimateCost({ ingestedGb: 0.08, trainingHours: 0.004 / 0.24, tpsHours: 1, batchLines: 100 }),
  );
  expect(bill.lines.map(({ shown }) => shown)).toEqual([0, 0, 0.2, 0.01]);
  expect(bill.shown).toBe(0.21);
});

test('half a cent is rounded up, whatever binary makes of it', () => {
  // 0.7 · 0.05 is 0.034999999999999996 in binary.
  expect(billOf(estimateCost({ ingestedGb: 0.7 })).shown).toBe(0.04);
});
