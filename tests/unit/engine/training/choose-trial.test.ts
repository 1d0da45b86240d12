import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../src/domain/tuning';
import { chooseTrial } from '../../../../src/engine/training/choose-trial';

function trial(number: number, value: number, pValue: number | null): Trial {
  return {
    number,
    recipe: 'aws-sims',
    algorithmHyperParameters: {},
    status: 'COMPLETED',
    epochs: { done: 1, total: 1 },
    value,
    firstEpochValue: value,
    metrics: null,
    versusDefaults:
      pValue === null
        ? null
        : {
            n: 100,
            difference: 0.01,
            low: 0.001,
            high: 0.02,
            pValue,
            first: 60,
            second: 40,
            equal: 0,
            better: 'first',
          },
    seconds: 1,
    failure: null,
  };
}

describe('which trial is taken', () => {
  const defaults = trial(1, 0.1, null);
  const others = (count: number): Trial[] => Array.from({ length: count }, (_, k) => trial(k + 2, 0.05, 0.9));

  it('asks the more of a lead the more comparisons were made', () => {
    const lead = (pValue: number): Trial => trial(20, 0.11, pValue);
    expect(chooseTrial([defaults, lead(0.02)], 'Maximize')?.number).toBe(20);
    expect(chooseTrial([defaults, ...others(1), lead(0.02)], 'Maximize')?.number).toBe(20);
    expect(chooseTrial([defaults, ...others(2), lead(0.02)], 'Maximize')?.number).toBe(1);
    expect(chooseTrial([defaults, ...others(6), lead(0.022)], 'Maximize')?.number).toBe(1);
    expect(chooseTrial([defaults, ...others(6), lead(0.005)], 'Maximize')?.number).toBe(20);
  });

  it('counts only comparisons that were made, and takes the best of what is shown', () => {
    const stopped: Trial = { ...trial(2, 0.04, null), status: 'STOPPED' };
    const trials = [defaults, stopped, stopped, trial(3, 0.12, 0.02), trial(4, 0.13, 0.001)];
    expect(chooseTrial(trials, 'Maximize')?.number).toBe(4);
    expect(chooseTrial(trials.slice(0, 4), 'Maximize')?.number).toBe(3);
  });
});
