import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { describeError } from '../../src/copy/errors';
import type { AppError, JsonObject } from '../../src/domain/errors';
import type { TrainingData } from '../../src/domain/histories';
import { attributeQueries } from '../../src/engine/batch/attribute-query';
import { batchFilter } from '../../src/engine/batch/batch-filter';
import { checkBatch, runBatch, type BatchCounts } from '../../src/engine/batch/batch-job';
import { DataIndex } from '../../src/engine/data-index';
import { ServedModel } from '../../src/engine/served-model';
import { buildTrainingData } from '../../src/engine/training-data';
import { checkParameters } from '../../src/recipes/parameters';
import type { Model, Recipe } from '../../src/recipes/recipe';
import { findRecipe } from '../../src/recipes/registry';
import { importFiles } from './import-files';
import { withPool } from './node-pool';
import { oneOf, secondsSince, uncancelled, wholeNumber, workersOf } from './options';
import { UsageError } from './usage-error';

type Values = { readonly [option: string]: string | undefined };

/**
 * Trains a recipe on files and answers a file of JSON Lines: `headless -- batch …`. Lists come without exploration,
 * as in evaluation. The output appears under its name when it is whole. Wrong usage throws UsageError.
 */
export async function batchCommand(args: readonly string[]): Promise<JsonObject> {
  const values = readOptions(args);
  const recipe = findRecipe(required(values, 'recipe'));
  const [input, output] = [required(values, 'input'), required(values, 'output')];
  const numResults = Number(values['num-results'] ?? '25');
  checkBatch(recipe.name, recipe.type, numResults);
  const files = { interactions: required(values, 'interactions'), items: values.items, users: values.users };
  const profile = oneOf('--profile', values.profile ?? 'relaxed', ['aws', 'relaxed']);
  const { tables, report } = await importFiles({ ...files, profile }, uncancelled);
  const expression = values.filter;
  const filter = expression === undefined ? null : batchFilter(expression, report.schemas, tables, recipe);
  const trainStarted = performance.now();
  const model = await train(recipe, buildTrainingData(tables, {}, profile), values);
  const seconds = { train: secondsSince(trainStarted), answer: 0 };
  const index = new DataIndex(tables);
  const served = new ServedModel(model.store(), index, true);
  const itemsMatching = attributeQueries(report.schemas, tables);
  const source = { served, index, type: recipe.type, numResults, filter, itemsMatching };
  const describe = (error: AppError): string => describeError(error).what;
  const answerStarted = performance.now();
  const lines = runBatch(linesOf(input), { recipe: recipe.name, source, describe }, uncancelled);
  const counts = await writeLines(lines, output);
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

async function train(recipe: Recipe, data: TrainingData, values: Values): Promise<Model> {
  const config = {
    parameters: checkParameters(recipe, JSON.parse(values.hyperparameters ?? '{}'), {}),
    seed: wholeNumber('--seed', values.seed ?? '42', 0, 2147483647),
    budget: oneOf('--budget', values.budget ?? 'standard', ['instant', 'standard', 'thorough']),
  };
  return withPool(workersOf(values.workers), async (pool) => {
    const trainer = await recipe.trainer(data, config, pool);
    for (let epoch = 0; epoch < trainer.epochs; epoch++) await trainer.trainEpoch(uncancelled);
    return trainer.model();
  });
}

function linesOf(path: string): AsyncIterable<string> {
  const bytes = createReadStream(path);
  const input = path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  return createInterface({ input, crlfDelay: Infinity });
}

/** Line by line into a file beside the wanted one, which takes its name at the end. */
async function writeLines(lines: AsyncGenerator<string, BatchCounts>, output: string): Promise<BatchCounts> {
  let counts: BatchCounts = { lines: 0, failed: 0 };
  const text = async function* (): AsyncGenerator<string> {
    for (let next = await lines.next(); ; next = await lines.next()) {
      if (next.done === true) {
        counts = next.value;
        return;
      }
      yield `${next.value}\n`;
    }
  };
  const part = `${output}.part`;
  try {
    await pipeline(text, createWriteStream(part));
    renameSync(part, output);
  } finally {
    rmSync(part, { force: true });
  }
  return counts;
}
