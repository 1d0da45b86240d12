import { expect, it } from 'vitest';
import { finish } from '../../../src/domain/steps';
import {
  fitGroupedLogistic,
  logitOf,
  type GroupedExamples,
  type GroupPenalties,
} from '../../../src/kernels/grouped-logistic';
import { log, sigmoid } from '../../../src/kernels/math';
import { Rng } from '../../../src/kernels/rng';

/** Two subjects in a group of all and one of their own each; one word, known of every other example. */
function examples(answersOf: (subject: number, knows: boolean) => number): GroupedExamples {
  const n = 400;
  const knows = Array.from({ length: n }, (_, row) => row % 4 < 2);
  const wordPtr = new Int32Array(n + 1);
  knows.forEach((known, row) => (wordPtr[row + 1] = wordPtr[row] + (known ? 1 : 0)));
  return {
    nWords: 1,
    nGroups: 3,
    wordPtr,
    words: new Int32Array(wordPtr[n]),
    values: new Float64Array(wordPtr[n]).fill(1),
    subjects: Int32Array.from({ length: n }, (_, row) => row % 2),
    groupPtr: Int32Array.of(0, 2, 4),
    groups: Int32Array.of(0, 1, 0, 2),
    answers: Uint8Array.from({ length: n }, (_, row) => answersOf(row % 2, knows[row])),
  };
}

const penalties = (level: number, word: number): GroupPenalties => ({
  level: Float64Array.of(1e-6, level, level),
  word: Float64Array.of(word, word, word),
});
const fitted = (given: GroupedExamples, pulls: GroupPenalties): Float64Array =>
  finish(fitGroupedLogistic(given, pulls) as Generator<undefined, Float64Array>);

it('finds the share of yes of each subject where the fine groups are free', () => {
  let n = 0;
  // Subject 0 says yes three times in four, subject 1 once in four.
  const given = examples((subject) => ((n++ >> 1) % 4 < (subject === 0 ? 3 : 1) ? 1 : 0));
  const weights = fitted(given, penalties(1e-6, 1e6));
  expect(sigmoid(logitOf(given, 0, weights))).toBeCloseTo(0.75, 2);
  expect(sigmoid(logitOf(given, 1, weights))).toBeCloseTo(0.25, 2);
});

it('keeps fine groups at what the coarse one says where they are pulled hard', () => {
  let n = 0;
  const given = examples((subject) => ((n++ >> 1) % 4 < (subject === 0 ? 3 : 1) ? 1 : 0));
  const weights = fitted(given, penalties(1e6, 1e6));
  expect(sigmoid(logitOf(given, 0, weights))).toBeCloseTo(0.5, 2);
  expect(sigmoid(logitOf(given, 1, weights))).toBeCloseTo(0.5, 2);
});

it('stops where the slope of the penalised loss is flat in every weight', () => {
  const rng = new Rng(3, 'answers');
  const given = examples((subject, knows) => (rng.uniform() < (knows ? 0.8 : 0.3 + 0.2 * subject) ? 1 : 0));
  const pulls = penalties(2, 3);
  const weights = fitted(given, pulls);
  const loss = (at: Float64Array): number => {
    let sum = 0;
    for (let row = 0; row < given.answers.length; row++) {
      const share = sigmoid(logitOf(given, row, at));
      sum -= log(given.answers[row] === 1 ? share : 1 - share);
    }
    for (let group = 0; group < 3; group++)
      sum += (pulls.level[group] * at[2 * group] ** 2 + pulls.word[group] * at[2 * group + 1] ** 2) / 2;
    return sum;
  };
  for (let w = 0; w < weights.length; w++) {
    const [above, below] = [1e-4, -1e-4].map((step) => {
      const moved = weights.slice();
      moved[w] += step;
      return loss(moved);
    });
    expect(Math.abs((above - below) / 2e-4)).toBeLessThan(0.2);
  }
});

it('comes to the same end from another start', () => {
  const rng = new Rng(4, 'answers');
  const given = examples((_, knows) => (rng.uniform() < (knows ? 0.7 : 0.4) ? 1 : 0));
  const cold = fitted(given, penalties(1, 1));
  const warm = finish(fitGroupedLogistic(given, penalties(1, 1), cold) as Generator<undefined, Float64Array>);
  warm.forEach((weight, w) => expect(weight).toBeCloseTo(cold[w], 1));
});
