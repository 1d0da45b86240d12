import { describe, expect, it } from 'vitest';
import { type Objective, minimise } from '../../../src/kernels/minimise';
import { fitRanking } from '../../../src/kernels/rank-regression';
import { fitTopScale } from '../../../src/kernels/top-calibration';
import { Rng } from '../../../src/kernels/rng';
import { type Choices, fitSoftmaxRegression } from '../../../src/kernels/softmax-regression';

function run<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Choices among five drawn candidates by a softmax of `truth`; the one taken is put first. */
function drawChoices(truth: readonly number[], n: number): Choices {
  const rng = new Rng(3, 'choices');
  const size = 5;
  const features = new Float64Array(n * size * truth.length);
  for (let r = 0; r < n; r++) {
    const rows = Array.from({ length: size }, () => truth.map(() => rng.normal()));
    const weights = rows.map((row) => Math.exp(row.reduce((sum, x, f) => sum + truth[f] * x, 0)));
    let draw = rng.uniform() * weights.reduce((a, b) => a + b, 0);
    const taken = weights.findIndex((weight) => (draw -= weight) < 0);
    [rows[0], rows[taken]] = [rows[taken], rows[0]];
    rows.forEach((row, c) => features.set(row, (r * size + c) * truth.length));
  }
  return {
    starts: Int32Array.from({ length: n + 1 }, (_, r) => r * size),
    logMultiplicity: new Float64Array(n * size),
    width: truth.length,
    features,
  };
}

describe('softmax regression', () => {
  it('finds the one-feature optimum that can be worked by hand', () => {
    // Two candidates with features 1 and 0; the first is taken in 3 of 4 choices: e^w = 3.
    const starts = Int32Array.from([0, 2, 4, 6, 8]);
    const features = Float64Array.from([1, 0, 1, 0, 1, 0, 0, 1]);
    const logMultiplicity = new Float64Array(8);
    const { weights, loss } = run(
      fitSoftmaxRegression({ starts, width: 1, features, logMultiplicity }, Float64Array.of(0)),
    );
    expect(weights[0]).toBeCloseTo(Math.log(3), 5);
    expect(loss).toBeCloseTo(-(3 * Math.log(0.75) + Math.log(0.25)) / 4, 8);
  });

  it('counts a candidate as often as it stands for', () => {
    // The other candidate stands for 9: taken in 3 of 4, e^w / (e^w + 9) = 3/4, e^w = 27.
    const choices = {
      starts: Int32Array.from([0, 2, 4, 6, 8]),
      width: 1,
      features: Float64Array.from([1, 0, 1, 0, 1, 0, 0, 1]),
      logMultiplicity: Float64Array.from([0, Math.log(9), 0, Math.log(9), 0, Math.log(9), Math.log(9), 0]),
    };
    expect(run(fitSoftmaxRegression(choices, Float64Array.of(0))).weights[0]).toBeCloseTo(Math.log(27), 5);
  });

  it('recovers the weights that choices were drawn by', () => {
    const truth = [1.5, -0.7, 0];
    const { weights } = run(fitSoftmaxRegression(drawChoices(truth, 4000), new Float64Array(3)));
    // Standard errors are about 0.03.
    truth.forEach((weight, f) => expect(Math.abs(weights[f] - weight)).toBeLessThan(0.12));
  });

  it('shrinks under a penalty', () => {
    const choices = drawChoices([1.5], 500);
    const free = run(fitSoftmaxRegression(choices, Float64Array.of(0))).weights[0];
    const held = run(fitSoftmaxRegression(choices, Float64Array.of(1))).weights[0];
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(0.5 * free);
  });
});

describe('ranking', () => {
  /** Mean of 1 / log₂(1 + rank) of the taken candidates. */
  function gainOf({ starts, width, features }: Choices, weights: Float64Array): number {
    let gain = 0;
    for (let r = 0; r + 1 < starts.length; r++) {
      const logit = (c: number): number =>
        weights.reduce((sum, w, f) => sum + w * features[c * width + f], 0);
      let rank = 1;
      for (let c = starts[r] + 1; c < starts[r + 1]; c++) if (logit(c) > logit(starts[r])) rank++;
      gain += 1 / Math.log2(1 + rank);
    }
    return gain / (starts.length - 1);
  }

  it('orders better than where it started', () => {
    const choices = drawChoices([1, -1, 0.5], 600);
    const start = Float64Array.from([0.2, 0.4, 0]);
    const weights = run(fitRanking(choices, start, { sharpness: 2, penalty: 1e-4 }));
    expect(gainOf(choices, weights)).toBeGreaterThan(gainOf(choices, start) + 0.1);
  });

  it('stays where it started under a strong pull', () => {
    const choices = drawChoices([1, -1, 0.5], 200);
    const start = Float64Array.from([0.2, 0.4, 0]);
    const weights = run(fitRanking(choices, start, { sharpness: 2, penalty: 1e6 }));
    weights.forEach((weight, f) => expect(weight).toBeCloseTo(start[f], 4));
  });
});

describe('minimise', () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    // f = (1 − x)² + 10 (y − x²)², minimum 0 at (1, 1).
    const valley: Objective = function* ([x, y]) {
      const gap = y - x * x;
      return {
        value: (1 - x) * (1 - x) + 10 * gap * gap,
        gradient: Float64Array.of(-2 * (1 - x) - 40 * x * gap, 20 * gap),
      };
    };
    const [x, y] = run(minimise(valley, Float64Array.of(-1, 1)));
    expect(x).toBeCloseTo(1, 2);
    expect(y).toBeCloseTo(1, 2);
  });
});

describe('top calibration', () => {
  it('finds the factor at which the first places keep what they promise', () => {
    // Two candidates with logits a apart: the better one has the chance σ(a), and was taken in 3 of 4 choices.
    const starts = Int32Array.from([0, 2, 4, 6, 8]);
    const logits = Float64Array.from([2, 0, 2, 0, 2, 0, 0, 2]);
    const part = { starts, logits, logMultiplicity: new Float64Array(8) };
    // Places count 1 and 1/2: only σ(factor · 2) = 3/4 gives 4·(p + (1 − p)/2) = 3 + 1/2.
    expect(run(fitTopScale([part]))).toBeCloseTo(Math.log(3) / 2, 6);
    expect(run(fitTopScale([part, part]))).toBeCloseTo(Math.log(3) / 2, 6);
  });

  it('counts a candidate as often as it stands for, but lists it once', () => {
    // The better one against another that stands for 8: taken always but once in 10, so e^f / (e^f + 8·1) is what is
    // promised in the first place and 1 / (e^f + 8) in the second.
    const starts = Int32Array.from({ length: 11 }, (_, r) => 2 * r);
    const logits = Float64Array.from({ length: 20 }, (_, c) => (c < 18 ? 1 - (c % 2) : c % 2));
    const logMultiplicity = Float64Array.from(
      { length: 20 },
      (_, c) => (c < 18 ? c % 2 : 1 - (c % 2)) * Math.log(8),
    );
    const factor = run(fitTopScale([{ starts, logits, logMultiplicity }]));
    const e = Math.exp(factor);
    expect((e + 0.5) / (e + 8)).toBeCloseTo(0.95, 6);
  });
});
