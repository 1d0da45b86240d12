import { beforeAll, expect, test } from 'vitest';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../../support/studio-in-node';
import { partnerOf, returningShop, staplesOf } from '../../../support/returning-shop';

const BEGIN_SEC = 1_700_000_000;
const PERSON = 5;
const shop = returningShop(60);
const lastSec = BEGIN_SEC + Math.max(...shop.timestampSec);
const node = nodeStudio();
let solutionVersionArn = '';
let trackingId = '';

const first = async (whatIf?: { without: string[]; with: string[] }): Promise<string> => {
  const { items } = await node.studio.getRecommendations({
    solutionVersionArn,
    userId: `u${PERSON}`,
    numResults: 5,
    ...(whatIf && { whatIf }),
  });
  return items[0].itemId;
};
const put = (userId: string, itemId: string, sentAt: number) =>
  node.studio.invoke('PutEvents', {
    trackingId,
    userId,
    sessionId: 's',
    eventList: [{ eventType: 'purchase', itemId, sentAt }],
  });

beforeAll(async () => {
  const lines = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE'];
  for (let u = 0; u < shop.nUsers; u++)
    for (let p = shop.userPtr[u]; p < shop.userPtr[u + 1]; p++)
      lines.push(`u${u},i${shop.items[p]},${BEGIN_SEC + shop.timestampSec[p]},purchase`);
  await importFiles(node, [textFile('shop.csv', lines.join('\n'))]);
  const spec = specOf('aws-user-personalization');
  const { datasetGroups } = (await node.studio.invoke('ListDatasetGroups', {})) as {
    datasetGroups: { datasetGroupArn: string }[];
  };
  const { datasetGroupArn } = datasetGroups[0];
  const tracker = await node.studio.invoke('CreateEventTracker', { name: 'shop', datasetGroupArn });
  trackingId = String(tracker.trackingId);
  solutionVersionArn = (await node.studio.train(nodeJob(), spec)).arn;
});

test('a list is for the visit that goes on, until time has passed in the data; an event begins the next', async () => {
  const staples = staplesOf(PERSON).map((item) => `i${item}`);
  // The newest visits of all are the newest of the data: nobody is away yet.
  expect(staples).not.toContain(await first());
  const nowSec = lastSec + 7 * 86_400;
  await put('u1', 'i3', nowSec);
  expect(staples).toContain(await first());
  const something = shop.items[shop.userPtr[PERSON] + 1];
  // As if it had come now.
  expect(await first({ without: [], with: [`i${something}`] })).toBe(`i${partnerOf(something)}`);
  await put(`u${PERSON}`, `i${something}`, nowSec + 60);
  expect(await first()).toBe(`i${partnerOf(something)}`);
});
