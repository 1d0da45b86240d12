import { expect, test } from 'vitest';
import { smallInteractions } from '../../../support/scripted-recipe';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../../support/studio-in-node';

const KEY = 'trend_prediction_accuracy';

test('a training of aws-trending-now measures how it foresaw the trend, beside popularity', async () => {
  const node = nodeStudio();
  await importFiles(node, [textFile('shop.csv', smallInteractions(40, 60, 30))]);
  const { metrics, baseline } = await node.studio.train(nodeJob(), specOf('aws-trending-now'));
  for (const set of [metrics, baseline]) {
    const value = set?.values[KEY];
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
  const other = await node.studio.train(nodeJob(), specOf('aws-sims'));
  expect(other.metrics?.values).not.toHaveProperty(KEY);
});
