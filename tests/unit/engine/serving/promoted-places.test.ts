import { describe, expect, it } from 'vitest';
import { batchStudio } from '../../../support/batch-studio';
import { nodeJob, specOf } from '../../../support/studio-in-node';

/** Where the promoted item stands in the lists of these people, asked of a version of this seed. */
async function placesOf(seed: number, userIds: readonly string[]): Promise<readonly number[]> {
  const { node } = await batchStudio();
  const version = await node.studio.train(nodeJob(), specOf('aws-popularity-count', { seed }));
  const ask = (operation: string, input: object) => node.studio.invoke(operation, input as never);
  const { datasetGroups } = await ask('ListDatasetGroups', {});
  const [{ datasetGroupArn }] = datasetGroups as { datasetGroupArn: string }[];
  const { filterArn } = await ask('CreateFilter', {
    name: 'horror',
    datasetGroupArn,
    filterExpression: 'INCLUDE ItemID WHERE Items.GENRE IN ("horror")',
  });
  const { campaignArn } = await ask('CreateCampaign', { name: 'front', solutionVersionArn: version.arn });
  const places: number[] = [];
  for (const userId of userIds) {
    const { itemList } = await ask('GetRecommendations', {
      campaignArn,
      userId,
      numResults: 4,
      promotions: [{ name: 'fear', percentPromotedItems: 25, filterArn }],
    });
    const names = (itemList as { promotionName?: string }[]).map(({ promotionName }) => promotionName);
    expect(names.filter((name) => name === 'fear')).toHaveLength(1);
    places.push(names.indexOf('fear'));
  }
  return places;
}

describe('places of what is promoted', () => {
  const people = Array.from({ length: 12 }, (_, i) => `person-${i}`);

  it('are drawn by the seed of the version: the same for one seed, others for another, any of them for somebody', async () => {
    const [first, again, other] = [
      await placesOf(42, people),
      await placesOf(42, people),
      await placesOf(7, people),
    ];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(new Set([...first, ...other])).toEqual(new Set([0, 1, 2, 3]));
  });
});
