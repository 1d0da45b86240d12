import { beforeAll, describe, expect, test } from 'vitest';
import type { ProjectState, SolutionVersion } from '../../../../src/domain/resources';
import { smallInteractions } from '../../../support/scripted-recipe';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../support/studio-in-node';

const NDCG = 'normalized_discounted_cumulative_gain_at_10';
const FILE = textFile('shop.csv', smallInteractions(200, 60, 12));

describe('comparing versions', () => {
  let node: NodeStudio;
  let state: ProjectState;
  let popular: SolutionVersion;
  let personal: SolutionVersion;
  const compare = (a: SolutionVersion, b: SolutionVersion) =>
    node.studio.compareVersions(nodeJob(), [a.arn, b.arn], NDCG);

  beforeAll(async () => {
    node = nodeStudio();
    state = await importFiles(node, [FILE]);
    popular = await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
    personal = await node.studio.train(nodeJob(), specOf('aws-user-personalization'));
  });

  test('reads the means that were stored, and tells the same from either side', async () => {
    const result = await compare(personal, popular);
    expect(result.values[0]).toBeCloseTo(personal.metrics?.values[NDCG] ?? NaN, 14);
    expect(result.values[1]).toBeCloseTo(popular.metrics?.values[NDCG] ?? NaN, 14);
    expect(result.n).toBe(20);
    expect(result.difference).toBeCloseTo(result.values[0] - result.values[1], 12);
    const turned = await compare(popular, personal);
    expect([turned.first, turned.second, turned.pValue]).toEqual([
      result.second,
      result.first,
      result.pValue,
    ]);
    expect((await compare(personal, personal)).pValue).toBe(1);
  });

  test('the groups hold every test user once, and their means add up to the metric', () => {
    const { activity = [], popularity = [] } = personal.buckets ?? {};
    const total = (of: typeof activity, key: 'n' | 'value' | 'baseline') =>
      of.reduce((sum, bucket) => sum + (key === 'n' ? bucket.n : bucket.n * bucket[key]), 0);
    expect(total(activity, 'n')).toBe(20);
    expect(total(activity, 'value') / 20).toBeCloseTo(personal.metrics?.values[NDCG] ?? NaN, 12);
    expect(total(activity, 'baseline') / 20).toBeCloseTo(popular.metrics?.values[NDCG] ?? NaN, 12);
    // One row of twelve is held out, so one item each; precision@25 counts the same hits.
    expect(total(popularity, 'n')).toBe(20);
    const precision = personal.metrics?.values.precision_at_25 ?? NaN;
    expect(total(popularity, 'value') / 25).toBeCloseTo(20 * precision, 12);
  });

  test('refuses other held-out rows, other data and what is not there', async () => {
    const otherSeed = await node.studio.train(nodeJob(), specOf('aws-popularity-count', { seed: 43 }));
    const refusal = { code: 'NOT_COMPARABLE' };
    await expect(compare(personal, otherSeed)).rejects.toMatchObject({
      ...refusal,
      details: { reason: 'split' },
    });
    const coverage = node.studio.compareVersions(nodeJob(), [personal.arn, popular.arn], 'coverage');
    await expect(coverage).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const gone = { ...popular, arn: 'arn:none' };
    await expect(compare(personal, gone)).rejects.toMatchObject({ code: 'I01' });
    await importFiles(node, [textFile('more.csv', smallInteractions(210, 60, 12))], state);
    const newer = await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
    await expect(compare(personal, newer)).rejects.toMatchObject({ ...refusal, details: { reason: 'data' } });
    // Both on the older data can still be compared.
    expect((await compare(personal, popular)).n).toBe(20);
  });
});
