import { lastPart } from '../../../domain/arn';
import type { BatchJob } from '../../../domain/batch';
import { recipeFacts, servesOf, type BatchKey, type RecipeName } from '../../../domain/recipe-catalogue';
import type { ProjectState } from '../../../domain/resources';
import { fileName } from '../words';

/** A line of an input file, by what the recipe is asked by. */
const EXAMPLES: { readonly [key in BatchKey]: string } = {
  userId: '{"userId": "4638"}',
  itemId: '{"itemId": "105"}',
  itemAttributes: '{"itemAttributes": "ITEMS.genres = \\"Comedy\\""}',
};
const RANKING = '{"userId": "891", "itemList": ["27", "886", "101"]}';

export function exampleFor(recipe: RecipeName): string {
  return servesOf(recipe) === 'lists' ? RANKING : EXAMPLES[recipeFacts(recipe).batchKey ?? 'userId'];
}

/** Where a job writes the answers to its one input file. */
export function outputPath({ inputPath, outputPath: folder }: BatchJob): string {
  const name = lastPart(inputPath);
  return `${folder.endsWith('/') ? folder : `${folder}/`}${name}.out`;
}

/** What the file is called when it is saved: `nightly_user-personalization.jsonl`, so that no two jobs are taken for one. */
export function savedName(
  { jobName, solutionVersionArn }: BatchJob,
  project: ProjectState | null,
  ending: 'jsonl' | 'csv' = 'jsonl',
): string {
  const version = project?.solutionVersions.find(({ arn }) => arn === solutionVersionArn);
  return `${fileName([jobName, ...(version === undefined ? [] : [version.solution])].join('_'))}.${ending}`;
}
