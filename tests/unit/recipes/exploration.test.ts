import { describe, expect, it } from 'vitest';
import {
  type ExplorationSettings,
  type ItemExposure,
  explainExplored,
  explore,
  planExploration,
} from '../../../src/recipes/exploration';

const DAY = 86_400;
const settings: ExplorationSettings = { weight: 0.3, ageCutOffDays: 30, seed: 5, purpose: 'Ann' };

/** Items of these ages in days, never interacted with or shown. */
function aged(...days: number[]): ItemExposure {
  return {
    ageSec: Float64Array.from(days, (d) => d * DAY),
    interactions: new Int32Array(days.length),
    impressions: new Int32Array(days.length),
  };
}

function explored(
  logits: number[],
  items: ItemExposure,
  change: Partial<ExplorationSettings> = {},
): number[] {
  const values = Float64Array.from(logits);
  explore(values, planExploration(values, items, { ...settings, ...change }));
  return [...values];
}

describe('exploration', () => {
  it('changes not one bit at weight 0', () => {
    const logits = [0.1 + 0.2, -3, 1e-17, 5];
    expect(explored(logits, aged(0, 1, 2, 3), { weight: 0 })).toEqual(logits);
  });

  it('adds e · max z / √(1 + interactions + impressions) to what is new enough, within the noise', () => {
    // Logits 4, 1, 1, 0, −1: mean 1, max z = 3, range 5, so noise is within ±0.05.
    const items = { ...aged(31, 30, 2, -1, 500), interactions: Int32Array.of(0, 0, 3, 2, 0) };
    const shown = { ...items, impressions: Int32Array.of(0, 0, 0, 6, 0) };
    const values = explored([4, 1, 1, 0, -1], shown);
    const bonus = [0, 0.3 * 3, (0.3 * 3) / 2, (0.3 * 3) / 3, 0];
    const plain = [3, 0, 0, -1, -2].map((z) => 0.7 * z);
    values.forEach((value, i) => {
      const off = Math.abs(value - plain[i] - bonus[i]);
      expect(off).toBeLessThanOrEqual(i === 0 || i === 4 ? 1e-12 : 0.05);
    });
    // The noise is there, and not the same for all.
    expect(values[1] - bonus[1]).not.toBe(values[2] - bonus[2]);
    expect(values[1]).not.toBeCloseTo(0.9, 6);
  });

  it('does not mind a constant added to all logits', () => {
    const a = explored([4, 1, 1, 0, -1], aged(40, 3, 3, 3, 3));
    const b = explored([14, 11, 11, 10, 9], aged(40, 3, 3, 3, 3));
    a.forEach((value, i) => expect(value).toBeCloseTo(b[i], 12));
  });

  it('draws the same noise for the same seed and purpose, and another for others', () => {
    const once = explored([2, 1, 0], aged(1, 1, 1));
    expect(explored([2, 1, 0], aged(1, 1, 1))).toEqual(once);
    expect(explored([2, 1, 0], aged(1, 1, 1), { seed: 6 })).not.toEqual(once);
    expect(explored([2, 1, 0], aged(1, 1, 1), { purpose: 'Bob' })).not.toEqual(once);
  });

  it('leaves out of it what has no age, and what cannot be listed', () => {
    const values = explored([2, -Infinity, 0], aged(NaN, 1, NaN));
    expect(values).toEqual([0.7, -Infinity, -0.7].map((v) => expect.closeTo(v, 12)));
  });

  it('explains the explored logit: the shares scaled, one bar for exploration', () => {
    const logits = Float64Array.of(4, 1, 1, 0, -1);
    const plan = planExploration(logits, aged(40, 3, 3, 3, 3), settings);
    const after = logits.slice();
    explore(after, plan);
    logits.forEach((logit, item) => {
      const shares = [
        { part: 'history', historyPosition: 0, value: logit - 1 },
        { part: 'bias', value: 1 },
      ] as const;
      const told = explainExplored(shares, plan, item);
      expect(told.reduce((sum, share) => sum + share.value, 0)).toBeCloseTo(after[item], 12);
      expect(told.at(-1)).toEqual({ part: 'exploration', value: plan.bonus[item] });
    });
    const off = planExploration(logits, aged(1, 1, 1, 1, 1), { ...settings, weight: 0 });
    expect(explainExplored([{ part: 'bias', value: 4 }], off, 0)).toEqual([{ part: 'bias', value: 4 }]);
  });
});
