import type { Campaign } from '../../../domain/service';
import { bucketOf, type Meter } from '../../../domain/usage';
import { estimateCost } from '../../../interop/pricing/estimate';
import type { PriceTable } from '../../../interop/pricing/price-table';
import { tpsHours, type CampaignUsage } from '../../../interop/pricing/tps-hours';

/** Dollars that a campaign costs in so many hours in which nobody asks it for more than it provides. */
export function idleCost(minProvisionedTPS: number, quietHours: number, prices: PriceTable): number {
  const campaigns = [{ minProvisionedTPS, quietHours }];
  return estimateCost({ campaigns, roundTpsHours: false }, prices).total;
}

export interface CampaignSoFar {
  readonly cost: number;
  readonly requests: number;
  /** Of the TPS-hours that are billed, those that requests have filled: 0…1. */
  readonly used: number;
}

/** What a campaign would have cost since it was created, at the rate that it has now, with the requests counted. */
export function campaignSoFar(
  { arn, creationDateTime, minProvisionedTPS }: Campaign,
  meter: Meter | undefined,
  nowSec: number,
  prices: PriceTable,
): CampaignSoFar {
  const first = bucketOf(creationDateTime);
  const buckets = Math.max(1, bucketOf(nowSec) - first + 1);
  const requests = (meter?.months ?? [])
    .flatMap((month) => month.requests[arn] ?? [])
    .flatMap(([bucket, count]) => (bucket < first ? [] : [count]));
  const quietBuckets = Math.max(0, buckets - requests.length);
  const campaign: CampaignUsage = { minProvisionedTPS, quietBuckets, requests };
  const asked = requests.reduce((sum, count) => sum + count, 0);
  return {
    cost: estimateCost({ campaigns: [campaign], roundTpsHours: false }, prices).total,
    requests: asked,
    used: asked / 3600 / tpsHours(campaign),
  };
}
