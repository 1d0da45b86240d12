import { parseArgs } from 'node:util';
import { plain, type JsonObject } from '../../domain/json';
import type { TrainingData } from '../../domain/histories';
import type { Trial } from '../../domain/tuning';
import { buildTrainingData, dropRareItems } from '../../engine/training/training-data';
import { importFiles, type InputFiles } from './import-files';
import {
  FILE_OPTIONS,
  filesOf,
  MEASURING_OPTIONS,
  measuringOf,
  TRAINING_OPTIONS,
  trainingOf,
  wholeNumber,
} from './options';
import { uncancelled } from '../../domain/ports';

/** What `tune` and `automl` share: the files, and how to search. */
export interface TuningOptions extends ReturnType<typeof trainingOf>, ReturnType<typeof measuringOf> {
  readonly files: InputFiles;
  readonly trials: number | null;
}

const shared = {
  ...FILE_OPTIONS,
  ...TRAINING_OPTIONS,
  ...MEASURING_OPTIONS,
  trials: { type: 'string' },
} as const;

/**
 * The shared options and the text of each of `own` that was given.
 *
 * @throws UsageError and what `parseArgs` throws.
 */
export function readTuningOptions<T extends string>(
  args: readonly string[],
  own: readonly T[],
): TuningOptions & { readonly own: { readonly [name in T]?: string } } {
  const ownOptions = Object.fromEntries(own.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options: { ...ownOptions, ...shared } });
  const given = own.flatMap((name) => {
    const value = (values as { readonly [name: string]: string | boolean | undefined })[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return {
    files: filesOf(values, 'relaxed'),
    trials: values.trials === undefined ? null : wholeNumber('--trials', values.trials, 1, 40),
    ...trainingOf(values),
    ...measuringOf(values),
    own: Object.fromEntries(given) as { readonly [name in T]?: string },
  };
}

export async function readTrainingData(options: TuningOptions): Promise<TrainingData> {
  const { tables } = await importFiles(options.files, uncancelled);
  return dropRareItems(
    buildTrainingData(tables, {}, options.files.profile, options.seed),
    options.minItemCount,
  );
}

/** A line of the leaderboard. */
export function trialDocument(trial: Trial): JsonObject {
  return {
    trial: trial.number,
    algorithmHyperParameters: { ...trial.algorithmHyperParameters },
    status: trial.status,
    epochs: { ...trial.epochs },
    value: trial.value,
    metrics: trial.metrics === null ? null : { ...trial.metrics.values },
    versusDefaults: pairedDocument(trial.versusDefaults),
    seconds: Math.round(1000 * trial.seconds) / 1000,
    ...(trial.failure && { failureReason: plain(trial.failure) as JsonObject }),
  };
}

/** A paired test against the defaults on the same people: the mean gain, its 95 % interval and the p-value. */
export function pairedDocument(result: Trial['versusDefaults']): JsonObject | null {
  return result === null ? null : { ...result };
}

/** The same line for a person who waits, on standard error. */
export function tellTrial(trial: Trial): void {
  const settings = Object.entries(trial.algorithmHyperParameters).map(([name, value]) => `${name} ${value}`);
  const value = trial.value === null ? '–' : trial.value.toFixed(4);
  const { versusDefaults: test } = trial;
  const paired = test === null ? [] : [`p ${test.pValue.toFixed(3)}`];
  const told = [trial.recipe, `trial ${trial.number}`, ...settings, trial.status, value, ...paired];
  process.stderr.write(`${told.join(', ')}, ${trial.seconds.toFixed(1)} s\n`);
}
