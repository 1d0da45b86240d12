import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/errors';
import { fullProject, type FullProject } from '../../support/full-project';
import { localAws } from '../../support/local-aws';
import { askOnWire } from '../../support/wire';

const ARN = 'arn:aws:personalize:us-east-1:000000000000:';
const fields = (...names: readonly string[]) =>
  names.map((name) => ({ name, type: name === 'TIMESTAMP' ? 'long' : 'string' }));
const schemaOf = (names: readonly string[], version: unknown = '1.0'): string =>
  JSON.stringify({ type: 'record', name: 'Interactions', namespace: 'n', fields: fields(...names), version });

describe('answers have the form that the service’s were recorded in', () => {
  let made: FullProject;
  beforeAll(async () => {
    made = await fullProject();
  }, 60_000);
  const ask = async (operation: string, input: JsonObject): Promise<JsonObject> =>
    (await askOnWire(made.aws.requestHandler, operation, input)).body;

  test('ids put together by hand name what is there', async () => {
    for (const [kind, name] of [
      ['DatasetGroup', 'dataset-group/shop'],
      ['Dataset', 'dataset/shop/INTERACTIONS'],
      ['Schema', 'schema/shop-Items'],
      ['Solution', 'solution/alike'],
      ['Campaign', 'campaign/front'],
      ['Filter', 'filter/pots'],
    ]) {
      const member = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
      const described = await ask(`Describe${kind}`, { [`${member}Arn`]: ARN + name });
      expect(described[member]).toMatchObject({ [`${member}Arn`]: ARN + name });
    }
  });

  test('campaigns are listed by their solution, and by the id of a version', async () => {
    const listed = async (solutionArn: string): Promise<string[]> =>
      ((await ask('ListCampaigns', { solutionArn })).campaigns as { name: string }[]).map(({ name }) => name);
    for (const { arn, solution } of made.aws.project.state.solutionVersions) {
      const { campaigns } = made.aws.project.state.service ?? { campaigns: [] };
      const own = campaigns.filter(({ solutionVersionArn }) => solutionVersionArn === arn);
      expect(await listed(arn)).toEqual(own.map(({ name }) => name));
      expect(await listed(`${ARN}solution/${solution}`)).toEqual(expect.arrayContaining(await listed(arn)));
    }
    expect(await listed(`${ARN}solution/popular`)).not.toEqual([]);
  });

  test('a list of what belongs to something that is not there is empty, but for versions', async () => {
    const datasetGroupArn = `${ARN}dataset-group/none`;
    for (const [operation, input] of [
      ['ListDatasets', { datasetGroupArn }],
      ['ListSolutions', { datasetGroupArn }],
      ['ListFilters', { datasetGroupArn }],
      ['ListEventTrackers', { datasetGroupArn }],
      ['ListRecommenders', { datasetGroupArn }],
      ['ListMetricAttributions', { datasetGroupArn }],
      ['ListDataDeletionJobs', { datasetGroupArn }],
      ['ListCampaigns', { solutionArn: `${ARN}solution/none` }],
      ['ListMetricAttributionMetrics', { metricAttributionArn: `${ARN}metric-attribution/none` }],
    ] as const) {
      const { status, body } = await askOnWire(made.aws.requestHandler, operation, input);
      expect([operation, status, Object.values(body)]).toEqual([operation, 200, [[]]]);
    }
    const versions = await askOnWire(made.aws.requestHandler, 'ListSolutionVersions', {
      solutionArn: `${ARN}solution/none`,
    });
    expect(versions.error).toBe('ResourceNotFoundException');
  });

  /** The message of what is refused. */
  const refused = async (operation: string, input: JsonObject) =>
    (await askOnWire(made.aws.requestHandler, operation, input)).body.message;

  test('what is not there, or there already, is said in the service’s words', async () => {
    const group = `${ARN}dataset-group/none`;
    expect(await refused('DeleteDatasetGroup', { datasetGroupArn: group })).toBe(
      `The given dataset group does not exist: ${group}`,
    );
    const schema = schemaOf(['USER_ID', 'ITEM_ID', 'TIMESTAMP']);
    expect(await refused('CreateSchema', { name: 'shop-Items', schema })).toBe(
      `Another resource with Arn ${ARN}schema/shop-Items already exists.`,
    );
    const { datasetGroupArn } = made;
    const filterExpression = 'INCLUDE ItemID WHERE Items.PRICE < 5';
    expect(await refused('CreateFilter', { name: 'pots', datasetGroupArn, filterExpression })).toBe(
      `Another resource with Arn ${ARN}filter/pots already exists.`,
    );
  });

  test('an event tracker says whose it is, and a recipe nothing that the models do not know', async () => {
    const { eventTrackers } = await ask('ListEventTrackers', {});
    const [{ eventTrackerArn }] = eventTrackers as { eventTrackerArn: string }[];
    expect((await ask('DescribeEventTracker', { eventTrackerArn })).eventTracker).toMatchObject({
      accountId: '000000000000',
    });
    const recipeArn = 'arn:aws:personalize:::recipe/aws-vod-top-picks';
    expect((await ask('DescribeRecipe', { recipeArn })).recipe).not.toHaveProperty('domain');
  });

  test('a schema is told letter by letter as it was given', async () => {
    const schema = `\n${JSON.stringify(JSON.parse(schemaOf(['USER_ID', 'ITEM_ID', 'TIMESTAMP'])), null, 3)} `;
    const { schemaArn } = await ask('CreateSchema', { name: 'spaced', schema });
    expect((await ask('DescribeSchema', { schemaArn })).schema).toMatchObject({ schema });
  });

  test('a recipe, and a recommender, that is not there is not found', async () => {
    const { datasetGroupArn } = made;
    const recipeArn = 'arn:aws:personalize:::recipe/aws-nothing';
    expect(await refused('CreateSolution', { name: 'new', datasetGroupArn, recipeArn })).toBe(
      `The given recipe does not exist: ${recipeArn}`,
    );
    const [{ campaignArn }] = (await ask('ListCampaigns', {})).campaigns as { campaignArn: string }[];
    expect(await refused('GetRecommendations', { recommenderArn: campaignArn, userId: 'u1' })).toBe(
      `The given recommender does not exist: ${campaignArn}`,
    );
  });

  test('what is refused for having no effect says why', async () => {
    const { datasets } = await ask('ListDatasets', {});
    const [{ datasetArn }] = datasets as { datasetArn: string }[];
    const input = {
      jobName: 'published',
      datasetArn,
      dataSource: { dataLocation: 's3://a/b' },
      roleArn: 'arn:aws:iam::000000000000:role/any',
      publishAttributionMetricsToS3: true,
    };
    expect(await refused('CreateDatasetImportJob', input)).toMatch(/publishAttributionMetricsToS3.*events/);
  });

  test('an empty id names nobody, as no id does', async () => {
    const { campaigns } = await ask('ListCampaigns', {});
    const [{ campaignArn }] = campaigns as { campaignArn: string }[];
    const asked = { campaignArn, userId: '', itemId: 'i1' };
    const listed = await askOnWire(made.aws.requestHandler, 'GetRecommendations', asked);
    expect([listed.status, listed.error]).toEqual([200, undefined]);
  });

  test('no solution is listed that nobody has made', async () => {
    const { solutions } = await ask('ListSolutions', {});
    expect(solutions).toMatchObject([{ name: 'alike' }, { name: 'popular' }]);
  });

  test('a version is called after its id, its metrics have four decimals, and a plain configuration is empty', async () => {
    const [{ arn: solutionVersionArn }] = made.aws.project.state.solutionVersions;
    const { solutionVersion } = await ask('DescribeSolutionVersion', { solutionVersionArn });
    expect(solutionVersion).toMatchObject({ name: solutionVersionArn.slice(`${ARN}solution/`.length) });
    const { metrics } = await ask('GetSolutionMetrics', { solutionVersionArn });
    const values = Object.values(metrics as { [name: string]: number });
    expect(values.length).toBeGreaterThan(5);
    expect(values).toEqual(values.map((value) => Number(value.toFixed(4))));
    const { solutionArn } = await ask('CreateSolution', {
      name: 'plain',
      datasetGroupArn: made.datasetGroupArn,
      recipeArn: 'arn:aws:personalize:::recipe/aws-sims',
    });
    expect((await ask('DescribeSolution', { solutionArn })).solution).toMatchObject({ solutionConfig: {} });
  });

  test('recipes come by name in pages, which a domain leaves all others out of', async () => {
    const names = ({ recipes }: JsonObject): string[] =>
      (recipes as { name: string }[]).map(({ name }) => name);
    const first = await ask('ListRecipes', {});
    const second = await ask('ListRecipes', { nextToken: first.nextToken });
    const all = [...names(first), ...names(second)];
    expect(all).toEqual(all.toSorted());
    expect(second).not.toHaveProperty('nextToken');
    const domain = 'VIDEO_ON_DEMAND';
    const begins = await ask('ListRecipes', { domain });
    const goesOn = await ask('ListRecipes', { domain, nextToken: begins.nextToken });
    const ofDomain = all.filter((name) => name.startsWith('aws-vod-'));
    expect(names(begins).length).toBeLessThan(ofDomain.length);
    expect([...names(begins), ...names(goesOn)]).toEqual(ofDomain);
    expect(names(await ask('ListRecipes', { domain: 'ECOMMERCE' }))).toEqual(
      all.filter((name) => name.startsWith('aws-ecomm-')),
    );
  });

  test('a recipe names its algorithm and its transformation, and both are described', async () => {
    const recipeArn = 'arn:aws:personalize:::recipe/aws-user-personalization';
    const { recipe } = await ask('DescribeRecipe', { recipeArn });
    expect(recipe).toMatchObject({
      algorithmArn: 'arn:aws:personalize:::algorithm/aws-user-personalization',
      featureTransformationArn: 'arn:aws:personalize:::feature-transformation/aws-user-personalization',
      description: 'Predicts the items that a user will choose next.',
    });
    const { algorithmArn, featureTransformationArn } = recipe as { [member: string]: string };
    const { algorithm } = await ask('DescribeAlgorithm', { algorithmArn });
    expect(algorithm).toMatchObject({
      algorithmArn,
      defaultHyperParameters: { hidden_dimension: expect.any(String) as string },
    });
    const { featureTransformation } = await ask('DescribeFeatureTransformation', {
      featureTransformationArn,
    });
    expect(featureTransformation).toMatchObject({
      featureTransformationArn,
      status: 'ACTIVE',
      defaultParameters: { max_user_history_length_percentile: expect.any(String) as string },
    });
    const none = await askOnWire(made.aws.requestHandler, 'DescribeAlgorithm', {
      algorithmArn: `${ARN}algorithm/x`,
    });
    expect(none.error).toBe('ResourceNotFoundException');
  });
});

test('schemas that say the same are told apart, and a dataset says which it was given, and when another', async () => {
  const { requestHandler, service } = await localAws();
  const ask = async (operation: string, input: JsonObject): Promise<JsonObject> =>
    (await askOnWire(requestHandler, operation, input)).body;
  const { datasetGroupArn } = await ask('CreateDatasetGroup', { name: 'shop' });
  const schema = schemaOf(['USER_ID', 'ITEM_ID', 'TIMESTAMP'], 1);
  const { schemaArn: first } = await ask('CreateSchema', { name: 'first', schema });
  const { schemaArn: twin } = await ask('CreateSchema', { name: 'twin', schema });
  const dataset = { name: 'events', datasetGroupArn, datasetType: 'Interactions', schemaArn: twin };
  const { datasetArn } = await ask('CreateDataset', dataset);
  const described = async () => (await ask('DescribeDataset', { datasetArn })).dataset as JsonObject;
  expect(await described()).toMatchObject({ schemaArn: twin, datasetType: 'INTERACTIONS' });
  expect(await ask('DeleteSchema', { schemaArn: first })).toEqual({});
  const refused = await askOnWire(requestHandler, 'DeleteSchema', { schemaArn: twin });
  expect(refused.error).toBe('ResourceInUseException');
  const { schemaArn: wider } = await ask('CreateSchema', {
    name: 'wider',
    schema: schemaOf(['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'SESSION_ID']),
  });
  expect(await described()).not.toHaveProperty('latestDatasetUpdate');
  await ask('UpdateDataset', { datasetArn, schemaArn: wider });
  expect(await described()).toMatchObject({
    schemaArn: wider,
    latestDatasetUpdate: { schemaArn: wider, status: 'ACTIVE' },
  });
  // The session is said beside the properties, where the schema wants it.
  const { trackingId } = await ask('CreateEventTracker', { name: 'clicks', datasetGroupArn });
  const eventList = [{ eventType: 'click', itemId: 'i1', sentAt: 1_700_000_000 }];
  const put = await askOnWire(requestHandler, 'PutEvents', {
    trackingId,
    userId: 'u',
    sessionId: 's1',
    eventList,
  });
  expect([put.status, put.body]).toEqual([200, {}]);
  await service.idle();
});

test('items whose year is empty, or no number, do not keep the others out', async () => {
  const { requestHandler, files, service, project } = await localAws('aws');
  const ask = async (operation: string, input: JsonObject): Promise<JsonObject> =>
    (await askOnWire(requestHandler, operation, input)).body;
  const { datasetGroupArn } = await ask('CreateDatasetGroup', { name: 'films' });
  const importOf = async (jobName: string, csv: string): Promise<unknown> => {
    files.put(`s3://films/${jobName}.csv`, new Blob([csv]));
    const dataSource = { dataLocation: `s3://films/${jobName}.csv` };
    const roleArn = 'arn:aws:iam::000000000000:role/any';
    const { datasetImportJobArn } = await ask('CreateDatasetImportJob', {
      jobName,
      datasetArn,
      dataSource,
      roleArn,
    });
    await service.idle();
    const { datasetImportJob } = await ask('DescribeDatasetImportJob', { datasetImportJobArn });
    return (datasetImportJob as JsonObject).status;
  };
  const schema = JSON.stringify({
    type: 'record',
    name: 'Items',
    namespace: 'n',
    fields: [
      ...fields('ITEM_ID'),
      { name: 'YEAR', type: 'int' },
      { name: 'CREATION_TIMESTAMP', type: 'long' },
    ],
    version: '1.0',
  });
  const { schemaArn } = await ask('CreateSchema', { name: 'films', schema });
  const asked = { name: 'films', datasetGroupArn, schemaArn, datasetType: 'Items' };
  const { datasetArn } = await ask('CreateDataset', asked);
  const head = 'ITEM_ID,YEAR,CREATION_TIMESTAMP';
  const rows = ['toy,1995,1600000000', 'moonlight,,1600000000', 'notebook,2006–2007,1600000000'];
  expect(await importOf('years', [head, ...rows].join('\n'))).toBe('ACTIVE');
  const { tables } = await project.data.index();
  const ids = Array.from(tables.items?.entityIdx ?? [], (item) => tables.itemIds[item]);
  expect(ids).toEqual(['toy', 'moonlight']);
  const year = tables.items?.columns.find(({ name }) => name === 'YEAR');
  expect(year).toMatchObject({ values: Float32Array.of(1995, 0), nulls: Uint8Array.of(0b10) });
  expect(await importOf('times', [head, 'toy,1995,'].join('\n'))).toBe('CREATE FAILED');
});
