import { BUCKET_SECONDS, type MonthUsage } from '../../domain/usage';
import type { Usage } from './estimate';
import type { CampaignUsage } from './tps-hours';

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
