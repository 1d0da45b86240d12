import { parseArgs } from 'node:util';
import { describeError } from '../../words/copy/errors';
import type { AppError, JsonObject } from '../../domain/errors';
import { attributeQueries } from '../../engine/serving/batch/attribute-query';
import { batchFilter } from '../../engine/serving/batch/batch-filter';
import { answerLines, checkBatch, countsOf, newTally } from '../../engine/serving/batch/batch-job';
import { linesOf } from '../../engine/serving/batch/lines-of';
import { explorationOf } from '../../engine/serving/serving';
import { DataIndex } from '../../engine/project/data-index';
import { withDrawnSeconds } from '../../engine/project/drawn-model';
import { ServedModel } from '../../engine/project/served-model';
import { loadModel } from '../../recipes/load-model';
import { buildTrainingData } from '../../engine/training/training-data';
import { checkParameters } from '../../recipes/parameters';
import { findRecipe } from '../../recipes/registry';
import { diskSource, importFiles } from './import-files';
import { withPool } from './node-pool';
import { FILE_OPTIONS, filesOf, required, secondsSince, TRAINING_OPTIONS, trainingOf } from './options';
import { uncancelled } from '../../domain/ports';
import { trainModel } from './train-model';
import { writeWhole } from './write-whole';

/**
 * Trains a recipe on files and answers a file of JSON Lines: `headless -- batch …`. A recipe that
 * explores does so by the service's defaults, as a batch job without settings. The output appears under its name when it is whole. Wrong usage throws UsageError.
 */
export async function batchCommand(args: readonly string[]): Promise<JsonObject> {
  const values = readOptions(args);
  const recipe = findRecipe(required(values, 'recipe', 'NAME'));
  const [input, output] = [required(values, 'input', 'FILE'), required(values, 'output', 'FILE')];
  const numResults = Number(values['num-results']);
  checkBatch(recipe.name, numResults);
  const files = filesOf(values, 'relaxed');
  const { seed, budget, workers } = trainingOf(values);
  const { tables, report } = await importFiles(files, uncancelled);
  const expression = values.filter;
  const filter =
    expression === undefined ? null : batchFilter(expression, report.schemas, tables, recipe.name);
  const trainStarted = performance.now();
  const parameters = checkParameters(recipe, JSON.parse(values.hyperparameters), {});
  const task = { recipe, config: { parameters, seed, budget } };
  const data = buildTrainingData(tables, {}, files.profile, seed);
  const model = await withPool(workers, (pool) => trainModel(task, data, pool));
  const seconds = { train: secondsSince(trainStarted), answer: 0 };
  const index = new DataIndex(tables);
  const stored = withDrawnSeconds(model.store(), data.drawnSeconds);
  const served = new ServedModel(stored, index, true, await loadModel(stored));
  const itemsMatching = attributeQueries(report.schemas, tables);
  const { schemas } = report;
  const source = {
    version: { arn: output, spec: { recipe: recipe.name, seed } },
    served,
    index,
    itemExplorationConfig: explorationOf(recipe.name),
    schemas,
    numResults,
    filter,
    itemsMatching,
    themeOf: null,
  };
  const describe = (error: AppError): string => describeError(error).what;
  const answerStarted = performance.now();
  const tally = newTally();
  const asked = linesOf({ ...diskSource(input), path: input });
  const lines = answerLines(asked, { source, describe }, uncancelled, tally);
  const text = async function* (): AsyncGenerator<string> {
    for await (const line of lines) yield `${line}\n`;
  };
  const counts = await writeWhole(text, output, () => countsOf(tally));
  seconds.answer = secondsSince(answerStarted);
  return { recipe: recipe.name, output, ...counts, seconds };
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...FILE_OPTIONS,
      ...TRAINING_OPTIONS,
      recipe: text,
      input: text,
      output: text,
      'num-results': { type: 'string', default: '25' },
      filter: text,
      hyperparameters: { type: 'string', default: '{}' },
    },
  });
  return values;
}
