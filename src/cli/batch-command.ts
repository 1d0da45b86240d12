import { createReadStream, createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { pipeline } from 'node:stream/promises';
import type { SourceFile } from '../data/bytes/source';
import { describeError } from '../copy/errors';
import type { AppError, JsonObject } from '../domain/errors';
import type { TrainingData } from '../domain/histories';
import { attributeQueries } from '../engine/serving/batch/attribute-query';
import { batchFilter } from '../engine/serving/batch/batch-filter';
import {
  answerLines,
  checkBatch,
  countsOf,
  newTally,
  type BatchCounts,
} from '../engine/serving/batch/batch-job';
import { linesOf } from '../engine/serving/batch/lines-of';
import { explorationOf } from '../engine/serving/serving';
import { DataIndex } from '../engine/project/data-index';
import { ServedModel } from '../engine/project/served-model';
import { buildTrainingData } from '../engine/training/training-data';
import { checkParameters } from '../recipes/parameters';
import type { Model, Recipe } from '../recipes/recipe';
import { findRecipe } from '../recipes/registry';
import { importFiles } from './import-files';
import { withPool } from './node-pool';
import { oneOf, secondsSince, uncancelled, wholeNumber, workersOf } from './options';
import { UsageError } from './usage-error';

type Values = { readonly [option: string]: string | undefined };

/**
 * Trains a recipe on files and answers a file of JSON Lines: `headless -- batch …`. A recipe that
 * explores does so by the service's defaults, as a batch job without settings. The output appears under its name when it is whole. Wrong usage throws UsageError.
 */
export async function batchCommand(args: readonly string[]): Promise<JsonObject> {
  const values = readOptions(args);
  const recipe = findRecipe(required(values, 'recipe'));
  const [input, output] = [required(values, 'input'), required(values, 'output')];
  const numResults = Number(values['num-results'] ?? '25');
  checkBatch(recipe.name, numResults);
  const files = { interactions: required(values, 'interactions'), items: values.items, users: values.users };
  const profile = oneOf('--profile', values.profile ?? 'relaxed', ['aws', 'relaxed']);
  const { tables, report } = await importFiles({ ...files, profile }, uncancelled);
  const expression = values.filter;
  const filter =
    expression === undefined ? null : batchFilter(expression, report.schemas, tables, recipe.name);
  const trainStarted = performance.now();
  const model = await train(recipe, buildTrainingData(tables, {}, profile), values);
  const seconds = { train: secondsSince(trainStarted), answer: 0 };
  const index = new DataIndex(tables);
  const served = new ServedModel(model.store(), index, true);
  const itemsMatching = attributeQueries(report.schemas, tables);
  const { schemas } = report;
  const source = {
    version: { arn: output, spec: { recipe: recipe.name, seed: seedOf(values) } },
    served,
    index,
    itemExplorationConfig: explorationOf(recipe.name),
    schemas,
    numResults,
    filter,
    itemsMatching,
  };
  const describe = (error: AppError): string => describeError(error).what;
  const answerStarted = performance.now();
  const tally = newTally();
  const task = { source, describe };
  const lines = answerLines(linesOf(diskSource(input)), task, uncancelled, tally);
  const counts = await writeLines(lines, output, () => countsOf(tally));
  seconds.answer = secondsSince(answerStarted);
  return { recipe: recipe.name, output, ...counts, seconds };
}

function readOptions(args: readonly string[]): Values {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      interactions: text,
      items: text,
      users: text,
      profile: text,
      recipe: text,
      input: text,
      output: text,
      'num-results': text,
      filter: text,
      seed: text,
      hyperparameters: text,
      budget: text,
      workers: text,
    },
  });
  return values;
}

function required(values: Values, name: string): string {
  const value = values[name];
  if (value === undefined) throw new UsageError(`--${name} is missing`);
  return value;
}

function seedOf({ seed = '42' }: Values): number {
  return wholeNumber('--seed', seed, 0, 2147483647);
}

async function train(recipe: Recipe, data: TrainingData, values: Values): Promise<Model> {
  const config = {
    parameters: checkParameters(recipe, JSON.parse(values.hyperparameters ?? '{}'), {}),
    seed: seedOf(values),
    budget: oneOf('--budget', values.budget ?? 'standard', ['instant', 'standard', 'thorough']),
  };
  return withPool(workersOf(values.workers), async (pool) => {
    const trainer = await recipe.trainer(data, config, pool);
    for (let epoch = 0; epoch < trainer.epochs; epoch++) await trainer.trainEpoch(uncancelled);
    return trainer.model();
  });
}

function diskSource(path: string): SourceFile {
  return {
    path,
    sizeBytes: statSync(path).size,
    stream: () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
  };
}

/** Line by line into a file beside the wanted one, which takes its name once `finish` lets it stand. */
async function writeLines(
  lines: AsyncIterable<string>,
  output: string,
  finish: () => BatchCounts,
): Promise<BatchCounts> {
  const text = async function* (): AsyncGenerator<string> {
    for await (const line of lines) yield `${line}\n`;
  };
  const part = `${output}.part`;
  try {
    await pipeline(text, createWriteStream(part));
    const counts = finish();
    renameSync(part, output);
    return counts;
  } finally {
    rmSync(part, { force: true });
  }
}
