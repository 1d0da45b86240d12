import { AppError, isAppError, isCancelled } from '../domain/errors';
import type { MetricKey, MetricSet } from '../domain/metrics';
import type { Clock, Job, Pool } from '../domain/ports';
import { targetRanks } from '../recipes/ask-users';
import type { Model, Recipe, RecipeConfig } from '../recipes/recipe';
import type { Settings } from './search-space';
import type { Split } from './split';
import { metricsOfRanks } from './target-metrics';

/** One setting that was trained and judged; a line of the leaderboard. */
export interface Trial {
  /** From 1, in the order they ran. */
  readonly number: number;
  /** All hyperparameters of the recipe, fixed and default ones included. */
  readonly algorithmHyperParameters: Settings;
  /** STOPPED: given up after its first epoch, which was hopeless. */
  readonly status: 'COMPLETED' | 'STOPPED' | 'FAILED';
  readonly epochs: { readonly done: number; readonly total: number };
  /** The objective after the last finished epoch; null when it failed. */
  readonly value: number | null;
  readonly firstEpochValue: number | null;
  readonly metrics: MetricSet | null;
  readonly seconds: number;
  readonly error: AppError | null;
}

/** What trials are judged on. */
export interface Judging {
  readonly split: Split;
  readonly exclude: boolean;
  readonly metricName: MetricKey;
  readonly type: 'Maximize' | 'Minimize';
}

interface TrialTools {
  readonly pool: Pool;
  readonly job: Job;
  readonly clock: Clock;
}

/** After one epoch, less than this share of what the best trial had after one is hopeless. */
const HOPELESS_SHARE = 0.5;

/**
 * Trains one setting and judges it. A recipe with several epochs is also judged after the first, and given up there
 * when it has less than half of what the best trial had at that point.
 *
 * @returns a FAILED trial for every AppError but CANCELLED, which is thrown on.
 */
export async function runTrial(
  number: number,
  recipe: Recipe,
  config: RecipeConfig,
  judging: Judging,
  best: Trial | null,
  tools: TrialTools,
): Promise<Trial> {
  const startedMs = tools.clock.nowMs();
  const epochs = { done: 0, total: 0 };
  let first: number | null = null;
  let metrics: MetricSet | null = null;
  let status: Trial['status'] = 'COMPLETED';
  let error: AppError | null = null;
  const objective = (set: MetricSet): number => set.values[judging.metricName] ?? NaN;
  try {
    const trainer = await recipe.trainer(judging.split.train, config, tools.pool);
    epochs.total = trainer.epochs;
    while (epochs.done < trainer.epochs && status === 'COMPLETED') {
      await trainer.trainEpoch(tools.job);
      epochs.done++;
      if (epochs.done !== 1 && epochs.done !== trainer.epochs) continue;
      metrics = await judge(trainer.model(), judging, tools);
      first ??= objective(metrics);
      if (epochs.done < trainer.epochs && isHopeless(first, best, judging)) status = 'STOPPED';
    }
  } catch (caught) {
    if (!isAppError(caught) || isCancelled(caught)) throw caught;
    status = 'FAILED';
    error = caught;
    metrics = null;
  }
  return {
    number,
    algorithmHyperParameters: Object.fromEntries(
      recipe.hyperparameters.map(({ name }) => [name, config.parameters[name]]),
    ),
    status,
    epochs,
    value: metrics === null ? null : objective(metrics),
    firstEpochValue: first,
    metrics,
    seconds: (tools.clock.nowMs() - startedMs) / 1000,
    error,
  };
}

function isHopeless(first: number, best: Trial | null, judging: Judging): boolean {
  const mark = best?.firstEpochValue ?? null;
  return judging.type === 'Maximize' && mark !== null && first < HOPELESS_SHARE * mark;
}

/** @throws AppError T02 when every target is one of the user's own items, MODEL_DIVERGED for scores that are none. */
async function judge(model: Model, judging: Judging, { pool, job }: TrialTools): Promise<MetricSet> {
  const { split, exclude } = judging;
  const queries = split.tests.map((test) => test.query);
  const targets = Int32Array.from(split.tests, ({ relevant: [target] }) => target);
  requireNumbers(model, split);
  const metrics = metricsOfRanks(await targetRanks(model, queries, targets, exclude, pool, job));
  if (metrics.n === 0) throw new AppError('T02', { count: 0, needed: 1 });
  return metrics;
}

function requireNumbers(model: Model, split: Split): void {
  const scores = new Float64Array(model.nItems);
  model.scoreUser(split.tests[0].query, scores);
  if (scores.some(Number.isNaN)) throw new AppError('MODEL_DIVERGED', { recipe: model.recipe });
}
