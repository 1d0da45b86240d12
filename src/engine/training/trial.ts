import { AppError, isAppError, isCancelled, recordOf } from '../../domain/errors';
import type { MetricSet } from '../../domain/metrics';
import type { Clock, Job, Pool } from '../../domain/ports';
import type { Objective, Trial } from '../../domain/tuning';
import { stopwatch } from '../../domain/stopwatch';
import { pairedTest } from '../../kernels/metrics/paired-test';
import { targetRanks } from '../../recipes/ask-users';
import type { Model, Recipe, RecipeConfig, Trainer } from '../../recipes/recipe';
import type { Split } from '../measuring/split';
import { metricsOfRanks, valuesOfRanks } from '../../kernels/metrics/target-metrics';

/** What trials are judged on. */
export interface Judging extends Objective {
  readonly split: Split;
  readonly exclude: boolean;
}

/** What a trial is measured against. */
export interface Marks {
  /** The best trial so far after its first epoch; null while there is none. */
  readonly firstEpochValue: number | null;
  /** What the defaults found for each person; null for the defaults themselves. */
  readonly defaultRanks: ArrayLike<number> | null;
}

interface TrialTools {
  readonly pool: Pool;
  readonly job: Job;
  readonly clock: Clock;
  /** Trials that run beside it. */
  readonly others: number;
}

/** After one epoch, less than this share of what the best trial had after one is hopeless. */
const HOPELESS_SHARE = 0.5;

/**
 * Trains one setting and judges it. A recipe with several epochs is also judged after the first, and given up there
 * when it has less than half of what the best trial had at that point. Where a worker dies in it, it begins again, once.
 *
 * @returns the trial, FAILED for every AppError but CANCELLED, which is thrown on; the rank of everybody's target; and
 *   the model that was judged.
 */
export async function runTrial(
  number: number,
  recipe: Recipe,
  config: RecipeConfig,
  judging: Judging,
  marks: Marks,
  tools: TrialTools,
): Promise<{ readonly trial: Trial; readonly ranks: Float64Array | null; readonly model: Model | null }> {
  const sinceStart = stopwatch(tools.clock);
  const attempt = (): Promise<Attempt> => attemptTrial(recipe, config, judging, marks, tools);
  let ended = await attempt();
  // What the dead worker had of it is gone, and says nothing about the setting.
  if (ended.failure?.code === 'WORKER_GONE') ended = await attempt();
  const { judged, ...told } = ended;
  const settings = recipe.hyperparameters.map(({ name }) => [name, config.parameters[name]]);
  const trial: Trial = {
    number,
    recipe: recipe.name,
    algorithmHyperParameters: Object.fromEntries(settings),
    ...told,
    value: judged === null ? null : objectiveOf(judged, judging),
    metrics: judged === null ? null : judged.metrics,
    seconds: sinceStart() / 1000,
  };
  return { trial, ranks: judged?.ranks ?? null, model: judged?.model ?? null };
}

/** One training of a setting and what was found; `judged` is null when it failed. */
interface Attempt extends Pick<
  Trial,
  'status' | 'epochs' | 'firstEpochValue' | 'versusDefaults' | 'failure'
> {
  readonly judged: Judged | null;
}

async function attemptTrial(
  recipe: Recipe,
  config: RecipeConfig,
  judging: Judging,
  marks: Marks,
  tools: TrialTools,
): Promise<Attempt> {
  const epochs = { done: 0, total: 0 };
  let first: number | null = null;
  let judged: Judged | null = null;
  let status: Trial['status'] = 'COMPLETED';
  let versusDefaults: Trial['versusDefaults'] = null;
  let trainer: Trainer | null = null;
  try {
    trainer = await recipe.trainer(judging.split.train, config, tools.pool, tools.others);
    epochs.total = trainer.epochs;
    while (epochs.done < trainer.epochs && status === 'COMPLETED') {
      await trainer.trainEpoch(tools.job);
      epochs.done++;
      if (epochs.done !== 1 && epochs.done !== trainer.epochs) continue;
      judged = await judge(trainer.model(), judging, tools);
      first ??= objectiveOf(judged, judging);
      if (epochs.done < trainer.epochs && isHopeless(first, marks, judging)) status = 'STOPPED';
    }
    if (status === 'COMPLETED' && judged !== null && marks.defaultRanks !== null)
      versusDefaults = await gain(judged.ranks, marks.defaultRanks, judging, config.seed, tools.job);
  } catch (caught) {
    if (!isAppError(caught) || isCancelled(caught)) throw caught;
    const failure = recordOf(caught);
    return { status: 'FAILED', epochs, firstEpochValue: first, versusDefaults, failure, judged: null };
  } finally {
    trainer?.end?.();
  }
  return { status, epochs, firstEpochValue: first, versusDefaults, failure: null, judged };
}

function objectiveOf({ metrics }: Judged, { metricName }: Judging): number {
  return metrics.values[metricName] ?? NaN;
}

function isHopeless(first: number, marks: Marks, judging: Judging): boolean {
  const mark = marks.firstEpochValue;
  return judging.type === 'Maximize' && mark !== null && first < HOPELESS_SHARE * mark;
}

interface Judged {
  readonly model: Model;
  readonly ranks: Float64Array;
  readonly metrics: MetricSet;
}

/** @throws AppError T02 when every target is one of the user's own items, MODEL_DIVERGED for scores that are none. */
async function judge(model: Model, judging: Judging, { pool, job }: TrialTools): Promise<Judged> {
  const { split, exclude } = judging;
  const queries = split.tests.map((test) => test.query);
  const targets = Int32Array.from(split.tests, ({ relevant: [target] }) => target);
  requireNumbers(model, split);
  const ranks = await targetRanks(model, queries, targets, exclude, pool, job);
  const metrics = metricsOfRanks(ranks);
  if (metrics.n === 0) throw new AppError('T02', { count: 0, needed: 1 });
  return { model, ranks, metrics };
}

function requireNumbers(model: Model, split: Split): void {
  const scores = new Float64Array(model.nItems);
  model.scoreUser(split.tests[0].query, scores);
  if (scores.some(Number.isNaN)) throw new AppError('MODEL_DIVERGED', { recipe: model.recipe });
}

/** The paired test of one set of ranks against another of the same people; better is `first` for the one ahead. */
export async function gain(
  ranks: ArrayLike<number>,
  others: ArrayLike<number>,
  { metricName, type }: Objective,
  seed: number,
  job: Job,
): ReturnType<typeof pairedTest> {
  const own = valuesOfRanks(ranks, metricName);
  const other = valuesOfRanks(others, metricName);
  const sign = type === 'Maximize' ? 1 : -1;
  // Whose target was taken out with the own items counts for no trial.
  const differences = own.map((value, t) => sign * (value - other[t])).filter((d) => !Number.isNaN(d));
  return pairedTest(differences, seed, (done, total) => job.checkpoint('compare', done, total));
}
