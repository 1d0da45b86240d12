import * as control from '@aws-sdk/client-personalize';
import { beforeAll, describe, expect, test } from 'vitest';
import { smallInteractions } from '../../support/scripted-recipe';
import { localAws, roleArn, type LocalAws } from '../../support/local-aws';
import { avroSchema } from '../../support/avro-schema';

const N_USERS = 40;
const N_ITEMS = 60;
const ITEMS_CSV = [
  'ITEM_ID,GENRE,YEAR',
  ...Array.from({ length: N_ITEMS }, (_, i) => `i${i},${i % 2 ? 'Tea|Pots' : 'Cups'},${1980 + i}`),
].join('\n');
const INTERACTIONS_SCHEMA = avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE']);
const ITEMS_SCHEMA = avroSchema('Items', [
  'ITEM_ID',
  { name: 'GENRE', type: ['null', 'string'], categorical: true },
  { name: 'YEAR', type: ['int', 'null'] },
]);
const bytes = (text: string): Blob => new Blob([text]);

/** As the SDK's users do: ask again until the resource is as wanted. */
async function waitFor(status: () => Promise<string | undefined>, wanted = 'ACTIVE'): Promise<string[]> {
  const seen: string[] = [];
  for (let tries = 0; tries < 2000; tries++) {
    const now = (await status()) ?? '';
    if (seen.at(-1) !== now) seen.push(now);
    if (now === wanted || now === 'CREATE FAILED') return seen;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`never ${wanted}: ${seen.join(', ')}`);
}

interface Shop {
  readonly aws: LocalAws;
  readonly datasetGroupArn: string;
  readonly interactionsArn: string;
  readonly itemsArn: string;
}

async function shop(): Promise<Shop> {
  const aws = await localAws();
  const { personalize, files } = aws;
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name: 'shop' });
  const make = async (name: string, datasetType: string, schema: object): Promise<string | undefined> => {
    const { schemaArn } = await personalize.createSchema({ name, schema: JSON.stringify(schema) });
    const { datasetArn } = await personalize.createDataset({ name, datasetGroupArn, datasetType, schemaArn });
    return datasetArn;
  };
  const interactionsArn = (await make('events', 'Interactions', INTERACTIONS_SCHEMA)) ?? '';
  const itemsArn = (await make('goods', 'Items', ITEMS_SCHEMA)) ?? '';
  files.put('s3://shop/items.csv', bytes(ITEMS_CSV));
  files.put('s3://shop/interactions.csv', bytes(smallInteractions(N_USERS, N_ITEMS, 30)));
  for (const [jobName, datasetArn, file] of [
    ['items', itemsArn, 'items.csv'],
    ['interactions', interactionsArn, 'interactions.csv'],
  ]) {
    const { datasetImportJobArn } = await personalize.createDatasetImportJob({
      jobName,
      datasetArn,
      dataSource: { dataLocation: `s3://shop/${file}` },
      roleArn,
    });
    const seen = await waitFor(async () => {
      const { datasetImportJob } = await personalize.describeDatasetImportJob({ datasetImportJobArn });
      return datasetImportJob?.status;
    });
    expect(seen.at(-1)).toBe('ACTIVE');
  }
  return { aws, datasetGroupArn: datasetGroupArn ?? '', interactionsArn, itemsArn };
}

async function trained(
  { aws, datasetGroupArn }: Shop,
  name: string,
  recipe: string,
): Promise<{ solutionArn: string; solutionVersionArn: string }> {
  const { personalize } = aws;
  const { solutionArn } = await personalize.createSolution({
    name,
    datasetGroupArn,
    recipeArn: `arn:aws:personalize:::recipe/${recipe}`,
  });
  const { solutionVersionArn } = await personalize.createSolutionVersion({ solutionArn });
  const seen = await waitFor(async () => {
    const { solutionVersion } = await personalize.describeSolutionVersion({ solutionVersionArn });
    return solutionVersion?.status;
  });
  expect(seen).toContain('ACTIVE');
  return { solutionArn: solutionArn ?? '', solutionVersionArn: solutionVersionArn ?? '' };
}

async function campaignOn({ aws }: Shop, name: string, solutionVersionArn: string): Promise<string> {
  const { campaignArn } = await aws.personalize.createCampaign({
    name,
    solutionVersionArn,
    minProvisionedTPS: 1,
    campaignConfig: {
      itemExplorationConfig: { explorationWeight: '0' },
      enableMetadataWithRecommendations: true,
    },
  });
  await waitFor(async () => (await aws.personalize.describeCampaign({ campaignArn })).campaign?.status);
  return campaignArn ?? '';
}

describe('the official clients', () => {
  let site: Shop;
  let solution: Awaited<ReturnType<typeof trained>>;
  let campaignArn: string;
  beforeAll(async () => {
    site = await shop();
    solution = await trained(site, 'personal', 'aws-user-personalization');
    campaignArn = await campaignOn(site, 'home', solution.solutionVersionArn);
  });

  const recommend = (input: object) => site.aws.runtime.getRecommendations({ campaignArn, ...input });

  test('list a whole catalogue with scores that sum to one', async () => {
    const { itemList = [], recommendationId = '' } = await recommend({ userId: 'u1', numResults: 500 });
    expect(itemList).toHaveLength(N_ITEMS);
    const scores = itemList.map(({ score }) => score ?? NaN);
    // Each is rounded to seven decimals.
    expect(Math.abs(scores.reduce((a, b) => a + b, 0) - 1)).toBeLessThanOrEqual(N_ITEMS * 5e-8);
    expect(scores).toEqual(scores.map((score) => Number(score.toFixed(7))));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(recommendationId).toMatch(/^RID-[\da-f-]{36}$/);
  });

  test('filter with values, return metadata, promote', async () => {
    const { filterArn } = await site.aws.personalize.createFilter({
      name: 'genre',
      datasetGroupArn: site.datasetGroupArn,
      filterExpression: 'INCLUDE ItemID WHERE Items.GENRE IN ($G)',
    });
    const { itemList = [] } = await recommend({
      userId: 'u1',
      numResults: 10,
      filterArn,
      filterValues: { G: '"Pots"' },
      metadataColumns: { ITEMS: ['genre', 'YEAR'] },
    });
    expect(itemList).toHaveLength(10);
    for (const { itemId = '', metadata } of itemList) {
      const n = Number(itemId.slice(1));
      expect(metadata).toEqual({ genre: 'Tea|Pots', year: String(1980 + n) });
    }
    const { itemList: mixed = [] } = await recommend({
      userId: 'u1',
      numResults: 10,
      filterArn,
      filterValues: { G: '"Pots"' },
      promotions: [{ name: 'cups', percentPromotedItems: 25, filterArn, filterValues: { G: '"Cups"' } }],
    });
    const promoted = mixed.filter(({ promotionName }) => promotionName === 'cups');
    expect(promoted).toHaveLength(3);
    expect(promoted.every(({ itemId = '' }) => Number(itemId.slice(1)) % 2 === 0)).toBe(true);
    // Only the second version of the recipe says why.
    expect(promoted.filter(({ reason }) => reason !== undefined)).toEqual([]);
    expect(mixed).toHaveLength(10);
  });

  test('update a campaign, and wait until the update is ACTIVE', async () => {
    const { personalize } = site.aws;
    const described = async () => (await personalize.describeCampaign({ campaignArn })).campaign;
    expect((await described())?.latestCampaignUpdate).toBeUndefined();
    await personalize.updateCampaign({ campaignArn, minProvisionedTPS: 2 });
    await waitFor(async () => (await described())?.latestCampaignUpdate?.status);
    const campaign = await described();
    await expect(
      personalize.updateCampaign({ campaignArn, campaignConfig: { rankingInfluence: { POPULARITY: 0.5 } } }),
    ).rejects.toMatchObject({ name: 'InvalidInputException', message: /rankingInfluence/ });
    expect(campaign).toMatchObject({ status: 'ACTIVE', minProvisionedTPS: 2 });
    expect(campaign?.latestCampaignUpdate).toEqual({
      solutionVersionArn: solution.solutionVersionArn,
      minProvisionedTPS: 2,
      campaignConfig: {
        itemExplorationConfig: { explorationWeight: '0' },
        enableMetadataWithRecommendations: true,
      },
      status: 'ACTIVE',
      creationDateTime: campaign?.lastUpdatedDateTime,
      lastUpdatedDateTime: campaign?.lastUpdatedDateTime,
    });
  });

  test('see the list change after an event, also of a visitor nobody knew', async () => {
    const { trackingId } = await site.aws.personalize.createEventTracker({
      name: 'clicks',
      datasetGroupArn: site.datasetGroupArn,
    });
    const before = await recommend({ userId: 'visitor', numResults: 5 });
    await site.aws.events.putEvents({
      trackingId,
      sessionId: 'visitor',
      eventList: [
        { eventType: 'click', itemId: 'i7', sentAt: new Date(1_700_000_000_000), properties: '{}' },
      ],
    });
    const after = await recommend({ userId: 'visitor', numResults: 5 });
    expect(after.itemList?.map(({ itemId }) => itemId)).not.toEqual(
      before.itemList?.map(({ itemId }) => itemId),
    );
    await expect(
      site.aws.events.putEvents({
        trackingId: 'other',
        sessionId: 's',
        eventList: [{ eventType: 'click', sentAt: new Date(0) }],
      }),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  test('learn what each campaign’s lists have led to', async () => {
    const { personalize, events, files } = site.aws;
    const { metricAttributionArn } = await personalize.createMetricAttribution({
      name: 'impact',
      datasetGroupArn: site.datasetGroupArn,
      metrics: [
        { metricName: 'clicks', eventType: 'click', expression: 'SAMPLECOUNT()' },
        { metricName: 'years', eventType: 'click', expression: 'SUM(Items.YEAR)' },
      ],
      metricsOutputConfig: { roleArn, s3DataDestination: { path: 's3://shop/impact' } },
    });
    const tracker = await personalize.listEventTrackers();
    const { eventTracker } = await personalize.describeEventTracker({
      eventTrackerArn: tracker.eventTrackers?.[0].eventTrackerArn,
    });
    const { recommendationId } = await recommend({ userId: 'u2', numResults: 5 });
    const sentAt = new Date(1_700_000_000_000);
    await events.putEvents({
      trackingId: eventTracker?.trackingId,
      userId: 'u2',
      sessionId: 's2',
      eventList: [
        { eventType: 'click', itemId: 'i3', sentAt, recommendationId },
        {
          eventType: 'click',
          itemId: 'i4',
          sentAt,
          recommendationId,
          metricAttribution: { eventAttributionSource: 'mail, weekly' },
        },
        { eventType: 'click', itemId: 'i6', sentAt },
        { eventType: 'view', itemId: 'i7', sentAt, recommendationId },
      ],
    });
    const { path } = await site.aws.service.invoke('GetMetricAttributionReport', {
      metricAttributionArn: metricAttributionArn ?? '',
    });
    expect(path).toBe('s3://shop/impact/impact.csv');
    // 1,699,999,200 begins the quarter of an hour; items were made in 1980 and the years after.
    expect(await files.get(String(path))?.text()).toBe(
      [
        'METRIC_NAME,EVENT_TYPE,VALUE,MATH_FUNCTION,EVENT_ATTRIBUTION_SOURCE,TIMESTAMP',
        'clicks,click,1,SAMPLECOUNT,SOURCE_NAME_UNDEFINED,1699999200',
        `clicks,click,1,SAMPLECOUNT,${campaignArn},1699999200`,
        'clicks,click,1,SAMPLECOUNT,"mail, weekly",1699999200',
        'years,click,1986,SUM,SOURCE_NAME_UNDEFINED,1699999200',
        `years,click,1983,SUM,${campaignArn},1699999200`,
        'years,click,1984,SUM,"mail, weekly",1699999200',
        '',
      ].join('\n'),
    );
    const { metricAttribution } = await personalize.describeMetricAttribution({ metricAttributionArn });
    expect(metricAttribution).toMatchObject({
      name: 'impact',
      status: 'ACTIVE',
      metricsOutputConfig: { s3DataDestination: { path: 's3://shop/impact' } },
    });
    await personalize.updateMetricAttribution({
      metricAttributionArn,
      addMetrics: [{ metricName: 'views', eventType: 'view', expression: 'samplecount()' }],
      removeMetrics: ['years'],
    });
    const { metrics } = await personalize.listMetricAttributionMetrics({ metricAttributionArn });
    expect(metrics?.map(({ metricName }) => metricName)).toEqual(['clicks', 'views']);
    const { metricAttributions } = await personalize.listMetricAttributions();
    expect(metricAttributions).toHaveLength(1);
    const again = personalize.createMetricAttribution({
      name: 'other',
      datasetGroupArn: site.datasetGroupArn,
      metrics: [{ metricName: 'a', eventType: 'click', expression: 'SAMPLECOUNT()' }],
      metricsOutputConfig: { roleArn },
    });
    await expect(again).rejects.toBeInstanceOf(control.ResourceAlreadyExistsException);
    const unfit = personalize.updateMetricAttribution({
      metricAttributionArn,
      addMetrics: [{ metricName: 'genres', eventType: 'click', expression: 'SUM(Items.GENRE)' }],
    });
    await expect(unfit).rejects.toBeInstanceOf(control.InvalidInputException);
    await personalize.deleteMetricAttribution({ metricAttributionArn });
    await expect(personalize.describeMetricAttribution({ metricAttributionArn })).rejects.toBeInstanceOf(
      control.ResourceNotFoundException,
    );
  });

  test('filter by an item that was put a moment ago', async () => {
    const { filterArn } = await site.aws.personalize.createFilter({
      name: 'late',
      datasetGroupArn: site.datasetGroupArn,
      filterExpression: 'INCLUDE ItemID WHERE Items.YEAR = 3000',
    });
    const empty = await recommend({ userId: 'u1', filterArn });
    expect(empty.itemList).toEqual([]);
    await site.aws.events.putItems({
      datasetArn: site.itemsArn,
      items: [{ itemId: 'i5', properties: '{"genre":"Pots","year":3000}' }],
    });
    const { itemList } = await recommend({ userId: 'u1', filterArn });
    expect(itemList?.map(({ itemId }) => itemId)).toEqual(['i5']);
  });

  test('stop a training that runs, and hear that it has stopped', async () => {
    const { personalize, service } = site.aws;
    const { solutionArn } = await personalize.createSolution({
      name: 'long',
      datasetGroupArn: site.datasetGroupArn,
      recipeArn: 'arn:aws:personalize:::recipe/aws-hrnn',
    });
    const { solutionVersionArn } = await personalize.createSolutionVersion({ solutionArn, name: 'first' });
    const described = async () =>
      (await personalize.describeSolutionVersion({ solutionVersionArn })).solutionVersion;
    const status = async () => (await described())?.status;
    expect((await described())?.name).toBe('first');
    await waitFor(status, 'CREATE IN_PROGRESS');
    await personalize.stopSolutionVersionCreation({ solutionVersionArn });
    await service.idle();
    expect(await status()).toBe('CREATE STOPPED');
  });

  test('take at most 50 items with metadata', async () => {
    const asked = { userId: 'u1', numResults: 51 };
    await expect(recommend({ ...asked, metadataColumns: { ITEMS: ['GENRE'] } })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    expect((await recommend(asked)).itemList).toHaveLength(51);
  });

  test('rank a list of their own', async () => {
    const { solutionVersionArn } = await trained(site, 'ranking', 'aws-personalized-ranking');
    const ranking = await campaignOn(site, 'ranking', solutionVersionArn).catch((error: unknown) => error);
    // Exploration belongs to aws-user-personalization alone.
    expect(ranking).toMatchObject({ name: 'InvalidInputException' });
    const { campaignArn: plain } = await site.aws.personalize.createCampaign({
      name: 'ranking',
      solutionVersionArn,
    });
    const { personalizedRanking = [] } = await site.aws.runtime.getPersonalizedRanking({
      campaignArn: plain,
      userId: 'u1',
      inputList: ['i1', 'nobody', 'i2', 'i1', 'i3'],
    });
    expect(personalizedRanking).toHaveLength(4);
    expect(personalizedRanking.at(-1)).toMatchObject({ itemId: 'nobody', score: 0 });
    const sum = personalizedRanking.reduce((total, { score = NaN }) => total + score, 0);
    expect(Math.abs(sum - 1)).toBeLessThanOrEqual(4 * 5e-8);
    const refused = async (change: object): Promise<unknown> =>
      site.aws.runtime
        .getPersonalizedRanking({ campaignArn: plain, userId: 'u1', inputList: ['i1'], ...change })
        .then(
          () => null,
          (error: Error) => [error.name, error.message.replaceAll('\u00a0', ' ')],
        );
    expect(await refused({ inputList: Array.from({ length: 501 }, (_, i) => `i${i}`) })).toEqual([
      'InvalidInputException',
      'The list to put in order has 501 items.',
    ]);
    expect(await refused({ inputList: [] })).toEqual([
      'InvalidInputException',
      'The list to put in order is empty.',
    ]);
    expect(await refused({ campaignArn })).toEqual([
      'InvalidInputException',
      'aws-user-personalization makes lists of its own and puts no given one in order.',
    ]);
  });

  test('run a batch job from a registered file to a registered file', async () => {
    const { personalize, files, service } = site.aws;
    files.put('s3://shop/users.json', bytes('{"userId": "u1"}\n{"userId": 5}\n'));
    const request = {
      jobName: 'nightly',
      solutionVersionArn: solution.solutionVersionArn,
      numResults: 3,
      jobInput: { s3DataSource: { path: 's3://shop/users.json' } },
      jobOutput: { s3DataDestination: { path: 's3://shop/out/' } },
      roleArn,
    };
    const influenced = { ...request, batchInferenceJobConfig: { rankingInfluence: { FRESHNESS: 0.5 } } };
    await expect(personalize.createBatchInferenceJob(influenced)).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: /rankingInfluence/,
    });
    const { batchInferenceJobArn } = await personalize.createBatchInferenceJob(request);
    await waitFor(async () => {
      const { batchInferenceJob } = await personalize.describeBatchInferenceJob({ batchInferenceJobArn });
      return batchInferenceJob?.status;
    });
    const [first, second] = (
      (await (await service.readFile('s3://shop/out/users.json.out'))?.text()) ?? ''
    ).split('\n');
    expect(first).toMatch(
      /^\{"input":\{"userId":"u1"\},"output":\{"recommendedItems":\["[^\]]+"\],"scores":\[[^\]]+\]\},"error":null\}$/,
    );
    expect(JSON.parse(second)).toMatchObject({
      input: { userId: 5 },
      output: { recommendedItems: [] },
      error: expect.stringContaining('userId of line 2'),
    });
  });

  test('hear of a path where nothing is, by its name', async () => {
    const { personalize } = site.aws;
    const { datasetImportJobArn } = await personalize.createDatasetImportJob({
      jobName: 'lost',
      datasetArn: site.itemsArn,
      dataSource: { dataLocation: 's3://shop/nowhere.csv' },
      roleArn,
    });
    const read = async () =>
      (await personalize.describeDatasetImportJob({ datasetImportJobArn })).datasetImportJob;
    await waitFor(async () => (await read())?.status, 'CREATE FAILED');
    expect((await read())?.failureReason).toContain('s3://shop/nowhere.csv');
    // What was imported before is still there.
    expect((await recommend({ userId: 'u1', numResults: 3 })).itemList).toHaveLength(3);
  });

  test('describe and list what is there', async () => {
    const { personalize } = site.aws;
    const { datasetGroup } = await personalize.describeDatasetGroup({
      datasetGroupArn: site.datasetGroupArn,
    });
    expect(datasetGroup).toMatchObject({ name: 'shop', status: 'ACTIVE' });
    expect(datasetGroup?.creationDateTime).toBeInstanceOf(Date);
    const { datasets = [] } = await personalize.listDatasets({ datasetGroupArn: site.datasetGroupArn });
    expect(datasets.map(({ datasetType }) => datasetType)).toEqual(['INTERACTIONS', 'ITEMS']);
    // After an import too they are called what somebody called them.
    expect(datasets.map(({ name }) => name)).toEqual(['events', 'goods']);
    const { dataset } = await personalize.describeDataset({ datasetArn: site.itemsArn });
    expect(dataset?.name).toBe('goods');
    const { schemaArn } = dataset ?? {};
    const misnamed = {
      name: 'the goods',
      datasetGroupArn: site.datasetGroupArn,
      datasetType: 'Items',
      schemaArn,
    };
    await expect(personalize.createDataset(misnamed)).rejects.toBeInstanceOf(control.InvalidInputException);
    const { metrics } = await personalize.getSolutionMetrics({
      solutionVersionArn: solution.solutionVersionArn,
    });
    expect(metrics?.precision_at_5).toBeGreaterThan(0);
    const first = await personalize.listSolutions({ maxResults: 1 });
    expect(first.solutions).toHaveLength(1);
    const second = await personalize.listSolutions({ maxResults: 1, nextToken: first.nextToken });
    expect(second.solutions?.[0].name).not.toBe(first.solutions?.[0].name);
    await expect(personalize.listSolutions({ nextToken: 'x' })).rejects.toBeInstanceOf(
      control.InvalidNextTokenException,
    );
    const { recipes = [], nextToken } = await personalize.listRecipes();
    expect(recipes.map(({ name }) => name)).toContain('aws-user-personalization');
    const rest = await personalize.listRecipes({ nextToken });
    expect(rest.recipes).not.toHaveLength(0);
    expect(rest.nextToken).toBeUndefined();
  });

  test('are refused in the service’s own words', async () => {
    const { personalize } = site.aws;
    await expect(
      personalize.createCampaign({ name: 'home', solutionVersionArn: solution.solutionVersionArn }),
    ).rejects.toBeInstanceOf(control.ResourceAlreadyExistsException);
    await expect(
      personalize.describeCampaign({
        campaignArn: 'arn:aws:personalize:us-east-1:000000000000:campaign/none',
      }),
    ).rejects.toBeInstanceOf(control.ResourceNotFoundException);
    await expect(
      personalize.createFilter({
        name: 'bad',
        datasetGroupArn: site.datasetGroupArn,
        filterExpression: 'INCLUDE ItemID WHERE Items.GENR IN ("x")',
      }),
    ).rejects.toBeInstanceOf(control.InvalidInputException);
    await expect(
      personalize.createFilter({ name: 'none', datasetGroupArn: site.datasetGroupArn, filterExpression: '' }),
    ).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: /'filterExpression' failed to satisfy/,
    });
    await expect(recommend({ numResults: 3 })).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});

test('deletions in the wrong order are refused, in the right one they leave nothing', async () => {
  const site = await shop();
  const { personalize } = site.aws;
  const { solutionArn, solutionVersionArn } = await trained(site, 'popular', 'aws-popularity-count');
  const { campaignArn } = await personalize.createCampaign({ name: 'front', solutionVersionArn });
  const { eventTrackerArn } = await personalize.createEventTracker({
    name: 'clicks',
    datasetGroupArn: site.datasetGroupArn,
  });
  const inUse = control.ResourceInUseException;
  await expect(personalize.deleteSolution({ solutionArn })).rejects.toBeInstanceOf(inUse);
  await expect(
    personalize.deleteDatasetGroup({ datasetGroupArn: site.datasetGroupArn }),
  ).rejects.toBeInstanceOf(inUse);
  const { schemas = [] } = await personalize.listSchemas();
  await expect(personalize.deleteSchema({ schemaArn: schemas[0].schemaArn })).rejects.toBeInstanceOf(inUse);

  await personalize.deleteCampaign({ campaignArn });
  await personalize.deleteSolution({ solutionArn });
  await personalize.deleteEventTracker({ eventTrackerArn });
  await personalize.deleteDataset({ datasetArn: site.interactionsArn });
  await personalize.deleteDataset({ datasetArn: site.itemsArn });
  for (const { schemaArn } of schemas) await personalize.deleteSchema({ schemaArn });
  await personalize.deleteDatasetGroup({ datasetGroupArn: site.datasetGroupArn });
  expect((await personalize.listDatasetGroups()).datasetGroups).toEqual([]);
});
