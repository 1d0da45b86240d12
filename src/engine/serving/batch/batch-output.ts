import { jsonIn } from '../../../domain/json';
import type { Serves } from '../../../domain/recipe-catalogue';
import { scoreAsJson } from '../../../domain/runtime';
import { readable } from '../../../import/open/bytes/unreadable';

/** What one line was answered with. */
export type BatchAnswer =
  | { readonly recommendedItems: readonly string[]; readonly scores: readonly number[] | null }
  | {
      readonly recommendedItems: readonly string[];
      readonly theme: string;
      /** Of each item, highest first. */
      readonly relevances: readonly number[];
    }
  | { readonly recommendedUsers: readonly string[] };

/** The output line of a JSON line that was answered: keys in the service's order, no blanks, scores to seven decimals. */
export function answeredLine(line: string, answer: BatchAnswer): string {
  return `{"input":${withoutBlanks(line)},"output":${JSON.stringify(outputOf(answer))},"error":null}`;
}

/** The output line of one that failed, as the service writes it; a line that is no JSON is repeated as a text. */
export function failedLine(line: string, serves: Serves, message: string): string {
  const shown = readable(line);
  const input = jsonIn(shown) !== undefined ? withoutBlanks(shown) : JSON.stringify(shown);
  const output = serves === 'segments' ? { usersList: [] } : { recommendedItems: [] };
  const error = `User error: ${message}`;
  return `{"input":${input},"output":${JSON.stringify(output)},"error":${JSON.stringify(error)}}`;
}

function outputOf(answer: BatchAnswer): object {
  if ('recommendedUsers' in answer) return { usersList: answer.recommendedUsers };
  const { recommendedItems } = answer;
  if ('theme' in answer)
    return {
      recommendedItems,
      theme: answer.theme,
      itemsThemeRelevanceScores: answer.relevances.map(scoreAsJson),
    };
  const { scores } = answer;
  return scores === null ? { recommendedItems } : { recommendedItems, scores: scores.map(scoreAsJson) };
}

/**
 * JSON as the output repeats it: letter by letter but for its blanks. Parsed and written again it could be another:
 * numbers have a precision, and a nesting that can be read can be too deep to be written.
 */
function withoutBlanks(json: string): string {
  return json.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r]+/g, (_, text: string | undefined) => text ?? '');
}
