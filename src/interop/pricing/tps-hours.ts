import { AppError } from '../../domain/errors';
import { BUCKET_SECONDS } from '../../domain/usage';

const BUCKETS_AN_HOUR = 3600 / BUCKET_SECONDS;

/** A campaign's month: what it provides at least, and the requests of every bucket in which it was ACTIVE. */
export interface CampaignUsage {
  readonly name?: string;
  readonly minProvisionedTPS: number;
  /** ACTIVE hours whose traffic stayed within the provisioned rate; parts of a bucket count whole. */
  readonly quietHours?: number;
  /** The same in buckets; adds to the hours. */
  readonly quietBuckets?: number;
  /** Requests by bucket, for the time that is known in detail. */
  readonly requests?: readonly number[];
}

/**
 * TPS-hours of one campaign, before rounding: every bucket counts its actual rate or the provisioned one, whichever is
 * more, also without any traffic.
 *
 * @throws AppError INVALID_INPUT for a number below 0, or a provisioned rate that is no whole number from 1.
 */
export function tpsHours({
  minProvisionedTPS,
  quietHours = 0,
  quietBuckets = 0,
  requests = [],
}: CampaignUsage): number {
  if (!Number.isInteger(minProvisionedTPS) || minProvisionedTPS < 1) {
    throw new AppError('INVALID_INPUT', { field: 'minProvisionedTPS', value: minProvisionedTPS, min: 1 });
  }
  // The guard keeps binary noise from turning whole buckets into one more.
  const inHours = Math.ceil(amount('quietHours', quietHours) * BUCKETS_AN_HOUR - 1e-9);
  let tpsSum = minProvisionedTPS * (inHours + Math.ceil(amount('quietBuckets', quietBuckets)));
  for (const count of requests) {
    tpsSum += Math.max(amount('requests', count) / BUCKET_SECONDS, minProvisionedTPS);
  }
  return tpsSum / BUCKETS_AN_HOUR;
}

/** @throws AppError INVALID_INPUT for what is no finite number from 0. */
export function amount(field: string, value: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new AppError('INVALID_INPUT', { field, value: String(value), expected: 'a number from 0' });
  }
  return value;
}
