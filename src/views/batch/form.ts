import { recipeFacts, servesOf, type RecipeName } from '../../domain/recipe-catalogue';
import { count } from '../../domain/numbers';
import { LIMITS } from '../../domain/limits';

/** Where the lines of a job come from: made here, a file, or typed. */
export type InputKind = 'all' | 'file' | 'lines';

/** The first name of its kind that is free. */
export function freeName(taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`batch-${n}`)) return `batch-${n}`;
}

export function isSegment(recipe: RecipeName): boolean {
  return servesOf(recipe) === 'segments';
}

/** Most results of a line. */
export function mostResults(recipe: RecipeName): number {
  return isSegment(recipe) ? LIMITS.segmentUsers : LIMITS.results;
}

export function resultsFault(numResults: number, recipe: RecipeName): string | null {
  const most = mostResults(recipe);
  return Number.isInteger(numResults) && numResults >= 1 && numResults <= most
    ? null
    : `1 to ${count(most)}.`;
}

/** A filter that fits: over users for segments, over items for all else. */
export function fits(filterExpression: string, recipe: RecipeName): boolean {
  return /^\s*\w+\s+UserID\b/i.test(filterExpression) === isSegment(recipe);
}

/** What the lines that are made here ask about: “every user”. */
export function allOf(recipe: RecipeName): { readonly label: string; readonly words: string } {
  const { batchKey, mostBatchLines } = recipeFacts(recipe);
  if (batchKey === 'itemAttributes')
    return { label: 'Every value', words: 'the most frequent values of the Items columns, up to ten' };
  if (batchKey === 'itemId') {
    const most =
      mostBatchLines === undefined
        ? 'every item of the data'
        : `the most frequent items, up to ${mostBatchLines}`;
    return { label: 'Every item', words: most };
  }
  return servesOf(recipe) === 'lists'
    ? { label: 'Every user', words: 'every user, with the 100 most frequent items to be put in order' }
    : { label: 'Every user', words: 'every user of the data' };
}

/** Files that a batch screen takes for lines; others are tables to import. */
export function isLinesFile(name: string): boolean {
  return /\.(jsonl|ndjson|json|txt|out)(\.gz)?$/i.test(name);
}
