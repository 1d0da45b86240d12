import { beforeAll, describe, expect, test } from 'vitest';
import type { RecipeName } from '../../../../src/domain/recipe-catalogue';
import type { OptimizationObjective, ProjectState, SolutionSpec } from '../../../../src/domain/resources';
import { measureRewards } from '../../../../src/engine/measuring/evaluate';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { popularityModel } from '../../../../src/recipes/popularity-count';
import { uncancelled } from '../../../support/recipe-contract';
import { smallInteractions } from '../../../support/scripted-recipe';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../support/studio-in-node';

/** Items with a price for each, one for some, and a kind. The dearest items are the least popular. */
function itemsFile(): string {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `i${i},${1 + i * 0.5},${i % 2 === 0 ? i : ''},kind${i % 3}`,
  );
  return ['ITEM_ID,MARGIN,STARS,KIND', ...rows].join('\n');
}

describe('an optimization objective', () => {
  let node: NodeStudio;
  let state: ProjectState;
  beforeAll(async () => {
    node = nodeStudio();
    state = await importFiles(node, [
      textFile('interactions.csv', smallInteractions(60, 60, 30)),
      textFile('items.csv', itemsFile()),
    ]);
  });

  let n = 0;
  const train = (
    optimizationObjective: OptimizationObjective,
    recipe: RecipeName = 'aws-user-personalization',
    more: Partial<SolutionSpec> = {},
  ) => node.studio.train(nodeJob(), specOf(recipe, { name: `led-${++n}`, optimizationObjective, ...more }));

  test('leads stored lists, is measured, and stays with the version', async () => {
    const means = [];
    const measured = [];
    for (const objectiveSensitivity of ['OFF', 'HIGH'] as const) {
      const version = await train({ itemAttribute: 'margin', objectiveSensitivity });
      expect(version.spec.optimizationObjective).toEqual({ itemAttribute: 'margin', objectiveSensitivity });
      for (const metrics of [version.metrics, version.baseline]) {
        const share = metrics?.values.average_rewards_at_k ?? NaN;
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      measured.push(version.metrics?.values.normalized_discounted_cumulative_gain_at_10);
      // Another studio reads what was stored.
      const reader = nodeStudio({ catalogue: node.catalogue });
      await reader.studio.openProject(state.project.id);
      let margin = 0;
      for (const userId of ['u1', 'u7', 'u33']) {
        const { items } = await reader.studio.getRecommendations({
          solutionVersionArn: version.arn,
          userId,
          numResults: 5,
        });
        for (const { itemId } of items) margin += Number(itemId.slice(1));
      }
      means.push(margin);
    }
    expect(means[1]).toBeGreaterThan(1.2 * means[0]);
    expect(measured[1]).not.toBe(measured[0]);
    const without = await node.studio.train(nodeJob(), specOf('aws-user-personalization', { name: 'plain' }));
    expect(without.metrics?.values).not.toHaveProperty('average_rewards_at_k');
    // Switched off it is measured, and changes nothing.
    expect(without.metrics?.values.normalized_discounted_cumulative_gain_at_10).toBe(measured[0]);
  });

  test.each([
    [{ itemAttribute: 'PRICE' }, 'aws-user-personalization', {}, 'T06', { reason: 'absent' }],
    [{ itemAttribute: 'KIND' }, 'aws-user-personalization', {}, 'T06', { reason: 'not-numeric' }],
    [{ itemAttribute: 'STARS' }, 'aws-personalized-ranking', {}, 'T06', { reason: 'nullable' }],
    [
      { itemAttribute: 'MARGIN' },
      'aws-user-personalization',
      { trainingDataConfig: { excludedDatasetColumns: { Items: ['margin'] } } },
      'T06',
      { reason: 'excluded' },
    ],
    [{ itemAttribute: 'MARGIN' }, 'aws-sims', {}, 'P08', { recipe: 'aws-sims' }],
    [{ itemAttribute: 'MARGIN' }, 'aws-hrnn', {}, 'P08', {}],
    [{ itemAttribute: '' }, 'aws-user-personalization', {}, 'INVALID_INPUT', { field: 'itemAttribute' }],
    [
      { itemAttribute: 'x'.repeat(151) },
      'aws-user-personalization',
      {},
      'INVALID_INPUT',
      { field: 'itemAttribute' },
    ],
    [
      { itemAttribute: 'MARGIN', objectiveSensitivity: 'MAX' },
      'aws-user-personalization-v2',
      {},
      'INVALID_INPUT',
      { field: 'objectiveSensitivity' },
    ],
  ] as const)('%j for %s is refused', async (objective, recipe, more, code, details) => {
    const before = (await node.studio.openProject(state.project.id)).solutionVersions.length;
    await expect(train(objective as OptimizationObjective, recipe, more)).rejects.toMatchObject({
      code,
      details,
    });
    expect((await node.studio.openProject(state.project.id)).solutionVersions).toHaveLength(before);
  });
});

test('average rewards are the mean over users whom something rewarding was found for', async () => {
  // Items 0 … 4 in this order, rewarded 4, 1, 9, 2, 7: fewer than 25, so the top places hold them all.
  const model = popularityModel(Int32Array.of(9, 8, 7, 6, 5), { rows: 1, nUsers: 2, seed: 1 });
  const query = { userIdx: 0, items: Int32Array.of(0), timestampSec: Float64Array.of(1) };
  const asking = { pool: new InProcessPool(), job: uncancelled };
  const rank = Int32Array.of(0, 1, 2, 3, 4);
  const rewards = Float64Array.of(4, 1, 9, 0, NaN);
  const measured = (sets: readonly (readonly number[])[]) =>
    measureRewards(
      model,
      rank,
      sets.map((items) => ({ query, relevant: new Set(items) })),
      rewards,
      asking,
    );
  expect(await measured([[0, 2], [3], [4]])).toEqual({ average_rewards_at_k: 1 });
  expect(await measured([[3], [4]])).toEqual({});
  // Of 30 items in a row the 26th best rewarded lies outside the 25 places.
  const long = popularityModel(
    Int32Array.from({ length: 30 }, (_, i) => 30 - i),
    { rows: 1, nUsers: 1, seed: 1 },
  );
  const falling = Float64Array.from({ length: 30 }, (_, i) => 30 - i);
  const order = Int32Array.from({ length: 30 }, (_, i) => i);
  const tests = [{ query, relevant: new Set([0, 25]) }];
  // Rewards 30 and 5: 30 of 35 stand in the places.
  expect(await measureRewards(long, order, tests, falling, asking)).toEqual({
    average_rewards_at_k: 30 / 35,
  });
});
