import { AppError, isCancelled } from '../../domain/errors';
import type { TrainingData, UserQuery } from '../../domain/histories';
import type { MetricBuckets, MetricSet } from '../../domain/metrics';
import type { Job, Pool, Stage } from '../../domain/ports';
import { historyOf } from '../../domain/queries';
import type { EpochPoint } from '../../domain/resources';
import type { HeldOutHits } from '../../kernels/metrics/held-out-hits';
import { popularityCount } from '../../recipes/popularity-count';
import { reporting } from '../../recipes/phase';
import type { Ending, EpochReport, Model, Recipe, RecipeConfig, Trainer } from '../../recipes/recipe';
import { sideBySide } from '../../recipes/side-by-side';
import { measure, withListMetrics, type Measured } from '../measuring/evaluate';
import type { TrainingJob } from '../project/job-token';
import { measureBuckets } from '../measuring/measure-buckets';
import { measureMostActive, measureSegments, type SegmentTests } from '../measuring/measure-segments';
import type { Split } from '../measuring/split';

/** What a training left: the model of all data, and how the model of the train part did. */
export interface Fitted {
  readonly model: Model;
  readonly epochs: { readonly done: number; readonly total: number };
  readonly curve: readonly EpochPoint[];
  /** null when nobody could be held out. */
  readonly metrics: MetricSet | null;
  readonly baseline: MetricSet | null;
  /** What each test user's list found, and how that differs from user to user; null with `metrics`. */
  readonly detail: { readonly found: HeldOutHits; readonly buckets: MetricBuckets } | null;
}

export interface FitTask {
  readonly recipe: Recipe;
  readonly config: RecipeConfig;
  readonly data: TrainingData;
  /** null when the train part would be empty: then nothing is measured. */
  readonly split: Split | SegmentTests | null;
  /** Of every item, by which average rewards are measured; null without an objective. */
  readonly rewards: Float64Array | null;
  readonly pool: Pool;
  readonly job: TrainingJob;
  /** Milliseconds since the training began. */
  readonly elapsedMs: () => number;
  /**
   * Told of each finished epoch, with the model of all data; and at the half of one, with the model of the train part
   * where that is learned first. Absent: it is another training that is watched, and this one a stage of it.
   */
  readonly onEpoch?: (epoch: number, model: Model) => void;
}

const NDCG = 'normalized_discounted_cumulative_gain_at_10';

/** A finished epoch: both models as they were then. */
interface Epoch {
  readonly whole: Model;
  readonly part: Model | null;
  readonly measured: Measured | null;
  /** What is left to learn of either where the training ends here; null = nothing. */
  readonly endings: { readonly whole: Ending | null; readonly part: Ending | null };
}

/**
 * Trains on the train part and on all data in lock-step and measures after each epoch. When the person stops and
 * keeps, the last epoch that both have finished counts; coverage is measured for that one alone.
 *
 * @throws AppError CANCELLED when stopped without keeping, or before the first epoch was finished (with
 *   `reason: "nothing-finished"`); MODEL_DIVERGED when a model or its loss is no number.
 */
export async function fit(task: FitTask): Promise<Fitted> {
  const { split, job } = task;
  const watched = task.onEpoch !== undefined;
  if (watched) job.course.upTo('baseline');
  const baseline = split && (await measureBaseline(task, split));
  const popularity = hitsOf(baseline);
  const curve: EpochPoint[] = [];
  const steps: number[] = [];
  const show = (): void => {
    if (!watched) return;
    const found = popularity === null ? null : { popularity, steps: [...steps] };
    job.showCurve([...curve], baseline?.metrics.values[NDCG] ?? null, found);
  };
  show();
  let last: Epoch | null = null;
  let total = 1;
  const trainers: Trainer[] = [];
  const begin = async (data: TrainingData): Promise<Trainer> => {
    const others = split === null ? 0 : 1;
    const trainer = await task.recipe.trainer(data, task.config, task.pool, others);
    trainers.push(trainer);
    return trainer;
  };
  try {
    if (watched) job.course.upTo('begin');
    await job.checkpoint('fit', 0, total);
    const whole = await begin(task.data);
    const part = split && (await begin(split.train));
    total = whole.epochs;
    // One step alone has nothing before it or after it to look at.
    const hold = async (done: number): Promise<void> => {
      if (total > 1 && done < total) await job.hold('fit', done, total);
    };
    await hold(0);
    const stages = epochStages(whole, job.course.secondsOf('fit'));
    for (let epoch = 1; epoch <= total; epoch++) {
      if (watched) job.course.upTo('lists', stages.slice(epoch - 1));
      const finished = await trainEpoch(task, whole, part, epoch);
      last = finished;
      const ndcgAt10 = finished.measured?.metrics.values[NDCG] ?? null;
      curve.push({
        epoch,
        label: finished.label,
        loss: finished.loss,
        ndcgAt10,
        elapsedMs: task.elapsedMs(),
      });
      const hits = hitsOf(finished.measured);
      if (hits !== null) steps.push(hits);
      task.onEpoch?.(epoch, finished.whole);
      if (watched) job.showList(epoch);
      show();
      await job.checkpoint('fit', epoch, total);
      await hold(epoch);
    }
    if (watched) job.course.upTo('lists');
    return await finish(task, last, curve, total, baseline);
  } catch (error) {
    if (!isCancelled(error) || job.stop !== 'keep') throw error;
    if (last === null) throw new AppError('CANCELLED', { reason: 'nothing-finished' });
    job.settle();
    return finish(task, await endHere(task, last, curve), curve, total, baseline);
  } finally {
    for (const trainer of trainers) trainer.end?.();
  }
}

/** In lists of ten, for a hundred people; null where lists were not measured. */
function hitsOf(measured: Measured | null): number | null {
  const precision = measured?.metrics.values.precision_at_10;
  return precision === undefined ? null : 1000 * precision;
}

/** The epochs of a training, each by its share of what all take. */
function epochStages({ epochs, weights }: Trainer, seconds: number): readonly Stage[] {
  const shares = Array.from({ length: epochs }, (_, epoch) => weights?.[epoch] ?? 1);
  const one = seconds / shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, k) => ({ key: `epoch ${k + 1}`, partOf: 'fit', seconds: one * share }));
}

async function measureBaseline(task: FitTask, split: Split | SegmentTests): Promise<Measured> {
  if ('queries' in split) return withoutLists(measureMostActive(split));
  const job = measuring(task.job);
  const config = { parameters: {}, seed: task.config.seed, budget: task.config.budget };
  const trainer = await popularityCount.trainer(split.train, config, task.pool);
  await trainer.trainEpoch(job);
  const model = trainer.model();
  const measured = await measure(model, task.data.itemRank, split.tests, { pool: task.pool, job });
  return { ...measured, metrics: await allMetrics(task, split, model, measured) };
}

async function trainEpoch(
  task: FitTask,
  whole: Trainer,
  part: Trainer | null,
  epoch: number,
): Promise<Epoch & { readonly label: string; readonly loss: number | null }> {
  const { split, data } = task;
  const job = asOneStep(task.job, epoch - 1, whole.epochs);
  // The plan depends on the amounts, so the train part may have fewer epochs than the whole, or more.
  const until = part === null || epoch === whole.epochs ? (part?.epochs ?? 0) : Math.min(epoch, part.epochs);
  const inside = new InsideEpoch(task, part === null ? 1 : 2, learningIn(whole, epoch));
  let isWholeDone = false;
  const trainPart = async (watched: Job): Promise<EpochReport | null> => {
    let last: EpochReport | null = null;
    for (let e = Math.min(epoch - 1, until); part !== null && e < until; e++)
      last = await part.trainEpoch(inside.of(watched, 0));
    inside.tell(0, part === null ? 0 : 1);
    if (part !== null && last !== null && !isWholeDone && task.onEpoch !== undefined) {
      task.onEpoch(epoch - 0.5, part.model());
      task.job.showList(epoch - 0.5);
    }
    return last;
  };
  const trainWhole = async (watched: Job): Promise<EpochReport> => {
    const report = await whole.trainEpoch(inside.of(watched, 1));
    inside.tell(1, 1);
    isWholeDone = true;
    return report;
  };
  // Side by side where that leaves room to both, and one after the other where either takes all threads there are.
  const [partReport, report] =
    part?.leavesRoom === true && whole.leavesRoom === true
      ? await sideBySide([trainPart, trainWhole], job)
      : [await trainPart(job), await trainWhole(job)];
  if (report === null) throw new RangeError('the whole trains an epoch');
  const finished = { whole: whole.model(), part: part?.model() ?? null };
  const loss = partReport?.loss ?? report.loss;
  const query = split && 'tests' in split ? split.tests[0].query : firstQuery(data);
  const models = [finished.whole, ...(finished.part === null ? [] : [finished.part])];
  for (const model of models) requireNumbers(model, query, loss);
  const endings = { whole: whole.ending?.() ?? null, part: part?.ending?.() ?? null };
  const measured = await measureEpoch(task, finished.part, job);
  return { ...finished, endings, measured, label: report.label, loss };
}

async function measureEpoch(
  { split, pool, data }: FitTask,
  part: Model | null,
  job: Job,
): Promise<Measured | null> {
  if (split === null || part === null) return null;
  return 'queries' in split
    ? withoutLists(await measureSegments(part, split, { pool, job }))
    : measure(part, data.itemRank, split.tests, { pool, job });
}

/** A training that was stopped and is kept learns what is learned once, at the end; its last point tells of that. */
async function endHere(task: FitTask, last: Epoch, curve: EpochPoint[]): Promise<Epoch> {
  const { whole, part } = last.endings;
  const job = measuring(task.job);
  if (whole === null && part === null) return last;
  const ended = {
    endings: { whole: null, part: null },
    whole: whole === null ? last.whole : await whole(job),
    part: part === null ? last.part : await part(job),
  };
  const measured = await measureEpoch(task, ended.part, job);
  const ndcgAt10 = measured?.metrics.values[NDCG] ?? null;
  const point = curve.pop();
  if (point !== undefined) curve.push({ ...point, ndcgAt10 });
  return { ...ended, measured };
}

async function finish(
  task: FitTask,
  last: Epoch | null,
  curve: readonly EpochPoint[],
  total: number,
  baseline: Measured | null,
): Promise<Fitted> {
  if (last === null) throw new RangeError('a trainer has at least one epoch');
  const { split } = task;
  const { whole, part, measured } = last;
  const metrics = split && part && measured && (await allMetrics(task, split, part, measured));
  return {
    model: whole,
    epochs: { done: curve.length, total },
    curve,
    metrics,
    baseline: baseline && baseline.metrics,
    detail:
      measured && baseline && split && 'tests' in split
        ? { found: measured.found, buckets: measureBuckets(split, measured, baseline) }
        : null,
  };
}

function allMetrics(
  task: FitTask,
  split: Split | SegmentTests,
  model: Model,
  measured: Measured,
): MetricSet | Promise<MetricSet> {
  if ('queries' in split) return measured.metrics;
  return withListMetrics(measured, model, split.tests, task, { pool: task.pool, job: measuring(task.job) });
}

/** Segments name people, so there is nothing to keep by person. */
function withoutLists(metrics: MetricSet): Measured {
  const none = new Uint32Array(0);
  return { metrics, found: { users: new Int32Array(0), hits: none, relevant: none, asked: none }, lists: [] };
}

/** @throws AppError MODEL_DIVERGED when the loss or any item's number is NaN, or no item can be listed. */
function requireNumbers(model: Model, query: UserQuery, loss: number | null): void {
  const out = new Float64Array(model.nItems);
  model.scoreUser(query, out);
  let listable = 0;
  for (const value of out) {
    if (Number.isNaN(value)) throw new AppError('MODEL_DIVERGED', { recipe: model.recipe });
    if (value > -Infinity && value < Infinity) listable++;
  }
  if (listable === 0 || (loss !== null && !Number.isFinite(loss))) {
    throw new AppError('MODEL_DIVERGED', { recipe: model.recipe });
  }
}

function firstQuery(data: TrainingData): UserQuery {
  let userIdx = 0;
  while (userIdx < data.nUsers - 1 && data.userPtr[userIdx + 1] === data.userPtr[userIdx]) userIdx++;
  return historyOf(data, userIdx);
}

/** Networks say how far they are in what they learn, which takes most of an epoch of theirs; */
const TELLING = new Set(['train-epoch', 'epoch']);
/** ensembles how far they are in all of an epoch. */
const TELLING_ALL = new Set(['network', 'stage']);
/** What networks learn in an epoch takes this share of it; held-out rows are looked at besides. */
const LEARNING = 0.75;
/** What is measured at the end of an epoch takes the rest. */
const OF_AN_EPOCH = 0.95;

/** How far an epoch is, by the models that learn in it. */
class InsideEpoch {
  readonly #shares = [0, 0];

  /** @param learning of the epoch, what networks take to learn; what comes before it in the first one, and after it in the last. */
  constructor(
    private readonly task: FitTask,
    private readonly models: number,
    private readonly learning: readonly [from: number, to: number],
  ) {}

  /** The job as one of the models sees it: what it says of itself is noted. */
  of(job: Job, model: 0 | 1): Job {
    const [from, to] = this.learning;
    return reporting(job, (phase, done, total) => {
      const share = Math.min(1, done / Math.max(1, total));
      if (TELLING_ALL.has(phase)) this.tell(model, share);
      else if (TELLING.has(phase) && done > 0) this.tell(model, from + (to - from) * LEARNING * share);
      return job.checkpoint(phase, done, total);
    });
  }

  /** So much of what a model learns in this epoch is learned. */
  tell(model: 0 | 1, share: number): void {
    this.#shares[model] = Math.max(this.#shares[model], share);
    const [part, whole] = this.#shares;
    if (this.task.onEpoch !== undefined)
      this.task.job.course.within((OF_AN_EPOCH * (part + whole)) / this.models);
  }
}

/** Where in an epoch its networks learn, by what it takes beside the others: the first one begins with more, the last one ends so. */
function learningIn({ epochs, weights }: Trainer, epoch: number): readonly [number, number] {
  const share = Math.min(1, 1 / (weights?.[epoch - 1] ?? 1));
  return epoch === 1 ? [1 - share, 1] : [0, epoch === epochs ? share : 1];
}

/** The job as inner loops see it: their own phases and counts are reported as one step of ours. */
function asOneStep(job: Job, done: number, total: number): Job {
  return reporting(job, () => job.checkpoint('fit', done, total));
}

/** Measuring is reported in thousandths: counts of a hundred or fewer would be taken for epochs. */
function measuring(job: Job): Job {
  return reporting(job, (_, done, total) =>
    job.checkpoint('evaluate', Math.round((1000 * done) / total), 1000),
  );
}
