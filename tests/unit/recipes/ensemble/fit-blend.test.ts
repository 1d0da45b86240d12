import { describe, expect, it } from 'vitest';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { Rng } from '../../../../src/kernels/rng';
import { type BlendFit, fitBlend } from '../../../../src/recipes/ensemble/fit-blend';
import { type PeoplesChoices, logitsOf } from '../../../../src/recipes/moments/fit-order';
import { uncancelled } from '../../../support/recipe-contract';

/** Choices among six, of which the first feature knows something, the second nothing, and the third is not there. */
function choicesOf(nRows: number): PeoplesChoices {
  const rng = new Rng(4, 'blend');
  const features = Float64Array.from({ length: 18 * nRows }, (_, k) => (k % 3 === 2 ? 0 : rng.normal()));
  for (let r = 0; r < nRows; r++) features[18 * r] += 1.5;
  return {
    starts: Int32Array.from({ length: nRows + 1 }, (_, r) => 6 * r),
    logMultiplicity: new Float64Array(6 * nRows),
    width: 3,
    features,
    people: Int32Array.from({ length: nRows }, (_, r) => r),
  };
}

function blended(choices: PeoplesChoices): Promise<BlendFit> {
  const penalties = Float64Array.of(1e-3, 1e-3, 1e-3);
  return fitBlend(choices, penalties, new Float64Array(3), new InProcessPool(), uncancelled);
}

describe('a blend', () => {
  it('weighs what knows, and tells by the other half of the rows what it brings', async () => {
    const { weights, gain } = await blended(choicesOf(240));
    expect(weights[0]).toBeGreaterThan(5 * Math.abs(weights[1]));
    expect(weights[2]).toBe(0);
    const whole = gain?.() ?? NaN;
    // What is not there brings nothing, to the last bit; by chance one of six comes first.
    expect(gain?.(2)).toBe(whole);
    expect(gain?.(0)).toBeLessThan(whole - 0.1);
    expect(Math.abs((gain?.(1) ?? NaN) - whole)).toBeLessThan(0.02);
  });

  it('says nothing of what is brought by fewer than forty rows', async () => {
    expect((await blended(choicesOf(39))).gain).toBeNull();
    expect((await blended(choicesOf(40))).gain).not.toBeNull();
  });

  it('makes logits of features and weights', () => {
    const { features } = choicesOf(1);
    const logits = logitsOf(choicesOf(1), Float64Array.of(2, -1, 7));
    expect(logits).toHaveLength(6);
    logits.forEach((logit, c) => expect(logit).toBeCloseTo(2 * features[3 * c] - features[3 * c + 1], 12));
  });
});
