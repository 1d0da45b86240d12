import type { Json } from '../domain/errors';
import type { Issue } from '../domain/issue';
import type { DatasetType } from '../domain/schema';
import { count, listed } from '../domain/numbers';

const DATASETS: Record<DatasetType, string> = {
  INTERACTIONS: 'Interactions',
  ITEMS: 'Items',
  USERS: 'Users',
};

export function datasetName(issue: Issue): string {
  return issue.dataset ? DATASETS[issue.dataset] : 'The file';
}

/** `Interactions, ratings.csv, line 48,213, column RATING: ` as far as known, for the start of a sentence. */
export function place(issue: Issue): string {
  const parts = [
    issue.dataset && DATASETS[issue.dataset],
    issue.file,
    issue.line !== undefined && `line ${count(issue.line)}`,
    issue.column !== undefined && `column ${issue.column}`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}

export function quoted(text: string | undefined): string {
  return text === undefined || text === '' ? 'an empty cell' : `“${text}”`;
}

/** A detail as a number; NaN when it is none. */
export function number(issue: Issue, key: string): number {
  const value = issue.details[key];
  return typeof value === 'number' ? value : NaN;
}

export function text(issue: Issue, key: string): string {
  const value = issue.details[key];
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
}

/** A list of texts as `A, B and C`. */
export function list(value: Json | undefined, limit = 20): string {
  if (!Array.isArray(value)) return '';
  const words = value.map(String);
  const shown = words.slice(0, limit);
  const rest = words.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${count(rest)} more`;
  return listed(shown);
}

/** A delimiter by name. */
export function delimiterName(delimiter: string): string {
  const names: [string, string][] = [
    [';', 'a semicolon (;)'],
    ['\t', 'a tab'],
    ['|', 'a bar (|)'],
    ['::', 'two colons (::)'],
    [',', 'a comma (,)'],
  ];
  return names.find(([sign]) => sign === delimiter)?.[1] ?? `“${delimiter}”`;
}
