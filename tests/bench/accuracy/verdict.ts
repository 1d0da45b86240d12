import type { MetricKey } from '../../../src/domain/metrics';
import type { Row, Target } from './plan';

export interface Result {
  readonly row: Row;
  /** Where the row was measured: another set than asked for when that one is absent. */
  readonly set: string;
  readonly metrics: { readonly [key in MetricKey]?: number };
  /** How many people (items, where a recipe answers for items) the means are taken over. */
  readonly queries: number;
  /** Segments only: what naming the most active people reaches. */
  readonly mostActive?: { readonly [key in MetricKey]?: number };
  readonly trainSeconds: number;
  readonly workers: number;
}

export interface Verdict {
  readonly target: string;
  readonly measured: number;
  readonly needed: number;
  readonly met: boolean;
}

/**
 * Holds a result against its targets. Numbers from another set say nothing about this one: then only the comparison
 * with popularity is made.
 *
 * @param popularity the same metric of aws-popularity-count under the same protocol on the same set.
 */
export function judge(result: Result, popularity: number): Verdict[] {
  const { row, metrics } = result;
  const asAsked = result.set === row.protocol.set;
  return row.targets.flatMap((target): Verdict[] => {
    const active = result.mostActive?.[row.protocol.metric] ?? NaN;
    const needed = needs(target, row, target.kind === 'times-most-active' ? active : popularity);
    const compares = target.kind === 'times-popularity' || target.kind === 'times-most-active';
    if (needed === null || (!asAsked && !compares)) return [];
    const key = target.kind === 'at-least' ? target.metric : row.protocol.metric;
    const measured = metrics[key] ?? NaN;
    return [{ target: words(target, key), measured, needed, met: measured >= needed }];
  });
}

function needs(target: Target, { protocol }: Row, line: number): number | null {
  if (target.kind === 'at-least') return target.value;
  if (target.kind === 'above-als') return protocol.als ?? null;
  return target.value * line;
}

function words(target: Target, key: MetricKey): string {
  if (target.kind === 'at-least') return key;
  if (target.kind === 'times-most-active') return `${target.value} × the most active, ${key}`;
  return target.kind === 'above-als' ? `ALS, ${key}` : `${target.value} × popularity, ${key}`;
}
