import type { Dated } from '../../domain/arn';
import { defined } from '../../domain/defined';
import { AppError, type JsonObject } from '../../domain/errors';
import type { Plain } from '../../domain/json';
import type { MetricSet } from '../../domain/metrics';
import { optionalText, wholeNumber } from './read-input';

const MOST = 100;

/** Entries under the list's own name, and where the next page begins unless this is the last. */
export type Page<Member extends string, Entry> = { [name in Member]: Entry[] } & { nextToken?: string };

/**
 * One page of a list call. The token is where the next page begins.
 *
 * @throws AppError INVALID_INPUT for maxResults outside 1 … 100, INVALID_NEXT_TOKEN for a token that no call has given.
 */
export function page<Member extends string, Entry extends JsonObject>(
  input: JsonObject,
  member: Member,
  entries: readonly Entry[],
): Page<Member, Entry> {
  const maxResults = wholeNumber(input, 'maxResults', { absent: MOST, min: 1, max: MOST });
  const token = optionalText(input, 'nextToken');
  const from = token === undefined ? 0 : /^\d{1,9}$/.test(token) ? Number(token) : -1;
  if (from < 0 || (from > 0 && from >= entries.length))
    throw new AppError('INVALID_NEXT_TOKEN', { token: token ?? '' });
  const shown = entries.slice(from, from + maxResults);
  const next = from + shown.length;
  const list = { [member]: shown } as { [name in Member]: Entry[] };
  return { ...list, ...(next < entries.length ? { nextToken: String(next) } : {}) };
}

/** When a resource was made and changed, as every description has it. */
export function dated({ creationDateTime, lastUpdatedDateTime }: Dated): Plain<Dated> {
  return { creationDateTime, lastUpdatedDateTime };
}

/** What every description of a job has. */
export function jobSummary<Status extends string>(
  job: Dated & { readonly jobName: string; readonly status: Status; readonly failureReason?: string },
) {
  const { jobName, status, failureReason } = job;
  return { jobName, status, ...dated(job), ...defined({ failureReason }) };
}

/** Metrics to four decimals, as the service gives them. */
export function roundedMetrics(metrics: MetricSet | null | undefined): { [name: string]: number } {
  const entries = Object.entries(metrics?.values ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, Math.round(value * 1e4) / 1e4]));
}
