import { parseArgs } from 'node:util';
import type { JsonObject } from '../../domain/errors';
import { diskSource } from './import-files';
import { required, UsageError, wholeNumber } from './options';
import { told, withStudio } from './project-studio';

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
  const { user, item, recipe, filter } = values;
  if (user === undefined && item === undefined) throw new UsageError('--user ID or --item ID is wanted');
  const numResults = wholeNumber('--num-results', values['num-results'], 1, 500);
  const filterValues = JSON.parse(values['filter-values']) as JsonObject;
  return withStudio(1, async (own) => {
    await own.open(diskSource(path), told());
    return own.answers.recommend(
      { recipe, filter },
      {
        numResults,
        ...(user !== undefined && { userId: user }),
        ...(item !== undefined && { itemId: item }),
        ...(filter !== undefined && { filterValues }),
      },
    );
  });
}
