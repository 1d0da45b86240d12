import { describe, expect, test } from 'vitest';
import type { RecipeName } from '../../../src/domain/resources';
import { smallInteractions } from '../../support/scripted-recipe';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../support/studio-in-node';

/** A request for recommendations to a version of one recipe, on a small shop. */
async function ask(recipe: RecipeName, userId: string): Promise<unknown> {
  const node = nodeStudio();
  await importFiles(node, [textFile('shop.csv', smallInteractions(40, 60, 30))]);
  const { arn } = await node.studio.train(nodeJob(), specOf(recipe));
  return node.studio.getRecommendations({ solutionVersionArn: arn, userId, numResults: 5 });
}

describe('what a recommendation is asked by', () => {
  test.each([
    ['aws-sims', 'itemId'],
    ['aws-similar-items', 'itemId'],
    ['aws-personalized-ranking', 'inputList'],
  ] as const)('%s asks for %s, which a user does not stand in for (I02)', async (recipe, missing) => {
    await expect(ask(recipe, 'u1')).rejects.toMatchObject({ code: 'I02', details: { missing, recipe } });
  });

  test('aws-trending-now answers without a user', async () => {
    expect(await ask('aws-trending-now', '')).toMatchObject({ userId: '' });
  });
});
