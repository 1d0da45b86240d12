import { describe, expect, test } from 'vitest';
import { AppError, type JsonObject } from '../../../../src/domain/errors';
import type { TrainingData } from '../../../../src/domain/histories';
import { searchSpace } from '../../../../src/engine/resources/search-space';
import { metricsOfRanks } from '../../../../src/kernels/metrics/target-metrics';
import { splitLeaveOneOut } from '../../../../src/engine/measuring/split';
import { tune, type TuneTask, type Tuned } from '../../../../src/engine/training/tune';
import { popularityCount } from '../../../../src/recipes/popularity-count';
import type { Recipe } from '../../../../src/recipes/recipe';
import { sims } from '../../../../src/recipes/sims';
import { trendingNow } from '../../../../src/recipes/trending-now';
import { trainingDataOf } from '../../../support/checkerboard';
import { LoadingPool, peakedRecipe } from '../../../support/peaked-recipe';
import { nodeJob } from '../../../support/studio-in-node';

/** Users 0 and 1 have one and two rows, the others four to nine; items follow one another. Enough of them that nine comparisons can show something. */
const histories = [1, 2, 4, 5, 6, 7, 8, 9, 4, 5, 6, 7].map((n, u) =>
  Array.from({ length: n }, (_, k) => u + k),
);
const data = trainingDataOf(histories, 40);

type Ranges = NonNullable<NonNullable<TuneTask['hpoConfig']>['algorithmHyperParameterRanges']>;

function ranges(some: Partial<Ranges>): Ranges {
  const none = { categoricalHyperParameterRanges: [], integerHyperParameterRanges: [] };
  return { ...none, continuousHyperParameterRanges: [], ...some };
}

const range = (name: string, minValue: number, maxValue: number) => ({ name, minValue, maxValue });
const sizes = (minValue: number, maxValue: number, name = 'size'): Ranges =>
  ranges({ integerHyperParameterRanges: [{ name, minValue, maxValue }] });

function run(recipe: Recipe, task: Partial<TuneTask> = {}, job = nodeJob()): Promise<Tuned> {
  const given = { algorithmHyperParameters: {}, featureTransformationParameters: {} };
  const plan: TuneTask = { recipe, data, ...given, seed: 42, budget: 'standard', exclude: false, ...task };
  let nowMs = 0;
  const clock = { nowMs: () => (nowMs += 500) };
  return tune(plan, { pool: new LoadingPool((stored) => recipe.load(stored)), job, clock });
}

async function refusal(run: Promise<unknown>): Promise<JsonObject> {
  const error: unknown = await run.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof AppError)) throw new Error('no AppError', { cause: error });
  return { code: error.code, ...error.details };
}

/** Best at size 7: the target is then first in every list. */
const peak = peakedRecipe({ rankAt: ({ size }) => 1 + Math.abs(Number(size) - 7) });

describe('the search', () => {
  test('tries the defaults first and finds the known peak of a finite space, every setting once', async () => {
    const tuned = await run(peak, {
      hpoConfig: {
        algorithmHyperParameterRanges: sizes(0, 9),
        hpoResourceConfig: { maxNumberOfTrainingJobs: '40' },
      },
    });
    const tried = tuned.search.trials.map((trial) => trial.algorithmHyperParameters.size);
    expect(tried[0]).toBe('5');
    expect([...tried].sort()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(tuned.exhausted).toBe(true);
    expect(tuned.tunedHPOParams.algorithmHyperParameters).toEqual({
      size: '7',
      damp: '0.5',
      mask: 'true',
      frozen: '1',
    });
    expect(tuned.best.value).toBe(1);
    // Rank 3 at the default: 1 / log2(4).
    expect(tuned.search.trials[0].value).toBeCloseTo(0.5, 12);
    expect(tuned.search.trials[0].seconds).toBe(0.5);
    expect(tuned.objective).toEqual({
      metricName: 'normalized_discounted_cumulative_gain_at_25',
      type: 'Maximize',
    });
  });

  test('takes 10 trials over every tunable parameter where nothing is said, and repeats with its seed', async () => {
    const tuned = await run(peak);
    const tried = tuned.search.trials.map((trial) => trial.algorithmHyperParameters);
    expect(tried.length).toBe(10);
    expect(new Set(tried.map((one) => JSON.stringify(one))).size).toBe(10);
    for (const name of ['size', 'damp', 'mask']) {
      expect(new Set(tried.map((one) => one[name])).size, name).toBeGreaterThan(1);
    }
    for (const { size, damp, frozen } of tried) {
      expect(Number.isInteger(Number(size)) && Number(size) >= 0 && Number(size) <= 9).toBe(true);
      expect(Number(damp) >= 0 && Number(damp) <= 1).toBe(true);
      expect(frozen).toBe('1');
    }
    const again = await run(peak);
    expect(again.search.trials.map((trial) => trial.algorithmHyperParameters)).toEqual(tried);
    const other = await run(peak, { seed: 43 });
    expect(other.search.trials.map((trial) => trial.algorithmHyperParameters)).not.toEqual(tried);
  });

  test('gives ties to the earlier trial, and keeps fixed values', async () => {
    const flat = peakedRecipe({ rankAt: () => 4 });
    const tuned = await run(flat, { algorithmHyperParameters: { 'training.size': '2' } });
    expect(tuned.best.number).toBe(1);
    expect(tuned.search.trials.every((trial) => trial.algorithmHyperParameters.size === '2')).toBe(true);
  });

  test('begins at the nearest value where a range leaves the default out', async () => {
    const tuned = await run(peak, { hpoConfig: { algorithmHyperParameterRanges: sizes(6, 8, 'data.size') } });
    expect(tuned.search.trials[0].algorithmHyperParameters.size).toBe('6');
    expect(tuned.search.trials.length).toBe(3);
  });

  test.each<[string, Ranges | undefined, string[]]>([
    ['no ranges', undefined, ['size', 'damp', 'mask']],
    ['none of the lists', {}, ['size', 'damp', 'mask']],
    ['one list', { continuousHyperParameterRanges: [] }, ['size', 'mask']],
    [
      'one list with a range',
      { integerHyperParameterRanges: [range('size', 2, 3)] },
      ['size', 'damp', 'mask'],
    ],
    ['two lists', { integerHyperParameterRanges: [], continuousHyperParameterRanges: [] }, ['mask']],
    ['all lists, and these are empty', ranges({}), []],
  ])('of a request with %s has the default ranges of what it leaves open', async (_, asked, names) => {
    const space = searchSpace(peak, asked, {});
    expect(space.dimensions.map(({ name }) => name)).toEqual(names);
    const size = space.dimensions.find(({ name }) => name === 'size');
    if (size !== undefined)
      expect(size).toMatchObject(
        asked?.integerHyperParameterRanges ? { min: 2, max: 3 } : { min: 0, max: 9 },
      );
    const tuned = await run(peak, {
      hpoConfig: {
        ...(asked && { algorithmHyperParameterRanges: asked }),
        hpoResourceConfig: { maxNumberOfTrainingJobs: '6' },
      },
    });
    const damps = new Set(tuned.search.trials.map((trial) => trial.algorithmHyperParameters.damp));
    expect(damps.size > 1).toBe(names.includes('damp'));
  });

  test('follows the objective that is asked for', async () => {
    const hpoConfig = {
      algorithmHyperParameterRanges: sizes(0, 9),
      hpoObjective: { metricName: 'mean_reciprocal_rank_at_25', type: 'Minimize', metricRegex: '.*' },
    };
    const tuned = await run(peak, { hpoConfig });
    // Size 0 puts the target at rank 8.
    expect(tuned.best.algorithmHyperParameters.size).toBe('0');
    expect(tuned.best.value).toBeCloseTo(1 / 8, 12);
  });
});

describe('what a trial sees', () => {
  test('nobody’s last row, and it is judged on everybody’s second last', async () => {
    const seen: TrainingData[] = [];
    const recipe = peakedRecipe({ rankAt: () => 1, onTrain: (rows) => seen.push(rows) });
    const tuned = await run(recipe, {
      hpoConfig: { hpoResourceConfig: { maxNumberOfTrainingJobs: '1' } },
    });
    expect(tuned.best.metrics?.n).toBe(10);
    const own = histories.map((_, u) => [
      ...seen[0].items.subarray(seen[0].userPtr[u], seen[0].userPtr[u + 1]),
    ]);
    // Who has fewer than three rows is never judged and keeps them.
    expect(own).toEqual(histories.map((all) => (all.length >= 3 ? all.slice(0, -2) : all)));
    const { tests } = splitLeaveOneOut(data, 1);
    expect(tests.map(({ query, relevant }) => [query.items.length, ...relevant])).toEqual(
      histories.slice(2).map((all) => [all.length - 2, all[all.length - 2]]),
    );
  });

  test('changing every last row changes no trial', async () => {
    const other = trainingDataOf(
      histories.map((all) => (all.length >= 3 ? [...all.slice(0, -1), 39] : all)),
      40,
    );
    const lines = async (rows: TrainingData): Promise<unknown> =>
      (await run(sims, { data: rows, algorithmHyperParameters: { min_cointeraction_count: '1' } })).search
        .trials;
    expect(await lines(other)).toEqual(await lines(data));
  });
});

describe('trials that do not end well', () => {
  const hpoConfig = {
    algorithmHyperParameterRanges: sizes(0, 9),
    hpoResourceConfig: { maxNumberOfTrainingJobs: '10' },
  };

  test('gives up after the first epoch what has less than half of what the best had then', async () => {
    // After one epoch: rank 1 at the default 5 (gain 1), and gain 1/log2(1 + rank) elsewhere.
    let ended = 0;
    const recipe = peakedRecipe({
      epochs: 3,
      rankAt: ({ size }, epoch) => (epoch === 1 ? 1 + Math.abs(Number(size) - 5) : 1),
      onEnd: () => ended++,
    });
    const { trials } = (await run(recipe, { hpoConfig })).search;
    // What is given up may still hold a worker.
    expect(ended).toBe(trials.length);
    for (const { status, epochs, value, algorithmHyperParameters } of trials) {
      // Rank 3 has gain 1/2 exactly and goes on; rank 4 has 0.43.
      const near = Math.abs(Number(algorithmHyperParameters.size) - 5) <= 2;
      expect(status).toBe(near ? 'COMPLETED' : 'STOPPED');
      expect(epochs).toEqual({ done: near ? 3 : 1, total: 3 });
      if (near) expect(value).toBe(1);
      else expect(value).toBeLessThan(0.5);
    }
  });

  test('lists a trial that fails, goes on, and fails itself when all did', async () => {
    const failing = (when: (size: number) => boolean): Recipe =>
      peakedRecipe({
        rankAt: ({ size }) => 10 - Number(size),
        onTrain: (_, { size }) => {
          if (when(Number(size))) throw new AppError('P06', { items: Number(size) });
        },
      });
    const tuned = await run(
      failing((size) => size === 9 || size === 5),
      { hpoConfig },
    );
    expect(tuned.best.algorithmHyperParameters.size).toBe('8');
    expect(tuned.search.trials[0]).toMatchObject({ status: 'FAILED', value: null, failure: { code: 'P06' } });
    expect(
      await refusal(
        run(
          failing(() => true),
          { hpoConfig },
        ),
      ),
    ).toEqual({ code: 'P06', items: 5 });
    const diverging = peakedRecipe({ rankAt: () => NaN });
    expect(await refusal(run(diverging))).toMatchObject({ code: 'MODEL_DIVERGED' });
  });

  test('begins a trial again whose worker died, and lists one that lost a second worker as failed', async () => {
    const dying = (size: string, deaths: number): Recipe => {
      let left = deaths;
      return peakedRecipe({
        rankAt: (settings) => 10 - Number(settings.size),
        onTrain: (_, settings) => {
          if (String(settings.size) === size && left-- > 0) throw new AppError('WORKER_GONE');
        },
      });
    };
    const timeless = ({ search }: Tuned): unknown => search.trials.map((trial) => ({ ...trial, seconds: 0 }));
    const undisturbed = await run(dying('9', 0), { hpoConfig });
    const once = await run(dying('9', 1), { hpoConfig });
    expect(timeless(once)).toEqual(timeless(undisturbed));
    expect(once.best.algorithmHyperParameters.size).toBe('9');
    const twice = await run(dying('9', 2), { hpoConfig });
    const lost = twice.search.trials.find(({ algorithmHyperParameters: { size } }) => size === '9');
    expect(lost).toMatchObject({ status: 'FAILED', value: null, failure: { code: 'WORKER_GONE' } });
    expect(twice.best.algorithmHyperParameters.size).toBe('8');
  });

  test('ends when it is stopped', async () => {
    const job = nodeJob();
    let trained = 0;
    const recipe = peakedRecipe({
      rankAt: () => 1,
      onTrain: () => {
        if (++trained === 2) job.end('cancel');
      },
    });
    expect(await refusal(run(recipe, { hpoConfig }, job))).toEqual({ code: 'CANCELLED' });
    expect(trained).toBe(2);
  });
});

describe('requests that do not fit', () => {
  const asked = (algorithmHyperParameterRanges: Ranges): Promise<JsonObject> =>
    refusal(run(peak, { hpoConfig: { algorithmHyperParameterRanges } }));
  const continuous = (name: string, minValue: number, maxValue: number): Ranges =>
    ranges({ continuousHyperParameterRanges: [{ name, minValue, maxValue }] });
  const values = (name: string, list: string[]): Ranges =>
    ranges({ categoricalHyperParameterRanges: [{ name, values: list }] });

  test('names that are unknown (P02) or cannot be tuned (P04)', async () => {
    expect(await asked(sizes(0, 1, 'width'))).toMatchObject({ code: 'P02', name: 'width' });
    expect(await asked(sizes(0, 1, 'frozen'))).toMatchObject({ code: 'P04', name: 'frozen' });
    expect(await asked(continuous('cut', 0, 1))).toMatchObject({ code: 'P04', name: 'cut' });
    for (const recipe of [popularityCount, trendingNow, { ...peak, name: 'aws-item-affinity' as const }]) {
      expect(await refusal(run(recipe))).toMatchObject({ code: 'P04', name: recipe.name });
    }
    expect(await refusal(run(peak, { algorithmHyperParameters: { width: '1' } }))).toMatchObject({
      code: 'P02',
    });
  });

  test('ranges outside the recipe’s, of another type (P03), or upside down (P05)', async () => {
    expect(await asked(sizes(0, 10))).toMatchObject({ code: 'P03', name: 'size', value: '10', max: 9 });
    expect(await asked(sizes(-1, 5))).toMatchObject({ code: 'P03', name: 'size', value: '-1' });
    expect(await asked(sizes(0.5, 5))).toMatchObject({ code: 'P03', name: 'size', value: '0.5' });
    expect(await asked(continuous('size', 0, 5))).toMatchObject({ code: 'P03', kind: 'int' });
    expect(await asked(values('mask', ['true', 'maybe']))).toMatchObject({ code: 'P03', value: 'maybe' });
    expect(await asked(sizes(6, 5))).toMatchObject({ code: 'P05', min: 6, max: 5 });
  });

  test('lists that are none, empty, too long or name a parameter twice; numbers of trials', async () => {
    const text = { continuousHyperParameterRanges: 'damp' };
    expect(await asked(text as unknown as Ranges)).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'continuousHyperParameterRanges',
    });
    expect(await asked(values('mask', []))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await asked(values('mask', new Array(101).fill('true')))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await asked({ ...sizes(0, 1), ...pick(values('size', ['1'])) })).toMatchObject({
      code: 'INVALID_INPUT',
      value: 'size',
    });
    for (const hpoResourceConfig of [
      { maxNumberOfTrainingJobs: '41' },
      { maxNumberOfTrainingJobs: '0' },
      { maxParallelTrainingJobs: '11' },
    ]) {
      expect(await refusal(run(peak, { hpoConfig: { hpoResourceConfig } }))).toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
    for (const hpoObjective of [{ metricName: 'coverage' }, { type: 'Most' }]) {
      expect(await refusal(run(peak, { hpoConfig: { hpoObjective } }))).toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
  });

  test('data in which nobody can be judged', async () => {
    const short = trainingDataOf([[0, 1], [2]], 3);
    expect(await refusal(run(peak, { data: short }))).toMatchObject({ code: 'T02' });
    // With repeats excluded, a target among the own items counts for nobody.
    const same = trainingDataOf([[0, 0, 0]], 3);
    expect(await refusal(run(peak, { data: same, exclude: true }))).toMatchObject({ code: 'T02' });
  });

  function pick({ categoricalHyperParameterRanges }: Ranges): Partial<Ranges> {
    return { categoricalHyperParameterRanges };
  }
});

test('metrics of one target each, from its rank', () => {
  const { n, values } = metricsOfRanks([1, 3, 10.5, 25.5, 26, NaN]);
  expect(n).toBe(5);
  expect(values.hit_rate_at_10).toBeCloseTo(3 / 5, 12);
  expect(values.precision_at_5).toBeCloseTo(2 / 5 / 5, 12);
  expect(values.precision_at_10).toBeCloseTo(3 / 10 / 5, 12);
  expect(values.precision_at_25).toBeCloseTo(4 / 25 / 5, 12);
  expect(values.mean_reciprocal_rank_at_25).toBeCloseTo((1 + 1 / 3 + 1 / 10.5 + 1 / 25.5) / 5, 12);
  expect(values.normalized_discounted_cumulative_gain_at_5).toBeCloseTo((1 + 0.5) / 5, 12);
  const at10 = 1.5 + 1 / Math.log2(11.5);
  expect(values.normalized_discounted_cumulative_gain_at_10).toBeCloseTo(at10 / 5, 12);
  expect(values.normalized_discounted_cumulative_gain_at_25).toBeCloseTo(
    (at10 + 1 / Math.log2(26.5)) / 5,
    12,
  );
});
