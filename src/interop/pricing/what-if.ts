import { BUCKET_SECONDS, type MonthUsage } from '../../domain/usage';
import { estimateCost, type Usage } from './estimate';
import type { PriceTable } from './price-table';
import { amount, tpsHours, type CampaignUsage } from './tps-hours';

/**
 * How requests fall on a day. `even`: the same in every bucket. `day`: none at four in the morning, twice the mean at
 * four in the afternoon, a cosine between. `bursty`: half of them from eight to nine in the evening, the rest even.
 */
export type Shape = 'even' | 'day' | 'bursty';
export type Retraining = 'daily' | 'weekly' | 'monthly' | 'none';

/** A month as it may become. */
export interface Scenario {
  /** All campaigns together, who share them evenly. */
  readonly requests: number;
  readonly shape: Shape;
  readonly campaigns: number;
  readonly minProvisionedTPS: number;
  /** Deleted at midnight and made anew at eight: then all requests come in the other sixteen hours. */
  readonly nightsOff: boolean;
  readonly retraining: Retraining;
  /** Billed hours of one training. */
  readonly trainingHours: number;
  readonly batchLines: number;
  readonly ingestedGb: number;
  /** 28 to 31. */
  readonly days: number;
  readonly roundTpsHours: boolean;
}

const BUCKETS_A_DAY = (24 * 3600) / BUCKET_SECONDS;
const NIGHT_BUCKETS = BUCKETS_A_DAY / 3;
const BURST = { from: (20 * 3600) / BUCKET_SECONDS, to: (21 * 3600) / BUCKET_SECONDS, share: 0.5 };

/** @throws AppError INVALID_INPUT for a number below 0, or campaigns and rates that are not whole. */
export function usageOfScenario(scenario: Scenario): Usage {
  const { campaigns, batchLines, ingestedGb, roundTpsHours } = scenario;
  return {
    tpsHours:
      amount('campaigns', campaigns) === 0 ? 0 : campaigns * scenario.days * tpsHours(dayOf(scenario)),
    trainingHours: trainingsOf(scenario) * amount('trainingHours', scenario.trainingHours),
    batchLines,
    ingestedGb,
    roundTpsHours,
  };
}

/** Trainings of a month; weeks do not end with months, so four and a bit of them on average. */
export function trainingsOf({ retraining, days }: Pick<Scenario, 'retraining' | 'days'>): number {
  return { daily: days, weekly: days / 7, monthly: 1, none: 0 }[retraining];
}

/** Requests a second of one campaign in the busiest five minutes. */
export function peakTps(scenario: Scenario): number {
  return Math.max(...dayOf(scenario).requests) / BUCKET_SECONDS;
}

/** What standing by costs in the month: the same scenario without a request, its campaigns alone. */
export function standingCost(scenario: Scenario, prices: PriceTable): number {
  const { tpsHours: quantity } = usageOfScenario({ ...scenario, requests: 0 });
  return estimateCost({ tpsHours: quantity, roundTpsHours: scenario.roundTpsHours }, prices).total;
}

/** Up to so many requests a month only standing by is paid for. */
export function requestsForNothing(scenario: Scenario): number {
  const busiest = Math.max(...weightsOf(scenario));
  const aBucket = scenario.minProvisionedTPS * BUCKET_SECONDS;
  return (aBucket * BUCKETS_A_DAY * scenario.days * scenario.campaigns) / busiest;
}

/** One campaign's day: the buckets in which it is ACTIVE. */
function dayOf(scenario: Scenario): { readonly minProvisionedTPS: number; readonly requests: number[] } {
  const { requests, campaigns, days, minProvisionedTPS, nightsOff } = scenario;
  const mean = amount('requests', requests) / Math.max(1, campaigns) / days / BUCKETS_A_DAY;
  const all = weightsOf(scenario).map((weight) => mean * weight);
  return { minProvisionedTPS, requests: nightsOff ? all.slice(NIGHT_BUCKETS) : all };
}

/** By bucket of the day; they add up to their number. */
function weightsOf({ shape, nightsOff }: Pick<Scenario, 'shape' | 'nightsOff'>): number[] {
  const weights = Array.from({ length: BUCKETS_A_DAY }, (_, bucket) =>
    nightsOff && bucket < NIGHT_BUCKETS ? 0 : weightOf(shape, bucket),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (weight * BUCKETS_A_DAY) / sum);
}

function weightOf(shape: Shape, bucket: number): number {
  if (shape === 'even') return 1;
  if (shape === 'day') return 1 - Math.cos(((bucket + 0.5) / BUCKETS_A_DAY - 4 / 24) * 2 * Math.PI);
  const inBurst = bucket >= BURST.from && bucket < BURST.to;
  const length = BURST.to - BURST.from;
  return inBurst ? BURST.share / length : (1 - BURST.share) / (BUCKETS_A_DAY - length);
}

/** What a project has used in a month, as the bill takes it. */
export function usageOfMonth(month: MonthUsage, roundTpsHours: boolean): Usage {
  return {
    ingestedBytes: month.csvBytes + month.putBytes,
    trainingHours: month.trainingSeconds / 3600,
    campaigns: month.campaigns.flatMap(({ name, rates }) => rates.map((rate) => ({ name, ...rate }))),
    batchLines: month.batchLines,
    roundTpsHours,
  };
}

/** The same month at its end, if nothing is asked, trained or deleted any more: what is ACTIVE goes on to be billed. */
export function usageAtMonthsEnd(month: MonthUsage, roundTpsHours: boolean): Usage {
  const usage = usageOfMonth(month, roundTpsHours);
  const quietBuckets = Math.max(0, Math.ceil(month.toSec / BUCKET_SECONDS) - 1 - lastBucket(month));
  const left = month.campaigns.flatMap(({ name, minProvisionedTPS }): CampaignUsage[] =>
    minProvisionedTPS === null ? [] : [{ name, minProvisionedTPS, quietBuckets }],
  );
  return { ...usage, campaigns: [...(usage.campaigns ?? []), ...left] };
}

/** The bucket that is counted last so far; the one that is going on counts whole. */
function lastBucket({ untilSec, toSec }: MonthUsage): number {
  return Math.floor(Math.min(untilSec, toSec - 1) / BUCKET_SECONDS);
}
