import { parseArgs } from 'node:util';
import { plain, type JsonObject } from '../../domain/json';
import { DEFAULT_RECIPE } from '../../domain/recipe-catalogue';
import type { DataFiles } from '../library/api';
import { givenFiles } from '../library/given-files';
import { findRecipe } from '../../recipes/registry';
import { diskSource } from './import-files';
import { required, secondsSince, TRAINING_OPTIONS, trainingOf, UsageError } from './options';
import { told, withStudio } from './project-studio';
import { writeProject } from './write-project';

/**
 * `headless -- train FILE … --recipe NAME --output PROJECT_FILE`: imports files as they would be dropped on the page, or
 * as `--interactions` and the others name them, or opens a project file, trains a version and writes a project file, which
 * the page and `recommend` open. Wrong usage throws UsageError.
 */
export async function trainCommand(args: readonly string[]): Promise<JsonObject> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      ...TRAINING_OPTIONS,
      interactions: text,
      items: text,
      users: text,
      project: text,
      recipe: { type: 'string', default: DEFAULT_RECIPE },
      name: text,
      hyperparameters: { type: 'string', default: '{}' },
      output: text,
    },
    allowPositionals: true,
  });
  const output = required(values, 'output', 'PROJECT_FILE');
  const { project: path, name } = values;
  const recipe = findRecipe(values.recipe).name;
  const files = dataFiles(values, positionals);
  if ((path === undefined) === (files === null))
    throw new UsageError('FILE …, --interactions FILE or --project is wanted');
  const { seed, budget, workers } = trainingOf(values);
  const algorithmHyperParameters = JSON.parse(values.hyperparameters);
  return withStudio(workers, async (own) => {
    if (path !== undefined) await own.open(diskSource(path), told());
    if (files !== null) await own.import(givenFiles(files, diskSource), name, told());
    const started = performance.now();
    const version = await own.train({ recipe, algorithmHyperParameters, seed, budget }, told());
    const seconds = secondsSince(started);
    const bytes = await own.export((snapshot, job) => writeProject(snapshot, output, job), told());
    const { interactions, users, items } = own.state.project;
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

/** Null where none is named. @throws UsageError for files that are named in both ways, or without interactions. */
function dataFiles(
  { interactions, items, users }: { readonly [name in 'interactions' | 'items' | 'users']?: string },
  dropped: readonly string[],
): DataFiles | null {
  const flagged = interactions !== undefined || items !== undefined || users !== undefined;
  if (!flagged) return dropped.length === 0 ? null : dropped;
  if (dropped.length > 0 || interactions === undefined)
    throw new UsageError('FILE … or --interactions FILE is wanted, and not both');
  return { interactions, items, users };
}
