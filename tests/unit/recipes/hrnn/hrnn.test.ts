import { expect, it } from 'vitest';
import { LIMITS } from '../../../../src/domain/limits';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import { planFor, widthFor, WORK } from '../../../../src/recipes/hrnn/hrnn-plan';
import { followsAt, sessionGap } from '../../../../src/recipes/hrnn/session-gap';
import { checkParameters } from '../../../../src/recipes/parameters';
import type { Model } from '../../../../src/recipes/recipe';
import { sequencesOf, targetWeights } from '../../../../src/recipes/sequence/sequences';
import { checkerboard, trainingDataOf } from '../../../support/checkerboard';
import { historyOf } from '../../../../src/domain/queries';
import { type TrainingData } from '../../../../src/domain/histories';
import { trainWith } from '../../../support/recipe-contract';
import { hitsAtOne, ring } from '../../../support/ring';

function trainedOn(data: TrainingData, hyperparameters: Record<string, string> = {}): Promise<Model> {
  const parameters = checkParameters(hrnn, hyperparameters, {});
  return trainWith(hrnn, data, { parameters, seed: 2, budget: 'instant' });
}

const board = checkerboard(20);
let learned: Promise<Model> | undefined;

/** Of the board by the defaults, trained once for whoever only asks it. */
function boardModel(): Promise<Model> {
  learned ??= trainedOn(board);
  return learned;
}

it('learns what follows what, and loses it when histories are shuffled', async () => {
  const model = await trainedOn(ring);
  expect(hitsAtOne(model, false)).toBeGreaterThan(90);
  expect(hitsAtOne(model, true)).toBeLessThan(30);
});

it('begins a new session after a pause longer than the gap', () => {
  const times = Float64Array.of(0, 3600, 7201, 7202);
  expect([0, 1, 2, 3].map((p) => followsAt(times, p, 0, 3600))).toEqual([2, 0, 1, 0]);
});

it('finds the gap between pauses within and between sessions, whatever their scale', () => {
  const withPauses = (pauses: readonly number[]): number => {
    const times = [0];
    for (const pause of pauses) times.push(times[times.length - 1] + pause);
    const data = trainingDataOf([times.map((_, k) => k % 3)], 3);
    return sessionGap({ ...data, timestampSec: Float64Array.from(times) });
  };
  const minutes = withPauses([10, 20, 30, 86_400, 15, 25, 90_000, 12, 200_000, 20]);
  expect(minutes).toBeGreaterThan(30);
  expect(minutes).toBeLessThan(86_400);
  const films = withPauses([5400, 7000, 6000, 400_000, 6500, 5000, 900_000]);
  expect(films).toBeGreaterThan(7000);
  expect(films).toBeLessThan(400_000);
  expect(withPauses([60, 60, 60])).toBe(3600);
  // Times that only number the days part nothing, whatever the pause after which somebody asks.
  expect(withPauses([86_400, 86_400, 86_400])).toBe(LIMITS.latestSec);
  expect(withPauses([])).toBe(3600);
});

it('answers otherwise when a pause parts the same items', async () => {
  const model = await boardModel();
  const query = historyOf(board, 3);
  const [together, apart] = [new Float64Array(20), new Float64Array(20)];
  model.scoreUser(query, together);
  model.scoreUser({ ...query, timestampSec: query.timestampSec.map((_, k) => k * 7200) }, apart);
  expect(apart).not.toEqual(together);
});

it('weighs targets by age with a share of the time span as half-life, and all alike without', () => {
  const { moments } = sequencesOf(trainingDataOf([[0, 1, 2, 3, 4]], 5), checkParameters(hrnn, {}, {}));
  const weights = targetWeights(moments, 1 / 4);
  for (let k = 1; k < 5; k++) expect(weights[k] / weights[k - 1]).toBeCloseTo(2, 9);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(5, 9);
  expect([...targetWeights(moments, null)]).toEqual([1, 1, 1, 1, 1]);
});

it('leaves short users out and cuts long histories to their newest', () => {
  const data = trainingDataOf([[0], [0, 1], [0, 1, 2], [0, 1, 2, 3]], 5);
  const transformations = {
    min_user_history_length_percentile: '0.5',
    max_user_history_length_percentile: '0.75',
  };
  const { from, longest, rows, moments } = sequencesOf(data, checkParameters(hrnn, {}, transformations));
  expect(longest).toBe(3);
  expect(Array.from(from, (at, u) => moments.userPtr[u + 1] - at)).toEqual([0, 2, 3, 3]);
  expect(rows).toBe(5);
});

it.each<Record<string, string>>([{ hidden_dimension: '32' }, { bptt: '4' }, { recency_mask: 'false' }])(
  'lets %j change the model',
  async (hyperparameters) => {
    const [plain, other] = [await boardModel(), await trainedOn(board, hyperparameters)];
    const [a, b] = [new Float64Array(20), new Float64Array(20)];
    plain.scoreUser(historyOf(board, 1), a);
    other.scoreUser(historyOf(board, 1), b);
    expect(a).not.toEqual(b);
  },
);

it('plans no more work than the budget, whatever the size', () => {
  for (const rows of [0, 50, 1e5, 1e6, 1e7]) {
    const plan = planFor(rows, 5000, 43, 32, WORK.standard);
    expect(plan.epochs).toBeGreaterThanOrEqual(3);
    expect(plan.lanes).toBeGreaterThanOrEqual(1);
    expect(plan.epochs * plan.rowsAnEpoch).toBeLessThanOrEqual(Math.max(12 * rows, 1e6));
  }
  expect([32, 43, 44, 149, 256].map(widthFor)).toEqual([32, 44, 44, 152, 256]);
});
