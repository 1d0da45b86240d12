import * as control from '@aws-sdk/client-personalize';
import { PutEventsCommand } from '@aws-sdk/client-personalize-events';
import { GetRecommendationsCommand } from '@aws-sdk/client-personalize-runtime';
import { clientsOf, untilActive } from './clients';

const ROLE = 'arn:aws:iam::123456789012:role/journey';
const FIELDS = [
  ['USER_ID', 'string'],
  ['ITEM_ID', 'string'],
  ['TIMESTAMP', 'long'],
  ['EVENT_TYPE', 'string'],
];

/** The journey of `journey.py` with the official JavaScript clients; gives what that prints. */
export async function journey(endpoint: string): Promise<object> {
  const { personalize, runtime, events, s3 } = clientsOf(endpoint);
  const seen: string[] = [];
  const wait = async (...asked: Parameters<typeof untilActive>): Promise<void> => {
    seen.push(...(await untilActive(...asked)));
  };
  await s3('PUT', '/journey-js');
  await s3('PUT', '/journey-js/in/interactions.csv', interactions());
  const schema = JSON.stringify({
    type: 'record',
    name: 'Interactions',
    namespace: 'com.amazonaws.personalize.schema',
    fields: FIELDS.map(([name, type]) => ({ name, type })),
    version: '1.0',
  });
  const { schemaArn } = await personalize.send(
    new control.CreateSchemaCommand({ name: 'journey-schema', schema }),
  );
  const { datasetGroupArn } = await personalize.send(
    new control.CreateDatasetGroupCommand({ name: 'journey' }),
  );
  const { datasetArn } = await personalize.send(
    new control.CreateDatasetCommand({
      name: 'journey-interactions',
      schemaArn,
      datasetGroupArn,
      datasetType: 'Interactions',
    }),
  );
  const { datasetImportJobArn } = await personalize.send(
    new control.CreateDatasetImportJobCommand({
      jobName: 'journey-import',
      datasetArn,
      dataSource: { dataLocation: 's3://journey-js/in/interactions.csv' },
      roleArn: ROLE,
    }),
  );
  await wait(
    async () =>
      (await personalize.send(new control.DescribeDatasetImportJobCommand({ datasetImportJobArn })))
        .datasetImportJob,
  );
  const { solutionArn } = await personalize.send(
    new control.CreateSolutionCommand({
      name: 'journey-solution',
      datasetGroupArn,
      recipeArn: 'arn:aws:personalize:::recipe/aws-user-personalization',
      performAutoTraining: false,
    }),
  );
  const { solutionVersionArn } = await personalize.send(
    new control.CreateSolutionVersionCommand({ solutionArn }),
  );
  await wait(
    async () =>
      (await personalize.send(new control.DescribeSolutionVersionCommand({ solutionVersionArn })))
        .solutionVersion,
  );
  const { metrics } = await personalize.send(new control.GetSolutionMetricsCommand({ solutionVersionArn }));
  const { campaignArn } = await personalize.send(
    new control.CreateCampaignCommand({ name: 'journey-campaign', solutionVersionArn, minProvisionedTPS: 1 }),
  );
  await wait(
    async () => (await personalize.send(new control.DescribeCampaignCommand({ campaignArn }))).campaign,
  );
  const { filterArn } = await personalize.send(
    new control.CreateFilterCommand({
      name: 'journey-unseen',
      datasetGroupArn,
      filterExpression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch")',
    }),
  );
  const recommended = async (userId: string, more: { filterArn?: string } = {}) =>
    (await runtime.send(new GetRecommendationsCommand({ campaignArn, userId, numResults: 10, ...more })))
      .itemList;
  const before = await recommended('user-1');
  const unseen = await recommended('user-1', { filterArn });
  const { eventTrackerArn, trackingId } = await personalize.send(
    new control.CreateEventTrackerCommand({ name: 'journey-tracker', datasetGroupArn }),
  );
  const newcomer = await recommended('newcomer');
  await events.send(
    new PutEventsCommand({
      trackingId,
      userId: 'newcomer',
      sessionId: 'session-1',
      eventList: [0, 1, 2].map((n) => ({
        eventId: `event-${n}`,
        eventType: 'watch',
        itemId: `item-${n}`,
        sentAt: new Date((1700100000 + n) * 1000),
      })),
    }),
  );
  const after = await recommended('newcomer');
  const lines = [0, 1, 2, 3, 4].map((user) => `${JSON.stringify({ userId: `user-${user}` })}\n`);
  await s3('PUT', '/journey-js/in/users.json', lines.join(''));
  const { batchInferenceJobArn } = await personalize.send(
    new control.CreateBatchInferenceJobCommand({
      jobName: 'journey-batch',
      solutionVersionArn,
      numResults: 5,
      jobInput: { s3DataSource: { path: 's3://journey-js/in/users.json' } },
      jobOutput: { s3DataDestination: { path: 's3://journey-js/out/' } },
      roleArn: ROLE,
    }),
  );
  await wait(
    async () =>
      (await personalize.send(new control.DescribeBatchInferenceJobCommand({ batchInferenceJobArn })))
        .batchInferenceJob,
  );
  const batch = await s3('GET', '/journey-js/out/users.json.out');
  const { datasetExportJobArn } = await personalize.send(
    new control.CreateDatasetExportJobCommand({
      jobName: 'journey-export',
      datasetArn,
      ingestionMode: 'PUT',
      jobOutput: { s3DataDestination: { path: 's3://journey-js/export/' } },
      roleArn: ROLE,
    }),
  );
  await wait(
    async () =>
      (await personalize.send(new control.DescribeDatasetExportJobCommand({ datasetExportJobArn })))
        .datasetExportJob,
  );
  const listing = await s3('GET', '/journey-js?list-type=2&prefix=export/');
  const exported = Array.from(listing.matchAll(/<Key>([^<]*)/g), ([, key]) => key);
  await personalize.send(new control.DeleteEventTrackerCommand({ eventTrackerArn }));
  await personalize.send(new control.DeleteCampaignCommand({ campaignArn }));
  await gone(() => personalize.send(new control.DescribeCampaignCommand({ campaignArn })));
  await personalize.send(new control.DeleteFilterCommand({ filterArn }));
  const { solutions = [] } = await personalize.send(new control.ListSolutionsCommand({ datasetGroupArn }));
  for (const solution of solutions)
    await personalize.send(new control.DeleteSolutionCommand({ solutionArn: solution.solutionArn }));
  await gone(() => personalize.send(new control.DescribeSolutionCommand({ solutionArn })));
  await personalize.send(new control.DeleteDatasetCommand({ datasetArn }));
  await gone(() => personalize.send(new control.DescribeDatasetCommand({ datasetArn })));
  await personalize.send(new control.DeleteSchemaCommand({ schemaArn }));
  await personalize.send(new control.DeleteDatasetGroupCommand({ datasetGroupArn }));
  await gone(() => personalize.send(new control.DescribeDatasetGroupCommand({ datasetGroupArn })));
  const all = await s3('GET', '/journey-js?list-type=2');
  for (const [, key] of all.matchAll(/<Key>([^<]*)/g)) await s3('DELETE', `/journey-js/${key}`);
  await s3('DELETE', '/journey-js');
  const left = await personalize.send(new control.ListSolutionsCommand({}));
  const buckets = (await s3('GET', '/')).match(/<Name>/g) ?? [];
  return {
    waited: seen.some((status) => /^CREATE (PENDING|IN_PROGRESS)$/.test(status)),
    metrics,
    before,
    unseen,
    newcomer,
    after,
    batch,
    exported,
    left: [buckets.length, left.solutions?.length ?? 0],
  };
}

/** Resolves when a resource is not found any more. */
async function gone(describe: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await describe();
    } catch (error) {
      if (error instanceof control.ResourceNotFoundException) return;
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The CSV of `journey.py`: two tastes, and a little of everything. */
export function interactions(): string {
  const rows = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE'];
  for (let user = 0; user < 60; user++)
    for (let n = 0; n < 25; n++) {
      const item = n % 5 === 0 ? (user + 11 * n) % 80 : ((user * 7 + n * n) % 40) + (user % 2 === 0 ? 40 : 0);
      rows.push(`user-${user},item-${item},${1700000000 + user * 1000 + n * 60},watch`);
    }
  return `${rows.join('\n')}\n`;
}
