import { parseArgs } from 'node:util';
import type { Tables } from '../../domain/columns';
import type { JsonObject } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import type { MetricKey, MetricSet } from '../../domain/metrics';
import { uncancelled, type Pool } from '../../domain/ports';
import { servesOf } from '../../domain/recipe-catalogue';
import type { OptimizationObjective } from '../../domain/resources';
import { SENSITIVITIES } from '../../domain/solution-spec';
import {
  type Calibration,
  measure,
  measureHeldOut,
  measureLeaveOneOut,
  withListMetrics,
} from '../../engine/measuring/evaluate';
import {
  type Split,
  MAX_FOLDS,
  splitAmazon,
  splitByTime,
  splitLeaveOneOut,
} from '../../engine/measuring/split';
import { buildTrainingData, dropRareItems } from '../../engine/training/training-data';
import { rankIds } from '../../data/columns/by-user';
import { checkObjective, objectiveIn } from '../../engine/resources/objective-config';
import { ledRecipe } from '../../recipes/objective';
import { checkParameters } from '../../recipes/parameters';
import type { Model, Recipe, RecipeConfig } from '../../recipes/recipe';
import { findRecipe } from '../../recipes/registry';
import { importFiles, type InputFiles } from './import-files';
import { withPool } from './node-pool';
import {
  FILE_OPTIONS,
  filesOf,
  MEASURING_OPTIONS,
  measuringOf,
  oneOf,
  required,
  secondsSince,
  TRAINING_OPTIONS,
  trainingOf,
  wholeNumber,
  UsageError,
} from './options';
import { OUTSIDE_OPTIONS, type OutsideFile, outsideOf, readOutside } from './outside-files';
import { trainModel } from './train-model';
import { measureMostActive, measureSegments } from '../../engine/measuring/measure-segments';
import { splitSegments } from '../../engine/measuring/segment-split';

interface Options {
  readonly files: InputFiles;
  readonly recipe: Recipe;
  readonly config: RecipeConfig;
  readonly protocol: 'amazon' | 'leave-one-out' | 'time';
  /** Asked for in place of what a protocol hides; null = nothing is. */
  readonly outside: OutsideFile | null;
  /** Whether rows within a second have no order, or that of the file. */
  readonly within: 'seconds' | 'rows';
  readonly folds: number;
  readonly exclude: boolean;
  readonly minItemCount: number;
  readonly workers: number;
  readonly objective: OptimizationObjective | undefined;
}

/** Trains and measures one recipe on files: `headless -- evaluate …`. Wrong usage throws UsageError. */
export async function evaluateCommand(args: readonly string[]): Promise<JsonObject> {
  const options = readOptions(args);
  return withPool(options.workers, (pool) => evaluate(options, pool));
}

async function evaluate(options: Options, pool: Pool): Promise<JsonObject> {
  const started = performance.now();
  const { tables, report } = await importFiles(options.files, uncancelled);
  const seed = options.within === 'seconds' ? options.config.seed : undefined;
  const whole = buildTrainingData(tables, {}, options.files.profile, seed);
  const data = dropRareItems(whole, options.minItemCount);
  const seconds = { import: secondsSince(started), train: 0, evaluate: 0 };
  checkObjective({ recipe: options.recipe.name, optimizationObjective: options.objective });
  if (servesOf(options.recipe.name) === 'segments') {
    return evaluateSegments({ ...options, data, userRank: rankIds(tables.userIds), pool });
  }
  const objective = objectiveIn(data, { optimizationObjective: options.objective });
  const recipe = objective === null ? options.recipe : ledRecipe(options.recipe, objective);
  const led = { ...options, recipe, rewards: objective?.values ?? null };
  const outside =
    options.outside &&
    (await readOutside(options.outside, { tables, data }, { ...options, seed }, options.config.seed));
  const results: Measured[] = [];
  for (let fold = 0; fold < options.folds; fold++) {
    const split = outside ? { train: data, tests: outside.tests } : splitOf(data, tables, options, fold);
    const trainStarted = performance.now();
    const model = await trainModel(led, split.train, pool);
    seconds.train += secondsSince(trainStarted);
    const measureStarted = performance.now();
    results.push(await measureSplit(model, data, split, led, pool));
    seconds.evaluate += secondsSince(measureStarted);
    if (options.folds > 1) process.stderr.write(`fold ${fold + 1} of ${options.folds}\n`);
  }
  return {
    recipe: options.recipe.name,
    protocol: options.outside?.kind ?? options.protocol,
    ties: options.within,
    users: data.nUsers,
    items: data.nItems,
    rows: data.items.length,
    queries: results.reduce((sum, { n }) => sum + n, 0),
    ...(outside && { outside: outside.told }),
    metrics: meanOf(results),
    ...calibrationOf(results),
    seconds,
    workers: pool.size,
    warnings: report.warnings.map(({ code, details }) => ({ code, details: details as JsonObject })),
  };
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...FILE_OPTIONS,
      ...TRAINING_OPTIONS,
      ...MEASURING_OPTIONS,
      ...OUTSIDE_OPTIONS,
      recipe: { type: 'string' },
      protocol: { type: 'string' },
      ties: { type: 'string', default: 'seconds' },
      folds: { type: 'string', default: '1' },
      hyperparameters: { type: 'string', default: '{}' },
      transformations: { type: 'string', default: '{}' },
      objective: { type: 'string' },
      sensitivity: { type: 'string', default: 'OFF' },
    },
  });
  const files = filesOf(values, 'relaxed');
  const recipe = findRecipe(required(values, 'recipe', 'NAME'));
  const { seed, budget, workers } = trainingOf(values);
  const parameters = checkParameters(
    recipe,
    JSON.parse(values.hyperparameters),
    JSON.parse(values.transformations),
  );
  const protocol = oneOf('--protocol', values.protocol ?? 'amazon', ['amazon', 'leave-one-out', 'time']);
  if (servesOf(recipe.name) === 'segments' && (protocol !== 'amazon' || values.folds !== '1')) {
    throw new UsageError(
      `${recipe.name} is measured on one split, with --protocol amazon and without --folds`,
    );
  }
  const outside = outsideOf(values);
  if (outside !== null) {
    const splits = values.protocol !== undefined || values.folds !== '1' || values['min-item-count'] !== '0';
    if (splits || values.objective !== undefined || servesOf(recipe.name) === 'segments')
      throw new UsageError(
        `--${outside.kind} goes with recipes that list items, without --protocol, --folds, --min-item-count and --objective`,
      );
  }
  return {
    files,
    outside,
    recipe,
    config: { parameters, seed, budget },
    protocol,
    within: oneOf('--ties', values.ties, ['seconds', 'rows']),
    objective:
      values.objective === undefined
        ? undefined
        : {
            itemAttribute: values.objective,
            objectiveSensitivity: oneOf('--sensitivity', values.sensitivity, SENSITIVITIES),
          },
    folds: wholeNumber('--folds', values.folds, 1, MAX_FOLDS),
    workers,
    ...measuringOf(values),
  };
}

function splitOf(data: TrainingData, tables: Tables, options: Options, fold: number): Split {
  if (options.protocol === 'leave-one-out') return splitLeaveOneOut(data);
  if (options.protocol === 'time') return splitByTime(data);
  return splitAmazon(data, tables.userIds, options.config.seed, fold);
}

async function measureSplit(
  model: Model,
  data: TrainingData,
  split: Split,
  options: Options & { readonly rewards: Float64Array | null },
  pool: Pool,
): Promise<Measured> {
  const asking = { pool, job: uncancelled };
  if (options.outside?.kind === 'held-out') {
    return measureHeldOut(model, data.itemRank, split.tests, options.exclude, asking);
  }
  if (options.outside !== null || options.protocol !== 'amazon') {
    return measureLeaveOneOut(model, split.tests, options.exclude, asking);
  }
  const measured = await measure(model, data.itemRank, split.tests, asking);
  return withListMetrics(measured, model, split.tests, { ...options, data }, asking);
}

type Measured = MetricSet & { readonly calibration?: Calibration | null };

/** Leave-one-out says of recipes with scores what the first item promises and keeps. */
function calibrationOf([{ calibration }]: readonly Measured[]): JsonObject {
  return calibration ? { calibration: { ...calibration } } : {};
}

/** Means over the folds, each fold counting once. */
function meanOf(results: readonly MetricSet[]): JsonObject {
  const means: JsonObject = {};
  for (const key of Object.keys(results[0].values) as MetricKey[]) {
    let sum = 0;
    for (const result of results) sum += result.values[key] ?? 0;
    means[key] = sum / results.length;
  }
  return means;
}

interface Task {
  readonly recipe: Recipe;
  readonly config: RecipeConfig;
  readonly data: TrainingData;
  readonly userRank: Int32Array;
  readonly pool: Pool;
}

/** Segments are measured on everybody's newest fifth, beside the users with the most rows. */
async function evaluateSegments(task: Task): Promise<JsonObject> {
  const { recipe, config, data, userRank, pool } = task;
  const split = { ...splitSegments(data, recipe.name, config.seed), userRank };
  const trainStarted = performance.now();
  const model = await trainModel(task, split.train, pool);
  const train = secondsSince(trainStarted);
  const measureStarted = performance.now();
  const { n, values } = await measureSegments(model, split, { pool, job: uncancelled });
  return {
    recipe: recipe.name,
    protocol: 'amazon',
    users: data.nUsers,
    items: data.nItems,
    rows: data.items.length,
    queries: n,
    metrics: { ...values },
    mostActive: { ...measureMostActive(split).values },
    seconds: { train, evaluate: secondsSince(measureStarted) },
    workers: pool.size,
  };
}
