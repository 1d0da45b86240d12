import { countActive } from '../../domain/rows-by-key';
import type { MetricSet } from '../../domain/metrics';
import { topK } from '../../kernels/top-k';
import { onePercentOf, segmentHitsAt, segmentRecallAt } from '../../kernels/metrics/user-segment';
import { phase } from '../../recipes/phase';
import type { Model } from '../../recipes/recipe';
import { topUsers } from '../../recipes/segments/ask-segments';
import type { Asking } from './evaluate';
import type { SegmentSplit } from './segment-split';

/** A split that can be measured on. */
export interface SegmentTests extends SegmentSplit {
  /** Tie-break: users by id. */
  readonly userRank: Int32Array;
}

/**
 * Hits and recall at one percent of the users, means over the queries; coverage is the share of users who are in the
 * first percent of at least one query.
 *
 * @throws AppError CANCELLED through `job`.
 */
export async function measureSegments(
  model: Model,
  split: SegmentTests,
  { pool, job }: Asking,
): Promise<MetricSet> {
  const k = onePercentOf(countActive(split.train.userPtr));
  const sets = split.queries.map(({ items }) => items);
  return metricsOf(await topUsers(model, sets, split.userRank, k, pool, phase(job, 'measure')), split, k);
}

/** The line to beat: the users with the most rows, whatever is asked. */
export function measureMostActive(split: SegmentTests): MetricSet {
  const { userPtr, nUsers } = split.train;
  const k = onePercentOf(countActive(split.train.userPtr));
  const rows = Float64Array.from({ length: nUsers }, (_, u) => userPtr[u + 1] - userPtr[u]);
  const list = topK(rows, split.userRank, k);
  return metricsOf(
    split.queries.map(() => list),
    split,
    k,
  );
}

function metricsOf(lists: readonly Int32Array[], { queries, train }: SegmentSplit, k: number): MetricSet {
  const mean = (value: (q: number) => number): number =>
    queries.reduce((sum, _, q) => sum + value(q), 0) / queries.length;
  return {
    n: queries.length,
    values: {
      coverage: new Set(lists.flatMap((list) => [...list])).size / countActive(train.userPtr),
      hits_at_1_percent: mean((q) => segmentHitsAt(lists[q], queries[q].users, k)),
      recall_at_1_percent: mean((q) => segmentRecallAt(lists[q], queries[q].users, k)),
    },
  };
}
