import { recipeFacts, servesOf, type RecipeName } from '../../../domain/recipe-catalogue';
import { LIMITS } from '../../../domain/limits';
import * as say from '../../../words/messages/batch';

/** Where the lines of a job come from: made here, a file, or typed. */
export type InputKind = 'all' | 'file' | 'lines';

export function isSegment(recipe: RecipeName): boolean {
  return servesOf(recipe) === 'segments';
}

/** Most results of a line. */
export function mostResults(recipe: RecipeName): number {
  return isSegment(recipe) ? LIMITS.segmentUsers : LIMITS.results;
}

export function resultsFault(numResults: number, recipe: RecipeName): string | null {
  const most = mostResults(recipe);
  return Number.isInteger(numResults) && numResults >= 1 && numResults <= most ? null : say.oneTo({ most });
}

/** A filter that fits: over users for segments, over items for all else. */
export function fits(filterExpression: string, recipe: RecipeName): boolean {
  return /^\s*\w+\s+UserID\b/i.test(filterExpression) === isSegment(recipe);
}

/** What the lines that are made here ask about: “every user”. */
export function allOf(
  recipe: RecipeName,
  themed = false,
): { readonly label: string; readonly words: string } {
  const { batchKey, mostBatchLines: most = themed ? LIMITS.themedLines : undefined } = recipeFacts(recipe);
  if (batchKey === 'itemAttributes') return { label: say.everyValue(), words: say.everyValueWords() };
  if (batchKey === 'itemId') {
    const words = most === undefined ? say.everyItemWords() : say.frequentItemsWords({ most: String(most) });
    return { label: say.everyItem(), words };
  }
  const words = servesOf(recipe) === 'lists' ? say.everyUserOrderWords() : say.everyUserWords();
  return { label: say.everyUser(), words };
}

/** Files that a batch screen takes for lines; others are tables to import. */
export function isLinesFile(name: string): boolean {
  return /\.(jsonl|ndjson|json|txt|out)(\.gz)?$/i.test(name);
}
