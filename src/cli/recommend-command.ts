import { parseArgs } from 'node:util';
import { AppError, type JsonObject } from '../domain/errors';
import type { ProjectState, SolutionVersion } from '../domain/resources';
import { datasetGroupOf } from '../engine/resources/dataset-groups';
import { BASELINE_RECIPE } from '../domain/recipe-catalogue';
import { readyOf } from '../domain/version-names';
import { findRecipe } from '../recipes/registry';
import { required, UsageError, wholeNumber } from './options';
import { ProjectStudio } from './project-studio';

/**
 * `headless -- recommend --project PROJECT_FILE --user ID | --item ID`: what GetRecommendations answers, from a version
 * that `train` or the page has put into the file: the newest, or the newest of `--recipe`. Wrong usage throws UsageError.
 *
 * @throws AppError NOT_FOUND where nothing in the file is trained, and what the service refuses a request with.
 */
export async function recommendCommand(args: readonly string[]): Promise<JsonObject> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      project: text,
      user: text,
      item: text,
      recipe: text,
      'num-results': { type: 'string', default: '25' },
      filter: text,
      'filter-values': { type: 'string', default: '{}' },
    },
  });
  const path = required(values, 'project', 'PROJECT_FILE');
  if (values.user === undefined && values.item === undefined)
    throw new UsageError('--user ID or --item ID is wanted');
  const numResults = wholeNumber('--num-results', values['num-results'], 1, 500);
  const filterValues = JSON.parse(values['filter-values']) as JsonObject;
  return ProjectStudio.with(1, async (own) => {
    const state = await own.open(path);
    const { solutionVersionArn } = newestVersion(state, values.recipe);
    const { campaignArn } = await own.studio.invoke('CreateCampaign', {
      name: 'command-line',
      solutionVersionArn,
      minProvisionedTPS: 1,
    });
    const filter = await filterOf(own, state, values.filter);
    return own.studio.invoke('GetRecommendations', {
      campaignArn,
      numResults,
      ...(values.user !== undefined && { userId: values.user }),
      ...(values.item !== undefined && { itemId: values.item }),
      ...(filter !== undefined && { filterArn: filter, filterValues }),
    });
  });
}

/** The newest that is ready, of a recipe where one is named. @throws AppError NOT_FOUND. */
export function newestVersion(
  state: ProjectState,
  recipe: string | undefined,
): { readonly solutionVersionArn: string } {
  const ready = readyOf(state.solutionVersions).toSorted(
    (one, other) => other.creationDateTime - one.creationDateTime,
  );
  const asked = ({ spec }: SolutionVersion): boolean =>
    recipe === undefined ? spec.recipe !== BASELINE_RECIPE : spec.recipe === findRecipe(recipe).name;
  // What everybody gets is trained beside every other recipe: alone it is meant.
  const version = ready.find(asked) ?? (recipe === undefined ? ready.at(0) : undefined);
  if (version === undefined) throw new AppError('NOT_FOUND', { what: 'solution version', id: recipe ?? '' });
  return { solutionVersionArn: version.arn };
}

/** A filter of the project by its name, or one that is written out. */
async function filterOf(
  { studio }: ProjectStudio,
  state: ProjectState,
  asked: string | undefined,
): Promise<string | undefined> {
  if (asked === undefined) return undefined;
  const named = state.service?.filters.find(({ name }) => name === asked);
  if (named !== undefined) return named.arn;
  const datasetGroupArn = datasetGroupOf(state)?.arn ?? null;
  const request = { name: 'command-line', datasetGroupArn, filterExpression: asked };
  const { filterArn } = await studio.invoke('CreateFilter', request);
  return String(filterArn);
}
