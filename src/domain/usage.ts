import type { Arn } from './arn';

/** The service counts traffic in buckets of five minutes, aligned to the clock. */
export const BUCKET_SECONDS = 300;

/** A bucket by its number since the epoch, and the requests in it. */
export type BucketCount = readonly [bucket: number, requests: number];

/** What one calendar month (UTC) has used of what the service bills, as far as resources do not say it. */
export interface MonthCounts {
  /** `2026-11`. */
  readonly month: string;
  /** Imported files, as they came. */
  readonly csvBytes: number;
  /** JSON of PutEvents, PutItems and PutUsers. */
  readonly putBytes: number;
  /** Trainings that are billed: finished, kept or stopped; never failed ones. */
  readonly trainings: number;
  /** Of all of them: what the clock showed times the workers. */
  readonly trainingSeconds: number;
  /** Input lines of finished batch jobs. */
  readonly batchLines: number;
  /** Ascending by bucket, none without a request. */
  readonly requests: { readonly [campaignArn: Arn]: readonly BucketCount[] };
}

/** A time in which a campaign was ACTIVE at one provisioned rate, and which is over. */
export interface EndedRate {
  readonly campaignArn: Arn;
  readonly name: string;
  readonly fromSec: number;
  readonly toSec: number;
  readonly minProvisionedTPS: number;
}

/** What a project keeps of its use for the price estimate; bounded. */
export interface Meter {
  /** When the counting began. */
  readonly sinceSec: number;
  /** The newest last: of this month and the two before it those that have counts. */
  readonly months: readonly MonthCounts[];
  /** In the order they ended. */
  readonly ended: readonly EndedRate[];
}

/** The time of a month in which a campaign provided one rate at least. */
export interface RateMonth {
  readonly minProvisionedTPS: number;
  /** Buckets in which it was ACTIVE and nobody asked. */
  readonly quietBuckets: number;
  /** Requests of each other bucket. */
  readonly requests: readonly number[];
}

export interface CampaignMonth {
  readonly campaignArn: Arn;
  readonly name: string;
  /** At which it goes on to be billed; null: it was deleted. */
  readonly minProvisionedTPS: number | null;
  readonly requests: number;
  readonly rates: readonly RateMonth[];
}

/** What DescribeUsage answers: everything that a month's bill is made of. */
export interface MonthUsage extends Omit<MonthCounts, 'requests'> {
  readonly fromSec: number;
  /** The first second of the next month. */
  readonly toSec: number;
  /** How far the month has come: now, or its end. */
  readonly untilSec: number;
  readonly countedSinceSec: number;
  readonly campaigns: readonly CampaignMonth[];
  /** Months that can be asked for, the newest first. */
  readonly months: readonly string[];
}

/** The month (UTC) that a moment belongs to. */
export function monthOf(sec: number): string {
  return new Date(sec * 1000).toISOString().slice(0, 7);
}

/** First second of a month, and of the one after it. */
export function monthBounds(month: string): { readonly fromSec: number; readonly toSec: number } {
  const [year, number] = month.split('-').map(Number);
  return { fromSec: Date.UTC(year, number - 1) / 1000, toSec: Date.UTC(year, number) / 1000 };
}

/** The bucket that a moment falls into. */
export function bucketOf(sec: number): number {
  return Math.floor(sec / BUCKET_SECONDS);
}
