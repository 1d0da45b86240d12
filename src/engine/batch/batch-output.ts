import type { JsonObject } from '../../domain/errors';

/** What one line was answered with. */
export type BatchAnswer =
  | { readonly recommendedItems: readonly string[]; readonly scores: readonly number[] | null }
  | { readonly recommendedUsers: readonly string[] };

/** The output line of an answered one: keys in the service's order, no blanks, scores to seven decimals. */
export function answeredLine(input: JsonObject, answer: BatchAnswer): string {
  if ('recommendedUsers' in answer) {
    return JSON.stringify({ input, output: { recommendedUsers: answer.recommendedUsers }, error: null });
  }
  const { recommendedItems, scores } = answer;
  const output =
    scores === null ? { recommendedItems } : { recommendedItems, scores: scores.map(toSevenDecimals) };
  return JSON.stringify({ input, output, error: null });
}

/** The output line of one that failed; `input` is the raw text where it was no JSON object. */
export function failedLine(input: JsonObject | string, code: string, message: string): string {
  return JSON.stringify({ input, output: null, error: { code, message } });
}

function toSevenDecimals(score: number): number {
  return Number(score.toFixed(7));
}
