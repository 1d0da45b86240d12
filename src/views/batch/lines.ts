import type { BatchJob } from '../../domain/batch';
import { RECIPE_TYPES } from '../../domain/recipe-types';
import type { ProjectState, RecipeName } from '../../domain/resources';
import { fileName } from '../words';

/** A line of an input file, by what the recipe is asked by. */
const EXAMPLES = {
  user: '{"userId": "4638"}',
  item: '{"itemId": "105"}',
  ranking: '{"userId": "891", "itemList": ["27", "886", "101"]}',
  attributes: '{"itemAttributes": "ITEMS.genres = \\"Comedy\\""}',
} as const;

export function exampleFor(recipe: RecipeName): string {
  if (recipe === 'aws-item-attribute-affinity') return EXAMPLES.attributes;
  const type = RECIPE_TYPES[recipe];
  if (type === 'RELATED_ITEMS' || type === 'USER_SEGMENTATION') return EXAMPLES.item;
  return type === 'PERSONALIZED_RANKING' ? EXAMPLES.ranking : EXAMPLES.user;
}

/** Where a job writes the answers to its one input file. */
export function outputPath({ inputPath, outputPath: folder }: BatchJob): string {
  const name = inputPath.slice(inputPath.lastIndexOf('/') + 1);
  return `${folder.endsWith('/') ? folder : `${folder}/`}${name}.out`;
}

/** What the file is called when it is saved: `nightly_user-personalization.jsonl`, so that no two jobs are taken for one. */
export function savedName({ jobName, solutionVersionArn }: BatchJob, project: ProjectState | null): string {
  const version = project?.solutionVersions.find(({ arn }) => arn === solutionVersionArn);
  return `${fileName([jobName, ...(version === undefined ? [] : [version.solution])].join('_'))}.jsonl`;
}
