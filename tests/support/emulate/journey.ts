import * as control from '@aws-sdk/client-personalize';
import { clientsOf, untilActive } from './clients';
import { avroSchema } from '../avro-schema';

const ROLE = 'arn:aws:iam::123456789012:role/journey';

/** The journey of `journey.py` with the official JavaScript clients; gives what that prints. */
export async function journey(endpoint: string): Promise<object> {
  const { personalize, runtime, events, s3 } = clientsOf(endpoint);
  const seen: string[] = [];
  const wait = async (...asked: Parameters<typeof untilActive>): Promise<void> => {
    seen.push(...(await untilActive(...asked)));
  };
  await s3('PUT', '/journey-js');
  await s3('PUT', '/journey-js/in/interactions.csv', interactions());
  const schema = JSON.stringify(
    avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE']),
  );
  const { schemaArn } = await personalize.createSchema({ name: 'journey-schema', schema });
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name: 'journey' });
  const { datasetArn } = await personalize.createDataset({
    name: 'journey-interactions',
    schemaArn,
    datasetGroupArn,
    datasetType: 'Interactions',
  });
  const { datasetImportJobArn } = await personalize.createDatasetImportJob({
    jobName: 'journey-import',
    datasetArn,
    dataSource: { dataLocation: 's3://journey-js/in/interactions.csv' },
    roleArn: ROLE,
  });
  await wait(
    async () => (await personalize.describeDatasetImportJob({ datasetImportJobArn })).datasetImportJob,
  );
  const { solutionArn } = await personalize.createSolution({
    name: 'journey-solution',
    datasetGroupArn,
    recipeArn: 'arn:aws:personalize:::recipe/aws-user-personalization',
    performAutoTraining: false,
  });
  const { solutionVersionArn } = await personalize.createSolutionVersion({ solutionArn });
  await wait(async () => (await personalize.describeSolutionVersion({ solutionVersionArn })).solutionVersion);
  const { metrics } = await personalize.getSolutionMetrics({ solutionVersionArn });
  const { campaignArn } = await personalize.createCampaign({
    name: 'journey-campaign',
    solutionVersionArn,
    minProvisionedTPS: 1,
  });
  await wait(async () => (await personalize.describeCampaign({ campaignArn })).campaign);
  const { filterArn } = await personalize.createFilter({
    name: 'journey-unseen',
    datasetGroupArn,
    filterExpression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch")',
  });
  const recommended = async (userId: string, more: { filterArn?: string } = {}) =>
    (await runtime.getRecommendations({ campaignArn, userId, numResults: 10, ...more })).itemList;
  const before = await recommended('user-1');
  const unseen = await recommended('user-1', { filterArn });
  const { eventTrackerArn, trackingId } = await personalize.createEventTracker({
    name: 'journey-tracker',
    datasetGroupArn,
  });
  const newcomer = await recommended('newcomer');
  await events.putEvents({
    trackingId,
    userId: 'newcomer',
    sessionId: 'session-1',
    eventList: [0, 1, 2].map((n) => ({
      eventId: `event-${n}`,
      eventType: 'watch',
      itemId: `item-${n}`,
      sentAt: new Date((1700100000 + n) * 1000),
    })),
  });
  const after = await recommended('newcomer');
  const lines = [0, 1, 2, 3, 4].map((user) => `${JSON.stringify({ userId: `user-${user}` })}\n`);
  await s3('PUT', '/journey-js/in/users.json', lines.join(''));
  const { batchInferenceJobArn } = await personalize.createBatchInferenceJob({
    jobName: 'journey-batch',
    solutionVersionArn,
    numResults: 5,
    jobInput: { s3DataSource: { path: 's3://journey-js/in/users.json' } },
    jobOutput: { s3DataDestination: { path: 's3://journey-js/out/' } },
    roleArn: ROLE,
  });
  await wait(
    async () => (await personalize.describeBatchInferenceJob({ batchInferenceJobArn })).batchInferenceJob,
  );
  const batch = await s3('GET', '/journey-js/out/users.json.out');
  const { datasetExportJobArn } = await personalize.createDatasetExportJob({
    jobName: 'journey-export',
    datasetArn,
    ingestionMode: 'PUT',
    jobOutput: { s3DataDestination: { path: 's3://journey-js/export/' } },
    roleArn: ROLE,
  });
  await wait(
    async () => (await personalize.describeDatasetExportJob({ datasetExportJobArn })).datasetExportJob,
  );
  const listing = await s3('GET', '/journey-js?list-type=2&prefix=export/');
  const exported = Array.from(listing.matchAll(/<Key>([^<]*)/g), ([, key]) => key);
  await personalize.deleteEventTracker({ eventTrackerArn });
  await personalize.deleteCampaign({ campaignArn });
  await gone(() => personalize.describeCampaign({ campaignArn }));
  await personalize.deleteFilter({ filterArn });
  const { solutions = [] } = await personalize.listSolutions({ datasetGroupArn });
  for (const solution of solutions) await personalize.deleteSolution({ solutionArn: solution.solutionArn });
  await gone(() => personalize.describeSolution({ solutionArn }));
  await personalize.deleteDataset({ datasetArn });
  await gone(() => personalize.describeDataset({ datasetArn }));
  await personalize.deleteSchema({ schemaArn });
  await personalize.deleteDatasetGroup({ datasetGroupArn });
  await gone(() => personalize.describeDatasetGroup({ datasetGroupArn }));
  const all = await s3('GET', '/journey-js?list-type=2');
  for (const [, key] of all.matchAll(/<Key>([^<]*)/g)) await s3('DELETE', `/journey-js/${key}`);
  await s3('DELETE', '/journey-js');
  const left = await personalize.listSolutions();
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
