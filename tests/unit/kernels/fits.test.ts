import { describe, expect, it } from 'vitest';
import { type Objective, minimise } from '../../../src/kernels/minimise';
import { fitRanking } from '../../../src/kernels/rank-regression';
import { fitTopScale, promisesOf, type ScoredChoices } from '../../../src/kernels/top-calibration';
import { Rng } from '../../../src/kernels/rng';
import { type Choices, fitSoftmaxRegression } from '../../../src/kernels/softmax-regression';
import { run } from '../../support/one-thread';

/** Choices among drawn candidates by a softmax of `truth`; the one taken is put first. */
function drawChoices(truth: readonly number[], n: number, size = 5): Choices {
  const rng = new Rng(3, 'choices');
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

/** What softmax regression minimises, straight from its definition. */
function lossOf(
  { starts, width, features, logMultiplicity }: Choices,
  penalties: readonly number[],
  weights: readonly number[],
): number {
  let loss = 0;
  for (let r = 0; r + 1 < starts.length; r++) {
    const logits = Array.from({ length: starts[r + 1] - starts[r] }, (_, c) =>
      weights.reduce(
        (sum, w, f) => sum + w * features[(starts[r] + c) * width + f],
        logMultiplicity[starts[r] + c],
      ),
    );
    loss += Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[0];
  }
  const pull = weights.reduce((sum, w, f) => sum + (penalties[f] * w * w) / 2, 0);
  return loss / (starts.length - 1) + pull;
}

describe('softmax regression from its definition', () => {
  /** Choices among 2 to 9 candidates, some of which stand for several; the second feature goes along with the first. */
  const rng = new Rng(11, 'uneven choices');
  const sizes = Array.from({ length: 100 }, () => 2 + rng.below(8));
  const starts = Int32Array.from([0, ...sizes.map((_, r) => sizes.slice(0, r + 1).reduce((a, b) => a + b))]);
  const n = starts[100];
  const features = Float64Array.from({ length: 3 * n }, () => rng.normal());
  for (let c = 0; c < n; c++) features[3 * c + 1] += 0.8 * features[3 * c];
  for (const start of starts.subarray(0, 100)) features[3 * start] += 0.7;
  const logMultiplicity = Float64Array.from({ length: n }, () => Math.log(1 + rng.below(3)));
  const choices: Choices = { starts, width: 3, features, logMultiplicity };
  const penalties = [0.01, 0.3, 0];

  it.each([undefined, [5, -4, 3]])('ends where the loss is flat, from %j', (from) => {
    const work = fitSoftmaxRegression(choices, Float64Array.from(penalties), from && Float64Array.from(from));
    let breaths = 0;
    let step = work.next();
    for (; step.done !== true; step = work.next()) breaths++;
    const { weights, loss } = step.value;
    expect(loss).toBeCloseTo(lossOf(choices, penalties, [...weights]), 10);
    for (let f = 0; f < 3; f++) {
      const [above, below] = [1e-4, -1e-4].map((moved) =>
        lossOf(
          choices,
          penalties,
          Array.from(weights, (w, g) => (g === f ? w + moved : w)),
        ),
      );
      expect(Math.abs(above - below) / 2e-4).toBeLessThan(1e-5);
    }
    // A hundred choices breathe three times; Newton's method needs few passes.
    expect(breaths % 3).toBe(0);
    expect(breaths / 3).toBeGreaterThan(2);
    expect(breaths / 3).toBeLessThan(from ? 14 : 8);
  });

  it('bears logits beyond what e can be raised to', () => {
    const steep: Choices = {
      starts: Int32Array.of(0, 2, 4),
      width: 1,
      features: Float64Array.of(4000, 0, 0, 4000),
      logMultiplicity: new Float64Array(4),
    };
    const { weights, loss } = run(fitSoftmaxRegression(steep, Float64Array.of(1e-6), Float64Array.of(1)));
    // So far out the loss has no curvature to go by: it stays where it began, one of two choices lost by 4000.
    expect([...weights]).toEqual([1]);
    expect(loss).toBeCloseTo(2000 + 0.5e-6, 9);
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

describe('ranking from its definition', () => {
  const rng = new Rng(12, 'ranked choices');
  const sizes = Array.from({ length: 80 }, () => 2 + rng.below(6));
  const starts = Int32Array.from([0, ...sizes.map((_, r) => sizes.slice(0, r + 1).reduce((a, b) => a + b))]);
  const features = Float64Array.from({ length: 2 * starts[80] }, () => rng.normal());
  for (const start of starts.subarray(0, 80)) features[2 * start] += 0.8;
  const logMultiplicity = Float64Array.from({ length: starts[80] }, () => Math.log(1 + rng.below(4)));
  const settings = { sharpness: 1.5, penalty: 0.01 };
  const begun = Float64Array.of(0.5, 0.5);

  /** Mean of 1 / log₂(1 + softened rank), less the pull. */
  function worth(weights: readonly number[]): number {
    let sum = 0;
    for (let r = 0; r < 80; r++) {
      const logit = (c: number): number => weights[0] * features[2 * c] + weights[1] * features[2 * c + 1];
      let rank = 1;
      for (let c = starts[r] + 1; c < starts[r + 1]; c++)
        rank +=
          Math.exp(logMultiplicity[c]) / (1 + Math.exp(-settings.sharpness * (logit(c) - logit(starts[r]))));
      sum += 1 / Math.log2(1 + rank);
    }
    const away = weights.reduce((squares, w, f) => squares + (w - begun[f]) ** 2, 0);
    return sum / 80 - 0.5 * settings.penalty * away;
  }

  it('ends where no step is worth anything', () => {
    const choices: Choices = { starts, width: 2, features, logMultiplicity };
    const weights = [...run(fitRanking(choices, begun, settings))];
    expect(worth(weights)).toBeGreaterThan(worth([...begun]) + 0.01);
    for (const f of [0, 1]) {
      const [above, below] = [0.01, -0.01].map((step) =>
        worth(weights.map((w, g) => (g === f ? w + step : w))),
      );
      // The search ends with a step that gains less than 10⁻⁷.
      expect(Math.abs(above - below) / 0.02).toBeLessThan(2e-3);
    }
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

it('takes the terms of every sum in their order, so that models keep their bytes', () => {
  const choices = drawChoices([1.5, -0.7, 0], 90, 11);
  // Nothing is known of most candidates' last feature.
  for (let c = 0; c < choices.features.length / 3; c++) if (c % 7 > 0) choices.features[3 * c + 2] = 0;
  const likely = run(fitSoftmaxRegression(choices, Float64Array.of(1e-3, 1e-3, 1e-4)));
  const ranked = run(fitRanking(choices, likely.weights, { penalty: 1e-2, sharpness: 3 }));
  expect([...likely.weights]).toEqual([1.309224357555055, -0.7972144533291043, 0.004724062255537022]);
  expect(likely.loss).toBe(1.6418887129775785);
  expect([...ranked]).toEqual([2.2788545156385527, -1.3228235417699838, 0.5758521258251044]);
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
    // There each row promises 7/8, and what it keeps has a variance of 3/4 + 1/16 − (7/8)² = 3/64.
    const { promised, kept, variance } = promisesOf([part, part], Math.log(3) / 2);
    expect(promised).toBeCloseTo(7, 12);
    expect(kept).toBe(7);
    expect(variance).toBeCloseTo(8 * (3 / 64), 12);
    // To promise 4 · 15/16 the first place has to promise 7/8.
    expect(run(fitTopScale([part], 4 * (15 / 16)))).toBeCloseTo(Math.log(7) / 2, 6);
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

  /** Of every choice, what its first ten places promise at a factor, and what they keep. */
  function tenPlaces(part: ScoredChoices, factor: number): { promised: number; kept: number } {
    let [promised, kept] = [0, 0];
    for (let r = 0; r + 1 < part.starts.length; r++) {
      const [first, end] = [part.starts[r], part.starts[r + 1]];
      const all = Array.from({ length: end - first }, (_, c) => first + c);
      const total = all.reduce(
        (sum, c) => sum + Math.exp(factor * part.logits[c] + part.logMultiplicity[c]),
        0,
      );
      // The taken one comes behind its equals.
      all.sort((a, b) => part.logits[b] - part.logits[a] || b - a);
      all.slice(0, 10).forEach((c, place) => {
        promised += Math.exp(factor * part.logits[c]) / total / (1 + place);
        if (c === first) kept += 1 / (1 + place);
      });
    }
    return { promised, kept };
  }

  it('is where promises of ten places are kept, whatever the lists', () => {
    const rng = new Rng(5, 'scored choices');
    const parts = [60, 25].map((nRows): ScoredChoices => {
      const sizes = Array.from({ length: nRows }, () => 2 + rng.below(19));
      const starts = Int32Array.from(sizes, () => 0);
      const ends = sizes.map((_, r) => sizes.slice(0, r + 1).reduce((a, b) => a + b));
      const n = ends[nRows - 1];
      // In halves, so that many are equal; the taken ones are somewhat better.
      const logits = Float64Array.from({ length: n }, () => Math.round(2 * rng.normal()) / 2);
      for (const start of [0, ...ends.slice(0, -1)]) logits[start] += 0.5 * rng.below(3);
      const logMultiplicity = Float64Array.from({ length: n }, () => Math.log(1 + rng.below(2)));
      return {
        starts: Int32Array.from([0, ...ends]).subarray(0, starts.length + 1),
        logits,
        logMultiplicity,
      };
    });
    const work = fitTopScale(parts);
    let breaths = 0;
    let step = work.next();
    for (; step.done !== true; step = work.next()) breaths++;
    const factor = step.value;
    const sums = (at: number) =>
      parts
        .map((part) => tenPlaces(part, at))
        .reduce((a, b) => ({ promised: a.promised + b.promised, kept: a.kept + b.kept }));
    // To the last bit what exact sums alone lead to: models hold it.
    expect(factor).toBe(1.1767879933112708);
    expect(sums(factor).promised).toBeCloseTo(sums(factor).kept, 5);
    expect(Math.abs(sums(1.05 * factor).promised - sums(1.05 * factor).kept)).toBeGreaterThan(1e-3);
    // Each part of the rows in each of the halvings lets others in.
    expect(breaths % parts.length).toBe(0);
    expect(breaths).toBeGreaterThan(20);
  });

  it('goes to its bounds where everything is kept, or nothing', () => {
    const starts = Int32Array.of(0, 12);
    const logMultiplicity = new Float64Array(12);
    const first = Float64Array.from({ length: 12 }, (_, c) => (c === 0 ? 0.1 : 0));
    expect(run(fitTopScale([{ starts, logMultiplicity, logits: first }]))).toBeCloseTo(10, 6);
    // Behind eleven of the same logit it has no place among ten.
    const last = new Float64Array(12);
    expect(run(fitTopScale([{ starts, logMultiplicity, logits: last }]))).toBeCloseTo(0.1, 6);
  });
});
