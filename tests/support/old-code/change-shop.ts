import { nodeJob } from '../studio-in-node';
import { arnOf, runBatchJobs, versionOf } from './make-shop';
import { entriesOf, sha256, type OldStudio } from './old-studio';

const DAY_SEC = 86_400;

/** Life goes on in the shop: everything that changes it, in one order, and what is answered after it. */
export async function changeShop(at: OldStudio): Promise<void> {
  await runBatchJobs(at, '-again');
  await putMore(at);
  await trainMore(at);
  await simulate(at);
  await changeResources(at);
  await changeData(at);
  await deleteResources(at);
  await at.note('project file', async () => hashesOf(await at.projectFile()));
}

async function putMore(at: OldStudio): Promise<void> {
  const { trackingId } = await at
    .invoke('DescribeEventTracker', {
      eventTrackerArn: arnOf('event-tracker', 'clicks'),
    })
    .then(({ eventTracker }) => eventTracker as { readonly trackingId: string });
  const event = { eventType: 'view', sentAt: 1_705_400_000, properties: { device: 'phone' } };
  const list = (await at.invoke('GetRecommendations', {
    campaignArn: arnOf('campaign', 'for-you'),
    userId: 'u3',
    numResults: 5,
  })) as { readonly recommendationId: string };
  await at.invoke('PutEvents', {
    trackingId,
    userId: 'u3',
    sessionId: 's3',
    eventList: [
      { ...event, eventId: 'e1', itemId: 'i40' },
      { ...event, eventId: 'e2', itemId: 'i41', eventType: 'click' },
    ],
  });
  await at.note('PutEvents of a list', () =>
    at.studio.invoke('PutEvents', {
      trackingId,
      userId: 'u3',
      sessionId: 's3',
      eventList: [{ ...event, eventId: 'e3', itemId: 'i42', recommendationId: list.recommendationId }],
    }),
  );
  await at.invoke('PutEvents', { trackingId: 'wrong', userId: 'u3', sessionId: 's3', eventList: [] });
  await at.invoke('PutEvents', {
    trackingId,
    userId: 'u3',
    sessionId: 's3',
    eventList: [{ ...event, itemId: '' }],
  });
  const items = at.state.datasets.find(({ type }) => type === 'ITEMS');
  const properties = { genre: 'comedy|horror', title: 'Late', price: 5, creationTimestamp: 1_705_300_000 };
  await at.invoke('PutItems', { datasetArn: items?.arn, items: [{ itemId: 'i-late', properties }] });
  at.wait(DAY_SEC);
  for (const name of ['for-you', 'hrnn-metadata', 'for-you-v2', 'weighed'])
    await at.invoke('GetRecommendations', {
      campaignArn: arnOf('campaign', name),
      userId: 'u3',
      numResults: 10,
    });
}

async function trainMore(at: OldStudio): Promise<void> {
  for (const name of ['for-you', 'hrnn-coldstart', 'sims']) {
    const solutionArn = arnOf('solution', name);
    const { solutionVersionArn } = await at.invoke('CreateSolutionVersion', {
      solutionArn,
      trainingMode: 'UPDATE',
    });
    if (solutionVersionArn === undefined) continue;
    await at.invoke('DescribeSolutionVersion', { solutionVersionArn });
    await at.invoke('UpdateCampaign', {
      campaignArn: arnOf('campaign', name),
      solutionVersionArn,
      minProvisionedTPS: 3,
    });
    await at.invoke('GetRecommendations', {
      campaignArn: arnOf('campaign', name),
      userId: 'u3',
      numResults: 10,
    });
    await at.invoke('DescribeCampaign', { campaignArn: arnOf('campaign', name) });
  }
  await at.invoke('CreateSolutionVersion', { solutionArn: arnOf('solution', 'popular') });
  await at.invoke('DescribeCampaign', { campaignArn: arnOf('campaign', 'newest') });
  await at.note('old versions', () => at.studio.listOldVersions());
  at.wait(8 * DAY_SEC);
  await at.invoke('RunSchedule');
  await at.invoke('ListSolutionVersions', { solutionArn: arnOf('solution', 'alike') });
}

async function simulate(at: OldStudio): Promise<void> {
  for (const name of ['for-you', 'ranking', 'similar'])
    await at.invoke('SimulateRequests', { campaignArn: arnOf('campaign', name), count: 5, seed: 7 });
  await at.invoke('StartSimulation', {
    campaignArns: [arnOf('campaign', 'for-you'), arnOf('campaign', 'popular')],
  });
  await at.invoke('GetMetricAttributionReport', {
    metricAttributionArn: arnOf('metric-attribution', 'worth'),
  });
  await at.invoke('DescribeUsage');
}

async function changeResources(at: OldStudio): Promise<void> {
  const datasetGroupArn = at.groupArn;
  const solutionArn = arnOf('solution', 'alike');
  await at.invoke('UpdateSolution', {
    solutionArn,
    performAutoTraining: true,
    solutionUpdateConfig: { autoTrainingConfig: { schedulingExpression: 'rate(3 days)' } },
  });
  await at.invoke('DescribeSolution', { solutionArn });
  await at.invoke('UpdateMetricAttribution', {
    metricAttributionArn: arnOf('metric-attribution', 'worth'),
    addMetrics: [{ metricName: 'views', eventType: 'view', expression: 'SAMPLECOUNT()' }],
    removeMetrics: ['prices'],
  });
  await at.invoke('ListMetricAttributionMetrics', {
    metricAttributionArn: arnOf('metric-attribution', 'worth'),
  });
  const resourceArn = arnOf('filter', 'genres');
  await at.invoke('TagResource', { resourceArn, tags: [{ tagKey: 'cost', tagValue: 'none' }] });
  await at.invoke('UntagResource', { resourceArn, tagKeys: ['team'] });
  await at.invoke('ListTagsForResource', { resourceArn });
  await at.invoke('CreateFilter', {
    name: 'genres',
    datasetGroupArn,
    filterExpression: 'EXCLUDE ItemID WHERE Items.PRICE > 3',
  });
  await at.invoke('CreateFilter', {
    name: 'a name',
    datasetGroupArn,
    filterExpression: 'EXCLUDE ItemID WHERE Items.PRICE > 3',
  });
  await at.invoke('CreateCampaign', {
    name: 'segments',
    solutionVersionArn: versionOf(at.state, 'affinity'),
  });
  await at.invoke('CreateSolution', {
    name: 'none',
    datasetGroupArn,
    recipeArn: 'arn:aws:personalize:::recipe/aws-none',
  });
  await at.invoke('CreateEventTracker', { name: 'second', datasetGroupArn });
  await at.invoke('CreateRecommender', {
    name: 'r',
    datasetGroupArn,
    recipeArn: 'arn:aws:personalize:::recipe/aws-vod-most-popular',
  });
  await at.invoke('CreateSolution', {
    name: 'searched',
    datasetGroupArn,
    performAutoML: true,
    solutionConfig: {
      autoMLConfig: { metricName: 'coverage', recipeList: ['arn:aws:personalize:::recipe/aws-hrnn'] },
    },
  });
}

async function changeData(at: OldStudio): Promise<void> {
  const { studio } = at;
  const interactions = at.state.datasets.find(({ type }) => type === 'INTERACTIONS');
  for (const ingestionMode of ['PUT', 'BULK']) {
    const jobName = `events-${ingestionMode}`;
    await at.invoke('CreateDatasetExportJob', {
      jobName,
      datasetArn: interactions?.arn,
      ingestionMode,
      jobOutput: { s3DataDestination: { path: 's3://shop/out' } },
    });
    await at.note(
      jobName,
      async () => (await studio.readFile(`s3://shop/out/${jobName}.csv`))?.text() ?? null,
    );
  }
  const list = (): Promise<unknown> =>
    at.invoke('GetRecommendations', {
      campaignArn: arnOf('campaign', 'weighed'),
      userId: 'u3',
      numResults: 6,
    });
  await at.note(
    'fix',
    async () => (await studio.applyFix(nodeJob(), { kind: 'drop-users-under', events: 9 })).project,
  );
  await list();
  await at.note('undo', async () => (await studio.undoFix()).project);
  await list();
  studio.registerFile('s3://shop/leave-too.csv', new Blob(['USER_ID\nu3\n']));
  await at.invoke('CreateDataDeletionJob', {
    jobName: 'leave-too',
    datasetGroupArn: at.groupArn,
    dataSource: { dataLocation: 's3://shop/leave-too.csv' },
  });
  await at.invoke('DescribeDataDeletionJob', { dataDeletionJobArn: arnOf('data-deletion-job', 'leave-too') });
  await list();
  await at.note('checksum', () => studio.dataChecksum());
}

async function deleteResources(at: OldStudio): Promise<void> {
  await at.invoke('DeleteDatasetGroup', { datasetGroupArn: at.groupArn });
  await at.invoke('DeleteSolution', { solutionArn: arnOf('solution', 'popular') });
  await at.invoke('DeleteFilter', { filterArn: arnOf('filter', 'genres') });
  await at.invoke('DeleteSchema', { schemaArn: arnOf('schema', 'spare') });
  await at.invoke('DeleteCampaign', { campaignArn: arnOf('campaign', 'trending') });
  await at.invoke('DeleteSolution', { solutionArn: arnOf('solution', 'trending') });
  await at.invoke('DeleteFilter', { filterArn: arnOf('filter', 'alike') });
  await at.invoke('DeleteMetricAttribution', { metricAttributionArn: arnOf('metric-attribution', 'worth') });
  await at.invoke('DeleteEventTracker', { eventTrackerArn: arnOf('event-tracker', 'clicks') });
  const users = at.state.datasets.find(({ type }) => type === 'USERS');
  await at.invoke('DeleteDataset', { datasetArn: users?.arn });
  await at.invoke('ListDatasets');
}

/** The entries of a zip and the SHA-256 of each. */
export function hashesOf(zip: Uint8Array): readonly string[] {
  return [...entriesOf(zip)].map(([path, bytes]) => `${path} ${sha256(bytes)}`);
}
