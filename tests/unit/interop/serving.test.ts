import { type PredictedItem } from '@aws-sdk/client-personalize-runtime';
import { beforeAll, describe, expect, test } from 'vitest';
import { smallInteractions } from '../../support/scripted-recipe';
import { importDataset, localAws, roleArn, trainedOn, type LocalAws } from '../../support/local-aws';
import { avroSchema } from '../../support/avro-schema';

const N_ITEMS = 60;
const INTERACTIONS = avroSchema('Interactions', [
  'USER_ID',
  'ITEM_ID',
  'EVENT_TYPE',
  'TIMESTAMP',
  { name: 'DEVICE', type: ['null', 'string'], categorical: true },
]);
const SHELF = { name: 'SHELF', type: ['null', 'string'], categorical: true } as const;

function interactionsCsv(): string {
  const [header, ...rows] = smallInteractions(25, N_ITEMS, 30).trim().split('\n');
  return [`${header},DEVICE`, ...rows.map((row, i) => `${row},${i % 2 ? 'tv' : 'phone'}`)].join('\n');
}

describe('what a campaign answers', () => {
  let aws: LocalAws;
  let datasetGroupArn = '';
  let itemsArn = '';
  let trackingId = '';
  const versions = new Map<string, string>();

  async function serve(recipe: string): Promise<void> {
    const { solutionVersionArn } = await trainedOn(aws, recipe, { name: recipe, datasetGroupArn });
    versions.set(recipe, solutionVersionArn);
    await aws.personalize.createCampaign({ name: recipe, solutionVersionArn });
  }

  async function filterOf(name: string, filterExpression: string): Promise<string> {
    const { filterArn = '' } = await aws.personalize.createFilter({
      name,
      datasetGroupArn,
      filterExpression,
    });
    return filterArn;
  }

  async function ask(recipe: string, request: object): Promise<readonly PredictedItem[]> {
    const campaignArn = `arn:aws:personalize:us-east-1:000000000000:campaign/${recipe}`;
    const { itemList = [] } = await aws.runtime.getRecommendations({ campaignArn, userId: 'u1', ...request });
    return itemList;
  }

  beforeAll(async () => {
    aws = await localAws();
    const made = await aws.personalize.createDatasetGroup({ name: 'shop' });
    datasetGroupArn = made.datasetGroupArn ?? '';
    await importDataset(aws, datasetGroupArn, INTERACTIONS, interactionsCsv());
    const rows = Array.from({ length: N_ITEMS }, (_, i) => `i${i},${i < 3 ? 'top' : 'low'}`);
    const items = avroSchema('Items', ['ITEM_ID', SHELF]);
    itemsArn = await importDataset(aws, datasetGroupArn, items, ['ITEM_ID,SHELF', ...rows].join('\n'));
    await aws.service.idle();
    for (const recipe of ['aws-user-personalization-v2', 'aws-user-personalization', 'aws-sims'])
      await serve(recipe);
    const tracker = await aws.personalize.createEventTracker({ name: 'clicks', datasetGroupArn });
    trackingId = tracker.trackingId ?? '';
  });

  test('the same request is answered with the same list until an event, an item or a filter changes it', async () => {
    const { events, personalize } = aws;
    const recipe = 'aws-user-personalization';
    const filterArn = await filterOf('unseen', 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")');
    const request = { userId: 'u2', numResults: 10, filterArn };
    const plain = await ask(recipe, { ...request, filterArn: undefined });
    const before = await ask(recipe, request);
    expect(await ask(recipe, request)).toEqual(before);
    expect(await ask(recipe, { ...request, numResults: 5 })).toEqual(before.slice(0, 5));
    const itemId = before[0].itemId;
    const eventList = [{ eventType: 'click', itemId, sentAt: new Date(4e12) }];
    await events.putEvents({ trackingId, userId: 'u2', sessionId: 's', eventList });
    const after = await ask(recipe, request);
    expect(after.map((item) => item.itemId)).not.toContain(itemId);
    expect(await ask(recipe, { ...request, filterArn: undefined })).not.toEqual(plain);
    expect(await ask(recipe, request)).toEqual(after);
    await personalize.deleteFilter({ filterArn });
    await expect(ask(recipe, request)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('v2 fills a list that the filter leaves too short with popular items that pass it, and no other recipe does', async () => {
    const { events } = aws;
    const shelf = JSON.stringify({ shelf: 'top' });
    await events.putItems({
      datasetArn: itemsArn,
      items: [
        { itemId: 'late', properties: shelf },
        { itemId: 'later', properties: shelf },
        { itemId: 'elsewhere', properties: JSON.stringify({ shelf: 'low' }) },
      ],
    });
    const eventList = ['later', 'elsewhere'].map((itemId) => ({
      eventType: 'click',
      itemId,
      sentAt: new Date(1_700_000_000_000),
    }));
    await events.putEvents({ trackingId, userId: 'u9', sessionId: 's', eventList });
    const filterArn = await filterOf('top', 'INCLUDE ItemID WHERE Items.SHELF IN ("top")');
    const filled = await ask('aws-user-personalization-v2', { filterArn, numResults: 10 });
    expect(filled.map(({ itemId }) => itemId).slice(0, 3)).toEqual(
      expect.arrayContaining(['i0', 'i1', 'i2']),
    );
    for (const { score, reason } of filled.slice(0, 3)) {
      expect(score).toBeGreaterThan(0);
      expect(reason).toBeUndefined();
    }
    // The more popular one first; nothing of another shelf.
    expect(filled.slice(3)).toEqual([
      { itemId: 'later', reason: ['Popular item'] },
      { itemId: 'late', reason: ['Popular item'] },
    ]);
    // They fill up, and take nobody's place.
    const short = await ask('aws-user-personalization-v2', { filterArn, numResults: 3 });
    expect(short).toEqual(filled.slice(0, 3));
    for (const request of [{ recipe: 'aws-user-personalization' }, { recipe: 'aws-sims', itemId: 'i5' }]) {
      const { recipe, ...asked } = request;
      const listed = await ask(recipe, { ...asked, filterArn, numResults: 10 });
      expect(listed.filter(({ itemId = '' }) => itemId.startsWith('late'))).toEqual([]);
      expect(listed.filter(({ reason }) => reason?.[0] === 'Popular item')).toEqual([]);
    }
  });

  test('context names metadata of Interactions, in values that are not too long, where a user is answered', async () => {
    const refused = async (recipe: string, request: object): Promise<string> =>
      ask(recipe, request).then(
        () => 'taken',
        (error: Error) => `${error.name} ${error.message.replaceAll('\u00a0', ' ')}`,
      );
    const personal = 'aws-user-personalization';
    expect(await refused(personal, { context: { device: 'x'.repeat(1000) } })).toBe('taken');
    expect(await refused(personal, { context: { DEVICE: 'x'.repeat(1001) } })).toContain(
      "InvalidInputException 1 validation error detected: Value at 'context' failed",
    );
    for (const key of ['COLOUR', 'EVENT_TYPE'])
      expect(await refused(personal, { context: { [key]: 'x' } })).toContain(
        `“${key}” is not a metadata field of the Interactions dataset.`,
      );
    expect(await refused('aws-sims', { itemId: 'i5', context: { DEVICE: 'tv' } })).toContain(
      'Context counts only in recipes that answer for a user or rank a list.',
    );
  });

  test('a filter and a solution stay as long as a batch job needs them', async () => {
    const { personalize, files, service } = aws;
    let begin = (): void => undefined;
    const gate = new Promise<void>((resolve) => (begin = resolve));
    // A file that nobody can read yet, so that the job behind it waits.
    const slow = new Blob(['ITEM_ID,SHELF\ni0,top\n']);
    const { slice } = slow;
    slow.slice = (...range) => {
      const part = slice.apply(slow, range);
      const read = part.arrayBuffer.bind(part);
      part.arrayBuffer = () => gate.then(read);
      return part;
    };
    files.put('s3://shop/slow.csv', slow);
    await personalize.createDatasetImportJob({
      jobName: 'slow',
      datasetArn: itemsArn,
      dataSource: { dataLocation: 's3://shop/slow.csv' },
      roleArn,
    });
    const filterArn = await filterOf('low', 'INCLUDE ItemID WHERE Items.SHELF IN ("low")');
    files.put('s3://shop/items.jsonl', new Blob(['{"itemId":"i1"}\n']));
    await personalize.createBatchInferenceJob({
      jobName: 'nightly',
      solutionVersionArn: versions.get('aws-sims'),
      filterArn,
      jobInput: { s3DataSource: { path: 's3://shop/items.jsonl' } },
      jobOutput: { s3DataDestination: { path: 's3://shop/out/' } },
      roleArn,
    });
    const inUse = {
      name: 'ResourceInUseException',
      message: 'The batch inference job nightly stands in the way.',
    };
    const deleteFilter = () => personalize.deleteFilter({ filterArn });
    const deleteSolution = () =>
      personalize.deleteSolution({
        solutionArn: 'arn:aws:personalize:us-east-1:000000000000:solution/aws-sims',
      });
    await personalize.deleteCampaign({
      campaignArn: 'arn:aws:personalize:us-east-1:000000000000:campaign/aws-sims',
    });
    await expect(deleteFilter()).rejects.toMatchObject(inUse);
    await expect(deleteSolution()).rejects.toMatchObject(inUse);
    await expect(personalize.deleteDataset({ datasetArn: itemsArn })).rejects.toMatchObject({
      message: 'The import job slow stands in the way.',
    });
    begin();
    await service.idle();
    await deleteFilter();
    await deleteSolution();
  });
});
