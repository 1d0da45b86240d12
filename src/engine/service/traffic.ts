import { AppError } from '../../domain/errors';
import { servesOf } from '../../domain/recipe-catalogue';
import { getPersonalizedRanking, getRecommendations } from '../serving/runtime';
import { findByArn, serviceOf } from '../resources/service-resources';
import { trafficRequest } from '../serving/traffic-request';
import type { Operations } from './operation';
import { queuedJob } from './queued-job';
import { optionalNumber, text } from './read-input';

const MOST_AT_ONCE = 500;
const MOST_SEED = 2 ** 32 - 1;

/** Not an operation of the service: traffic without anybody there. */
export const traffic = {
  /**
   * Asks a campaign as its people would, `count` times from number `from` of the seed's sequence on: request n of a seed
   * is the same however the calls are cut. Counted as any request.
   *
   * @throws AppError NOT_FOUND, INVALID_INPUT, and what the campaign refuses with.
   */
  async SimulateRequests(input, { project, identifiers, clock }) {
    const { arn: campaignArn, solutionVersionArn } = findByArn(
      serviceOf(project.state).campaigns,
      text(input, 'campaignArn'),
    );
    const count = whole(optionalNumber(input, 'count') ?? 1, 'count', MOST_AT_ONCE);
    const from = whole(optionalNumber(input, 'from') ?? 0, 'from', Number.MAX_SAFE_INTEGER);
    const seed = whole(optionalNumber(input, 'seed') ?? 42, 'seed', MOST_SEED);
    const { recipe } = findByArn(project.state.solutionVersions, solutionVersionArn).spec;
    const job = queuedJob(clock);
    const index = await project.data.index();
    const startedMs = clock.nowMs();
    for (let n = 0; n < count; n++) {
      const { inputList, ...asked } = trafficRequest(index, servesOf(recipe), seed, from + n);
      const id = identifiers.recommendation();
      if (inputList === undefined) await getRecommendations(project, { campaignArn, ...asked }, id);
      else await getPersonalizedRanking(project, { campaignArn, ...asked, inputList }, id);
      project.writer.counter.request(campaignArn, project.nowSec);
      await job.checkpoint('traffic', n + 1, count);
    }
    return { answered: count, elapsedMs: clock.nowMs() - startedMs };
  },
} satisfies Operations;

function whole(value: number, field: string, max: number): number {
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new AppError('INVALID_INPUT', { field, value, min: 0, max });
  return value;
}
