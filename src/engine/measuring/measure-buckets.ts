import type { TrainingData } from '../../domain/histories';
import type { MetricBuckets } from '../../domain/metrics';
import { bucketMeans } from '../../kernels/metrics/buckets';
import { perUserValues } from '../../kernels/metrics/held-out-hits';
import type { Measured } from './evaluate';
import type { Split } from './split';

/**
 * Who is served how well: nDCG@10 by how much the model saw of a person, and the share of held-out items in the list
 * of 25 by how many people chose the item in training. Every person, and every pair of a person and a held-out item,
 * counts once.
 */
export function measureBuckets(split: Split, measured: Measured, baseline: Measured): MetricBuckets {
  const metric = 'normalized_discounted_cumulative_gain_at_10';
  const inputRows = split.tests.map(({ query }) => query.items.length);
  const people = peopleOf(split.train);
  const targets = split.tests.flatMap(({ relevant }, t) => Array.from(relevant, (item) => ({ t, item })));
  const foundIn = ({ lists }: Measured): number[] =>
    targets.map(({ t, item }) => (lists[t].includes(item) ? 1 : 0));
  return {
    activity: bucketMeans(
      inputRows,
      perUserValues(measured.found, metric),
      perUserValues(baseline.found, metric),
    ),
    popularity: bucketMeans(
      targets.map(({ item }) => people[item]),
      foundIn(measured),
      foundIn(baseline),
    ),
  };
}

/** Distinct users of each item. */
function peopleOf(data: TrainingData): Int32Array {
  const people = new Int32Array(data.nItems);
  for (let u = 0; u < data.nUsers; u++) {
    for (const item of new Set(data.items.subarray(data.userPtr[u], data.userPtr[u + 1]))) people[item]++;
  }
  return people;
}
