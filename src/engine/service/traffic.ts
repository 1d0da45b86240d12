import { AppError } from '../../domain/errors';
import { servesOf, type Serves } from '../../domain/recipe-catalogue';
import { getActionRecommendations } from '../serving/actions';
import { getPersonalizedRanking, getRecommendations } from '../serving/runtime';
import { findByArn, serviceOf } from '../../domain/service-resources';
import type { Operations } from './operation';
import { queuedJob } from './queued-job';
import { text, wholeNumber } from './read-input';
import { Rng } from '../../kernels/rng';
import type { DataIndex } from '../project/data-index';

const LONGEST_LIST = 20;

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
    const count = wholeNumber(input, 'count', { absent: 1, min: 0, max: MOST_AT_ONCE });
    const from = wholeNumber(input, 'from', { absent: 0, min: 0, max: Number.MAX_SAFE_INTEGER });
    const seed = wholeNumber(input, 'seed', { absent: 42, min: 0, max: MOST_SEED });
    const { recipe } = findByArn(project.state.solutionVersions, solutionVersionArn).spec;
    const job = queuedJob(clock);
    const index = await project.data.index();
    const startedMs = clock.nowMs();
    for (let n = 0; n < count; n++) {
      const { inputList, ...asked } = trafficRequest(index, servesOf(recipe), seed, from + n);
      // Lists that nobody sees use up an id as others do: those that come after have the same as ever.
      identifiers.recommendation();
      if (servesOf(recipe) === 'actions') await getActionRecommendations(project, { campaignArn, ...asked });
      else if (inputList === undefined) await getRecommendations(project, { campaignArn, ...asked });
      else await getPersonalizedRanking(project, { campaignArn, ...asked, inputList });
      project.writer.counter.request(campaignArn, project.nowSec);
      await job.checkpoint('traffic', n + 1, count);
    }
    return { answered: count, elapsedMs: clock.nowMs() - startedMs };
  },
} satisfies Operations;

/** What somebody asks of a campaign. */
interface TrafficRequest {
  readonly userId: string;
  readonly itemId?: string;
  readonly inputList?: readonly string[];
}

/**
 * Request n of a seed's traffic, as the recipe wants it. Drawn by rows, so active people and popular items come up more
 * often. @throws AppError NOT_FOUND without data.
 */
export function trafficRequest(index: DataIndex, serves: Serves, seed: number, n: number): TrafficRequest {
  const rng = new Rng(seed, `traffic|${n}`);
  const { userId } = someRow(index, rng);
  if (serves === 'items') return { userId, itemId: someRow(index, rng).itemId };
  if (serves !== 'lists') return { userId };
  const list = Array.from({ length: LONGEST_LIST }, () => someRow(index, rng).itemId);
  return { userId, inputList: [...new Set(list)] };
}

function someRow({ tables }: DataIndex, rng: Rng): { readonly userId: string; readonly itemId: string } {
  const { nRows, userIdx, itemIdx } = tables.interactions;
  if (nRows === 0) throw new AppError('NOT_FOUND', { what: 'data' });
  const row = rng.below(nRows);
  return { userId: tables.userIds[userIdx[row]], itemId: tables.itemIds[itemIdx[row]] };
}
