import { AppError } from '../../domain/errors';
import { LOCAL_ARN, type Arn } from '../../domain/resources';
import type { DatasetType } from '../../domain/schema';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9\-_]*$/;
const MAX_NAME = 63;

/** The name rule of every named resource. @throws AppError INVALID_INPUT. */
export function checkName(name: string): void {
  if (name.length <= MAX_NAME && NAME.test(name)) return;
  throw new AppError('INVALID_INPUT', {
    field: 'name',
    value: name,
    pattern: NAME.source,
    maxLength: MAX_NAME,
  });
}

export function datasetArn(group: string, type: DatasetType): Arn {
  return `${LOCAL_ARN}dataset/${group}/${type}`;
}

export function importJobArn(id: string): Arn {
  return `${LOCAL_ARN}dataset-import-job/${id}`;
}

/** The kinds of resource whose id is their name. */
export type NamedResource =
  | 'dataset-group'
  | 'schema'
  | 'solution'
  | 'campaign'
  | 'filter'
  | 'event-tracker'
  | 'metric-attribution'
  | 'batch-inference-job'
  | 'batch-segment-job'
  | 'recommender'
  | 'data-deletion-job'
  | 'dataset-export-job';

export function namedArn(kind: NamedResource, name: string): Arn {
  return `${LOCAL_ARN}${kind}/${name}`;
}

/** @param id 8 hexadecimal digits. */
export function versionArn(solution: string, id: string): Arn {
  return `${LOCAL_ARN}solution/${solution}/${id}`;
}

/** The id of a recipe, as everywhere in the service. */
export function recipeArn(name: string): Arn {
  return `arn:aws:personalize:::recipe/${name}`;
}

/** The project's name made to fit the name rule, for ids that mention its dataset group. */
export function groupName(projectName: string): string {
  return (
    projectName
      .replace(/[^a-zA-Z0-9\-_]+/g, '-')
      .replace(/^[^a-zA-Z0-9]+/, '')
      .slice(0, MAX_NAME) || 'data'
  );
}
