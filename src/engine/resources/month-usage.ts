import { lastPart } from '../../domain/arn';
import { AppError } from '../../domain/errors';
import type { Arn, ProjectState } from '../../domain/resources';
import {
  BUCKET_SECONDS,
  bucketOf,
  monthBounds,
  monthOf,
  type BucketCount,
  type CampaignMonth,
  type EndedRate,
  type Meter,
  type MonthUsage,
  type RateMonth,
} from '../../domain/usage';
import { emptyMonth, keptMonths, rateSince } from './meter';
import { serviceOf } from '../../domain/service-resources';

/** A time in which a campaign provided a rate. */
type Span = Omit<EndedRate, 'campaignArn'>;

/**
 * What a month has used. A bucket in which a campaign is ACTIVE at any moment counts whole, with the highest rate that
 * it had in it; a name that was given anew goes on as the same campaign.
 *
 * @param month `2026-11`, UTC. @throws AppError INVALID_INPUT for what is no month, or one that has not come.
 */
export function monthUsage(state: ProjectState, meter: Meter, month: string, nowSec: number): MonthUsage {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month > monthOf(nowSec))
    throw new AppError('INVALID_INPUT', { field: 'month', value: month });
  const { fromSec, toSec } = monthBounds(month);
  const untilSec = Math.min(nowSec, toSec);
  const counts = meter.months.find((one) => one.month === month) ?? emptyMonth(month);
  const { requests, ...amounts } = counts;
  const spans = spansOf(state, meter, nowSec);
  const campaigns = [...new Set([...spans.keys(), ...Object.keys(requests)])].flatMap(
    (arn): CampaignMonth[] => {
      const rates = ratesOf(spans.get(arn) ?? [], requests[arn] ?? [], fromSec, toSec);
      if (rates.length === 0) return [];
      const there = serviceOf(state).campaigns.find((campaign) => campaign.arn === arn);
      const name = spans.get(arn)?.at(-1)?.name ?? lastPart(arn);
      const asked = (requests[arn] ?? []).reduce((sum, [, count]) => sum + count, 0);
      const minProvisionedTPS = there?.minProvisionedTPS ?? null;
      return [{ campaignArn: arn, name, minProvisionedTPS, requests: asked, rates }];
    },
  );
  return {
    ...amounts,
    fromSec,
    toSec,
    untilSec,
    countedSinceSec: meter.sinceSec,
    campaigns,
    months: monthsUsed(meter, spans, nowSec),
  };
}

/** Those of the kept months in which something was counted or a campaign stood ready, and this one; newest first. */
function monthsUsed(
  meter: Meter,
  spans: ReadonlyMap<Arn, readonly Span[]>,
  nowSec: number,
): readonly string[] {
  const all = [...spans.values()].flat();
  const isUsed = (month: string): boolean => {
    const { fromSec, toSec } = monthBounds(month);
    return (
      month === monthOf(nowSec) ||
      meter.months.some((one) => one.month === month) ||
      all.some((span) => span.fromSec < toSec && bucketOf(span.toSec) >= bucketOf(fromSec))
    );
  };
  return keptMonths(nowSec).filter(isUsed).reverse();
}

/** Every campaign's rates, those that ended before the one that it has. */
function spansOf(state: ProjectState, { ended }: Meter, nowSec: number): Map<Arn, Span[]> {
  const spans = new Map<Arn, Span[]>();
  const add = (arn: Arn, span: Span): void => void spans.set(arn, [...(spans.get(arn) ?? []), span]);
  for (const { campaignArn, ...span } of ended) add(campaignArn, span);
  for (const campaign of serviceOf(state).campaigns) {
    const { arn, name, minProvisionedTPS } = campaign;
    add(arn, { name, minProvisionedTPS, fromSec: rateSince(campaign, ended), toSec: nowSec });
  }
  return spans;
}

/** A campaign's month by provisioned rate, the lowest first. */
function ratesOf(
  spans: readonly Span[],
  requests: readonly BucketCount[],
  fromSec: number,
  toSec: number,
): RateMonth[] {
  const first = bucketOf(fromSec);
  const provisioned = new Float64Array((toSec - fromSec) / BUCKET_SECONDS);
  for (const span of spans) {
    const last = Math.min(bucketOf(span.toSec) - first, provisioned.length - 1);
    for (let bucket = Math.max(0, bucketOf(span.fromSec) - first); bucket <= last; bucket++)
      provisioned[bucket] = Math.max(provisioned[bucket], span.minProvisionedTPS);
  }
  const asked = new Map(requests);
  // Whoever has answered was ACTIVE, whatever is left of its times.
  for (const bucket of asked.keys()) provisioned[bucket - first] ||= 1;
  const rates = new Map<number, { quietBuckets: number; requests: number[] }>();
  provisioned.forEach((minProvisionedTPS, bucket) => {
    if (minProvisionedTPS === 0) return;
    const rate = rates.get(minProvisionedTPS) ?? { quietBuckets: 0, requests: [] };
    rates.set(minProvisionedTPS, rate);
    const count = asked.get(first + bucket);
    if (count === undefined) rate.quietBuckets++;
    else rate.requests.push(count);
  });
  return [...rates]
    .sort(([one], [other]) => one - other)
    .map(([minProvisionedTPS, rate]) => ({ minProvisionedTPS, ...rate }));
}
