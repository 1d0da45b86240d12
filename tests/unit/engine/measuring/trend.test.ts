import { expect, test } from 'vitest';
import { importShop, nodeJob, nodeStudio, specOf } from '../../../support/studio-in-node';

const KEY = 'trend_prediction_accuracy';

test('a training of aws-trending-now measures how it foresaw the trend, beside popularity', async () => {
  const node = nodeStudio();
  await importShop(node);
  const { metrics, baseline } = await node.studio.train(nodeJob(), specOf('aws-trending-now'));
  for (const set of [metrics, baseline]) {
    const value = set?.values[KEY];
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
  const other = await node.studio.train(nodeJob(), specOf('aws-sims'));
  expect(other.metrics?.values).not.toHaveProperty(KEY);
});
