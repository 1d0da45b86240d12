import type { JsonObject } from '../../../domain/errors';
import { servesOf } from '../../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../../domain/resources';
import * as say from '../../../words/messages/train';

/** Whether a version answers with people, which only batch segment jobs ask for. */
export function isSegments({ spec }: SolutionVersion): boolean {
  return servesOf(spec.recipe) === 'segments';
}

/** The one line of a segment job's input file. */
export function segmentLine(by: 'item' | 'attributes', text: string): string {
  return JSON.stringify(by === 'item' ? { itemId: text } : { itemAttributes: text });
}

/** The people that an output line names, or what it says went wrong. */
export function segmentAnswer(
  line: string,
): { readonly users: readonly string[] } | { readonly fault: string } {
  const { output, error } = JSON.parse(line) as { output: JsonObject | null; error: JsonObject | null };
  const users = output?.usersList;
  if (Array.isArray(users)) return { users: users.map(String) };
  return { fault: typeof error?.message === 'string' ? error.message : say.lineHasNoAnswer() };
}
