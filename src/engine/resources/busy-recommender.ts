import type { Recommender } from '../../domain/recommender';

const PENDING = / (PENDING|IN_PROGRESS)$/;

/** Whether it is being made, changed, stopped or started. */
export function isBusy({ status, latestUpdate }: Recommender): boolean {
  return PENDING.test(status) || (latestUpdate !== undefined && PENDING.test(latestUpdate.status));
}
