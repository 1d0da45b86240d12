import { describe, expect, it } from 'vitest';
import { batchStudio } from '../../../support/batch-studio';
import { nodeJob, specOf } from '../../../support/studio-in-node';

/** Places of what is promoted in the list of a person, asked of a version of this seed. */
async function asker(seed: number, genre: string) {
  const { node } = await batchStudio();
  const version = await node.studio.train(nodeJob(), specOf('aws-popularity-count', { seed }));
  const ask = (operation: string, input: object) => node.studio.invoke(operation, input as never);
  const { datasetGroups } = await ask('ListDatasetGroups', {});
  const [{ datasetGroupArn }] = datasetGroups as { datasetGroupArn: string }[];
  const { filterArn } = await ask('CreateFilter', {
    name: 'promoted',
    datasetGroupArn,
    filterExpression: `INCLUDE ItemID WHERE Items.GENRE IN ("${genre}")`,
  });
  const { campaignArn } = await ask('CreateCampaign', { name: 'front', solutionVersionArn: version.arn });
  return async (userId: string, percentPromotedItems: number): Promise<readonly number[]> => {
    const { itemList } = await ask('GetRecommendations', {
      campaignArn,
      userId,
      numResults: 4,
      promotions: [{ name: 'shown', percentPromotedItems, filterArn }],
    });
    const names = (itemList as { promotionName?: string }[]).map(({ promotionName }) => promotionName);
    return names.flatMap((name, place) => (name === 'shown' ? [place] : []));
  };
}

/** Where the one promoted item stands in the lists of these people. */
async function placesOf(seed: number, userIds: readonly string[]): Promise<readonly number[]> {
  const ask = await asker(seed, 'horror');
  const places: number[] = [];
  for (const userId of userIds) {
    const own = await ask(userId, 25);
    expect(own).toHaveLength(1);
    places.push(...own);
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

  it('are as many as the percentage says, halves rounded up, and one at least', async () => {
    const ask = await asker(42, 'drama", "comedy');
    const counts = [];
    for (const percent of [1, 25, 35, 37, 38, 62, 63]) counts.push((await ask('1', percent)).length);
    expect(counts).toEqual([1, 1, 1, 1, 2, 2, 3]);
  });
});
