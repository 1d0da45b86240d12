import { expect, it } from 'vitest';
import type { Protocol, Row } from '../../bench/accuracy/plan';
import { judge } from '../../bench/accuracy/verdict';

const metric = 'normalized_discounted_cumulative_gain_at_10';
const protocol: Protocol = { set: 'online-retail', name: 'p', flags: [], metric, als: 0.0751 };
const row: Row = {
  recipe: 'aws-hrnn',
  protocol,
  targets: [
    { kind: 'at-least', metric: 'precision_at_5', value: 0.1 },
    { kind: 'times-popularity', value: 1.5 },
    { kind: 'above-als' },
  ],
};
const measured = (ndcg: number, set: string) => ({
  row,
  set,
  metrics: { [metric]: ndcg, precision_at_5: 0.2 },
  queries: 100,
  trainSeconds: 1,
  workers: 1,
});

it('holds each figure against its own line', () => {
  const verdicts = judge(measured(0.05, 'online-retail'), 0.02);
  expect(verdicts.map(({ needed, met }) => [needed, met])).toEqual([
    [0.1, true],
    [0.03, true],
    [0.0751, false],
  ]);
});

it('only compares with popularity on a set that stands in for the one asked for', () => {
  const verdicts = judge(measured(0.025, 'film-club'), 0.02);
  expect(verdicts.map(({ needed, met }) => [needed, met])).toEqual([[0.03, false]]);
});

it('never takes a missing figure for a met target', () => {
  const nothing = { ...measured(0, 'online-retail'), metrics: {} };
  expect(judge(nothing, 0.02).some(({ met }) => met)).toBe(false);
});

it('holds segments against the most active people of the same questions', () => {
  const segments: Row = {
    recipe: 'aws-item-affinity',
    protocol: { ...protocol, metric: 'recall_at_1_percent' },
    targets: [{ kind: 'times-most-active', value: 1.5 }],
  };
  const result = { ...measured(0, 'online-retail'), row: segments, metrics: { recall_at_1_percent: 0.29 } };
  const judged = (active: number) => judge({ ...result, mostActive: { recall_at_1_percent: active } }, NaN);
  expect(judged(0.2)).toMatchObject([{ measured: 0.29, needed: expect.closeTo(0.3, 12), met: false }]);
  expect(judged(0.15)).toMatchObject([{ met: true }]);
  // Nothing to compare with is no success.
  expect(judge(result, 0)).toMatchObject([{ met: false }]);
});
