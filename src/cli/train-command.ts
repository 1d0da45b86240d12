import { parseArgs } from 'node:util';
import { freeName } from '../domain/free-name';
import { plain, type JsonObject } from '../domain/json';
import { DEFAULT_RECIPE } from '../domain/recipe-catalogue';
import { shortName } from '../domain/recipes';
import { findRecipe } from '../recipes/registry';
import { diskSource } from './import-files';
import { required, secondsSince, TRAINING_OPTIONS, trainingOf, UsageError } from './options';
import { ProjectStudio } from './project-studio';

/**
 * `headless -- train FILE … --recipe NAME --output PROJECT_FILE`: imports files as they would be dropped on the page, or
 * opens a project file, trains a version and writes a project file, which the page and `recommend` open. Wrong usage
 * throws UsageError.
 */
export async function trainCommand(args: readonly string[]): Promise<JsonObject> {
  const { values, positionals: files } = parseArgs({
    args: [...args],
    options: {
      ...TRAINING_OPTIONS,
      project: { type: 'string' },
      recipe: { type: 'string', default: DEFAULT_RECIPE },
      name: { type: 'string' },
      hyperparameters: { type: 'string', default: '{}' },
      output: { type: 'string' },
    },
    allowPositionals: true,
  });
  const output = required(values, 'output', 'PROJECT_FILE');
  const { project: path } = values;
  if ((path === undefined) === (files.length === 0)) throw new UsageError('FILE … or --project is wanted');
  const recipe = findRecipe(values.recipe).name;
  const { seed, budget, workers } = trainingOf(values);
  return ProjectStudio.with(workers, async (own) => {
    const state =
      path === undefined ? await own.import(files.map(diskSource), values.name) : await own.open(path);
    const taken = new Set(state.service?.solutions.map((solution) => solution.name));
    const started = performance.now();
    const version = await own.studio.train(own.job(), {
      name: freeName(shortName(recipe), (name) => taken.has(name)),
      recipe,
      algorithmHyperParameters: JSON.parse(values.hyperparameters),
      featureTransformationParameters: {},
      seed,
      budget,
    });
    const seconds = secondsSince(started);
    const bytes = await own.save(state.project.id, output);
    const { interactions, users, items } = state.project;
    return {
      output,
      bytes,
      solutionVersionArn: version.arn,
      recipe,
      seconds,
      rows: { interactions, users, items },
      metrics: version.metrics === null ? null : plain(version.metrics.values),
    };
  });
}
