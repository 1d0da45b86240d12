import { expect, it } from 'vitest';
import { Rng } from '../../../../src/kernels/rng';
import { rankGains } from '../../../../src/kernels/rank-gains';
import type { Choices } from '../../../../src/kernels/softmax-regression';
import { fitBeside } from '../../../../src/recipes/ensemble/fit-beside';
import { fitBlend, logitsOf } from '../../../../src/recipes/ensemble/fit-blend';

const CANDIDATES = 30;

/** Choices by two numbers, of which the taken candidate has so much more than the others on average. */
function choicesOf(nRows: number, more: readonly [number, number]): Choices {
  const rng = new Rng(3, 'choices');
  const n = nRows * CANDIDATES;
  return {
    starts: Int32Array.from({ length: nRows + 1 }, (_, row) => row * CANDIDATES),
    logMultiplicity: new Float64Array(n),
    width: 2,
    features: Float64Array.from(
      { length: 2 * n },
      (_, at) => rng.normal() + (Math.floor(at / 2) % CANDIDATES === 0 ? more[at % 2] : 0),
    ),
  };
}

function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

const penalties = new Float64Array(2).fill(1e-3);
const start = new Float64Array(2);

it('weighs a part that tells what the others do not, and lists gain by it on rows of the same kind', () => {
  const fit = finished(fitBeside(choicesOf(400, [1, 1]), 1, penalties, start));
  const [first, added] = fit?.weights ?? [NaN, NaN];
  expect(added / first).toBeGreaterThan(0.4);
  expect(added / first).toBeLessThan(1.5);
  const alone = finished(fitBlend({ ...choicesOf(400, [1, 0]), width: 2 }, penalties, start)).weights;
  const others = choicesOf(800, [1, 1]);
  const gain = (weights: Float64Array): number =>
    rankGains({ ...others, logits: logitsOf(others, weights) }).reduce((sum, own) => sum + own, 0) / 800;
  expect(gain(Float64Array.of(first, added))).toBeGreaterThan(gain(alone) + 0.05);
});

it('leaves out a part of chance values, and one of which too few rows can tell', () => {
  expect(finished(fitBeside(choicesOf(400, [1, 0]), 1, penalties, start))).toBeNull();
  expect(finished(fitBeside(choicesOf(39, [1, 3]), 1, penalties, start))).toBeNull();
  expect(finished(fitBeside(choicesOf(40, [1, 3]), 1, penalties, start))).not.toBeNull();
});
