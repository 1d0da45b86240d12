import type { JsonObject } from '../../domain/errors';
import { serviceOf } from '../resources/service-resources';
import type { ApiContext } from './operation';

const ASKS = new Set(['GetRecommendations', 'GetPersonalizedRanking']);
const PUTS = new Set(['PutEvents', 'PutItems', 'PutUsers']);
const encoder = new TextEncoder();

/** Counts a call that was answered, where the service would bill it: requests of campaigns, and bytes of what was put. */
export function countUse(
  operation: string,
  input: JsonObject,
  { project, queue }: Pick<ApiContext, 'project' | 'queue'>,
): void {
  const { nowSec } = project;
  const { counter } = project.writer;
  if (ASKS.has(operation)) {
    const { campaignArn } = input;
    const campaign = serviceOf(project.state).campaigns.find(({ arn }) => arn === campaignArn);
    if (campaign !== undefined) counter.request(campaign.arn, nowSec);
  } else if (PUTS.has(operation)) {
    counter.put(encoder.encode(JSON.stringify(input)).length, nowSec);
  } else return;
  // Long work stores the counts with its own steps, so waiting for it loses nothing.
  if (counter.isDue(nowSec)) queue.add(() => project.keepCounts());
}
