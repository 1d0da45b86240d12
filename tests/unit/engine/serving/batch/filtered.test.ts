import { expect, it } from 'vitest';
import { batchStudio, createBatch, ended, outputOf } from '../../../../support/batch-studio';

/** Person 2 watched a and c and clicked b; person 6 watched a alone. */
const interactions = `USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE
1,a,1700000000,watch
1,b,1700001000,watch
1,c,1700002000,watch
1,d,1700003000,watch
2,a,1700000000,watch
2,b,1700001000,click
2,c,1700002000,watch
3,a,1700000000,watch
3,b,1700001000,watch
6,a,1700000000,watch
`;

/** Lists that a job makes for people 2 and 6, under a filter. */
async function listsUnder(filterExpression: string): Promise<unknown[]> {
  const site = await batchStudio({ interactions });
  const version = await site.version('aws-user-personalization');
  const { datasetGroups } = await site.node.studio.invoke('ListDatasetGroups', {});
  const [group] = datasetGroups as { datasetGroupArn: string }[];
  const { filterArn } = await site.node.studio.invoke('CreateFilter', {
    name: 'mine',
    datasetGroupArn: group.datasetGroupArn,
    filterExpression,
  });
  const lines = '{"userId":"2"}\n{"userId":"6"}\n';
  const arn = await createBatch(site.node, version, lines, { filterArn });
  expect(await ended(site.node, arn)).toMatchObject({ status: 'ACTIVE', failedLines: 0 });
  const output = (await outputOf(site.node))?.trimEnd().split('\n') ?? [];
  return output.map((line) => (JSON.parse(line).output.recommendedItems as string[]).sort());
}

it('a filter on what the person did takes away what that person had', async () => {
  expect(await listsUnder('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch")')).toEqual([
    ['b', 'd'],
    ['b', 'c', 'd'],
  ]);
});

it('a filter on who the person is goes by that person', async () => {
  // Person 2 is 20, person 6 is 41.
  expect(await listsUnder('INCLUDE ItemID WHERE Items.GENRE IN ("comedy") IF CurrentUser.AGE > 40')).toEqual([
    ['a', 'b', 'c', 'd'],
    ['b', 'c'],
  ]);
});
