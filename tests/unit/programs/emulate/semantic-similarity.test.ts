import { afterAll, beforeAll, expect, it } from 'vitest';
import { importRows, openAccount } from '../../../support/emulate/account-clients';
import { newFolder } from './requests';
import { avroSchema } from '../../../support/avro-schema';

const DAY = 86_400;

/** The name of every thing, and what is written of it. */
const THINGS = {
  tent: ['Tent for two', 'A light shelter for a night in the mountains'],
  bag: ['Sleeping bag', 'Warm down for a cold night in the mountains'],
  lamp: ['Camping lamp', 'Shines all night'],
  pan: ['Iron pan', 'Sears steak and eggs in the kitchen'],
  pot: ['Soup pot', 'Slow broth and stew in the kitchen'],
};

function schemaOf(marks: { readonly NAME?: object; readonly DESCRIPTION?: object }): string {
  return JSON.stringify(
    avroSchema('Items', [
      'ITEM_ID',
      { name: 'NAME', type: 'string', ...marks.NAME },
      { name: 'DESCRIPTION', type: 'string', ...marks.DESCRIPTION },
      { name: 'CREATION_TIMESTAMP', type: 'long' },
    ]),
  );
}

let at: Awaited<ReturnType<typeof openAccount>>;
beforeAll(async () => (at = await openAccount(newFolder(), 'aws')));
afterAll(() => at.account.close());

/** A group of items and nothing else, under the service's own limits. */
async function makeGroup(name: string, schema: string) {
  const { personalize } = at;
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name });
  const { schemaArn } = await personalize.createSchema({ name, schema });
  const { datasetArn } = await personalize.createDataset({
    name,
    datasetGroupArn,
    datasetType: 'Items',
    schemaArn,
  });
  const rows = Object.entries(THINGS).map(
    ([id, [title, text]], k) => `${id},${title},${text},${1_700_000_000 + k * DAY}`,
  );
  const csv = `ITEM_ID,NAME,DESCRIPTION,CREATION_TIMESTAMP\n${rows.join('\n')}\n`;
  await importRows(at, name, datasetArn, csv);
  const { solutionArn } = await personalize.createSolution({
    name,
    datasetGroupArn,
    recipeArn: 'arn:aws:personalize:::recipe/aws-semantic-similarity',
    performIncrementalUpdate: true,
  });
  return { datasetArn, solutionArn };
}

const NAMED = { NAME: { itemName: true }, DESCRIPTION: { textual: true } };

it('finds what reads like an item, out of Items alone, and the newer first where that is asked for', async () => {
  const { personalize, runtime, events, account } = at;
  const { solutionArn, datasetArn } = await makeGroup('camp', schemaOf(NAMED));
  const { solutionVersionArn } = await personalize.createSolutionVersion({ solutionArn });
  await account.idle();
  const { solutionVersion } = await personalize.describeSolutionVersion({ solutionVersionArn });
  expect(solutionVersion).toMatchObject({
    status: 'ACTIVE',
    recipeArn: 'arn:aws:personalize:::recipe/aws-semantic-similarity',
  });
  const { campaignArn } = await personalize.createCampaign({ name: 'alike', solutionVersionArn });
  const alike = async (itemId: string): Promise<(string | undefined)[]> => {
    const answer = await runtime.getRecommendations({
      campaignArn,
      itemId,
      metadataColumns: { ITEMS: ['NAME'] },
    });
    // Whatever the campaign says of it, its lists come with columns of the items where they are asked for.
    for (const { metadata } of answer.itemList ?? []) expect(metadata?.name).toBeDefined();
    return (answer.itemList ?? []).map((item) => item.itemId);
  };
  expect(await alike('tent')).toEqual(['bag', 'lamp', 'pan', 'pot']);
  expect((await alike('pan'))[0]).toBe('pot');

  await personalize.updateCampaign({ campaignArn, campaignConfig: { rankingInfluence: { FRESHNESS: 1 } } });
  expect(await alike('tent')).toEqual(['bag', 'lamp', 'pot', 'pan']);

  await events.putItems({
    datasetArn,
    items: [
      {
        itemId: 'stove',
        properties: JSON.stringify({
          name: 'Camping stove',
          description: 'Boils soup in the mountains',
          creationTimestamp: 1_700_000_000,
        }),
      },
    ],
  });
  // Not before half an hour has passed.
  expect(await alike('tent')).not.toContain('stove');
});

it.each([
  ['itemName', { DESCRIPTION: { textual: true } }],
  ['textual', { NAME: { itemName: true } }],
] as const)('is refused without a field that is %s', async (mark, marks) => {
  const { solutionArn } = await makeGroup(`without-${mark}`, schemaOf(marks));
  await expect(at.personalize.createSolutionVersion({ solutionArn })).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringContaining(`"${mark}": true`) as string,
  });
});

it('refuses an influence out of range', async () => {
  const { personalize } = at;
  const { solutionVersions = [] } = await personalize.listSolutionVersions();
  const [{ solutionVersionArn }] = solutionVersions;
  const config = { rankingInfluence: { POPULARITY: 1.5 } };
  await expect(
    personalize.createCampaign({ name: 'far', solutionVersionArn, campaignConfig: config }),
  ).rejects.toMatchObject({ name: /Invalid|Validation/ });
});
