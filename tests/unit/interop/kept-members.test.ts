import { beforeAll, describe, expect, test } from 'vitest';
import { nounOf } from '../../../src/domain/arn';
import type { JsonObject } from '../../../src/domain/errors';
import { fullProject, type FullProject } from '../../support/full-project';
import { localAws } from '../../support/local-aws';
import { askOnWire } from '../../support/wire';

const roleArn = 'arn:aws:iam::000000000000:role/service';
const kmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/1234';
const recipeArn = 'arn:aws:personalize:::recipe/aws-user-personalization';
const domain = 'ECOMMERCE';
const tags = [{ tagKey: 'team', tagValue: 'tea' }];

describe('what a resource was created with is described to the last member', () => {
  let made: FullProject;
  let arns: { readonly [kind: string]: string };
  beforeAll(async () => {
    made = await fullProject();
    const { state } = made.aws.project;
    const items = state.datasets.find(({ type }) => type === 'ITEMS');
    arns = {
      datasetGroupArn: made.datasetGroupArn,
      datasetArn: items?.arn ?? '',
      solutionVersionArn: state.solutionVersions[0].arn,
      filterArn: state.service?.filters[1].arn ?? '',
      solutionArn: state.service?.solutions[0].arn ?? '',
    };
  }, 60_000);

  const ask = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    const { error, body } = await askOnWire(made.aws.requestHandler, operation, input);
    if (error !== undefined) throw new Error(`${operation}: ${error} ${JSON.stringify(body.message)}`);
    return body;
  };

  test.each<[string, (arns: { readonly [member: string]: string }) => JsonObject]>([
    [
      'dataset-import-job',
      ({ datasetArn }) => ({
        jobName: 'all',
        datasetArn,
        dataSource: { dataLocation: 's3://shop/Items.csv' },
        roleArn,
        importMode: 'INCREMENTAL',
        publishAttributionMetricsToS3: false,
      }),
    ],
    [
      'dataset-export-job',
      ({ datasetArn }) => ({
        jobName: 'all',
        datasetArn,
        ingestionMode: 'ALL',
        roleArn,
        jobOutput: { s3DataDestination: { path: 's3://shop/out/', kmsKeyArn } },
      }),
    ],
    [
      'data-deletion-job',
      ({ datasetGroupArn }) => ({
        jobName: 'all',
        datasetGroupArn,
        dataSource: { dataLocation: 's3://shop/nobody.csv' },
        roleArn,
      }),
    ],
    [
      'solution',
      ({ datasetGroupArn }) => ({
        name: 'all',
        datasetGroupArn,
        recipeArn,
        performHPO: true,
        performAutoML: false,
        performAutoTraining: true,
        performIncrementalUpdate: true,
        eventType: 'purchase',
        solutionConfig: {
          eventValueThreshold: '0.5',
          hpoConfig: {
            hpoObjective: { type: 'Maximize', metricName: 'precision_at_5', metricRegex: '.*' },
            hpoResourceConfig: { maxNumberOfTrainingJobs: '4', maxParallelTrainingJobs: '2' },
            algorithmHyperParameterRanges: {
              integerHyperParameterRanges: [],
              continuousHyperParameterRanges: [],
              categoricalHyperParameterRanges: [{ name: 'recency_mask', values: ['true', 'false'] }],
            },
          },
          algorithmHyperParameters: { hidden_dimension: '32' },
          featureTransformationParameters: { min_user_history_length_percentile: '0.1' },
          trainingDataConfig: {
            excludedDatasetColumns: { USERS: ['AGE'] },
            includedDatasetColumns: { ITEMS: ['GENRE', 'TITLE'] },
          },
          autoTrainingConfig: { schedulingExpression: 'rate(3 days)' },
        },
      }),
    ],
    [
      'solution',
      ({ datasetGroupArn }) => ({
        name: 'weighed',
        datasetGroupArn,
        recipeArn,
        performAutoTraining: false,
        solutionConfig: {
          eventsConfig: {
            eventParametersList: [{ eventType: 'view', eventValueThreshold: 0.5, weight: 0.3 }],
          },
        },
      }),
    ],
    ['solution-version', ({ solutionArn }) => ({ name: 'third', solutionArn, trainingMode: 'FULL' })],
    [
      'campaign',
      ({ solutionVersionArn }) => ({
        name: 'all',
        solutionVersionArn,
        minProvisionedTPS: 3,
        campaignConfig: { enableMetadataWithRecommendations: true, syncWithLatestSolutionVersion: false },
      }),
    ],
    [
      'batch-inference-job',
      ({ solutionVersionArn, filterArn }) => ({
        jobName: 'all',
        solutionVersionArn,
        filterArn,
        numResults: 7,
        jobInput: { s3DataSource: { path: 's3://shop/in.json', kmsKeyArn } },
        jobOutput: { s3DataDestination: { path: 's3://shop/out/', kmsKeyArn } },
        roleArn,
        batchInferenceJobMode: 'BATCH_INFERENCE',
      }),
    ],
    [
      'filter',
      ({ datasetGroupArn }) => ({
        name: 'all',
        datasetGroupArn,
        filterExpression: 'INCLUDE ItemID WHERE Items.PRICE < 5',
      }),
    ],
  ])('%s', async (kind, inputFor) => {
    const input = inputFor(arns);
    const noun = nounOf(kind);
    const member = noun.charAt(0).toLowerCase() + noun.slice(1);
    const { [`${member}Arn`]: arn } = await ask(`Create${noun}`, { ...input, tags });
    const described = await ask(`Describe${noun}`, { [`${member}Arn`]: arn });
    expect(described[member]).toMatchObject(input);
    expect(await ask('ListTagsForResource', { resourceArn: arn })).toEqual({ tags });
    await made.aws.service.idle();
  });

  test('a metric attribution, as it is made and changed', async () => {
    const { metricAttribution } = made.aws.project.state.service ?? {};
    await ask('DeleteMetricAttribution', { metricAttributionArn: metricAttribution?.arn ?? '' });
    const metricsOutputConfig = { roleArn, s3DataDestination: { path: 's3://shop/worth', kmsKeyArn } };
    const { metricAttributionArn } = await ask('CreateMetricAttribution', {
      name: 'all',
      datasetGroupArn: made.datasetGroupArn,
      metrics: [{ metricName: 'prices', eventType: 'click', expression: 'SUM(Items.PRICE)' }],
      metricsOutputConfig,
    });
    const described = async () =>
      (await ask('DescribeMetricAttribution', { metricAttributionArn })).metricAttribution;
    expect(await described()).toMatchObject({ metricsOutputConfig });
    const other = { roleArn: `${roleArn}-2`, s3DataDestination: { path: 's3://shop/other', kmsKeyArn } };
    await ask('UpdateMetricAttribution', { metricAttributionArn, metricsOutputConfig: other });
    expect(await described()).toMatchObject({ metricsOutputConfig: other });
  });

  test('a solution that is changed says what was changed', async () => {
    const { solutionArn } = arns;
    const change = {
      performAutoTraining: true,
      performIncrementalUpdate: false,
      solutionUpdateConfig: { autoTrainingConfig: { schedulingExpression: 'rate(2 days)' } },
    };
    await ask('UpdateSolution', { solutionArn, ...change });
    const { solution } = await ask('DescribeSolution', { solutionArn });
    expect(solution).toMatchObject({
      performAutoTraining: true,
      performIncrementalUpdate: false,
      latestSolutionUpdate: change,
    });
  });

  test('what would have no effect is refused and says which member it is', async () => {
    const { solutionVersionArn, datasetArn } = arns;
    for (const [operation, input, member] of [
      [
        'CreateDatasetImportJob',
        {
          jobName: 'none',
          datasetArn,
          dataSource: { dataLocation: 's3://a/b' },
          publishAttributionMetricsToS3: true,
        },
        'publishAttributionMetricsToS3',
      ],
      [
        'CreateCampaign',
        { name: 'none', solutionVersionArn, campaignConfig: { rankingInfluence: { POPULARITY: 0.5 } } },
        'rankingInfluence',
      ],
    ] as const) {
      const { error, body } = await askOnWire(made.aws.requestHandler, operation, input);
      expect([error, body.message]).toEqual(['InvalidInputException', expect.stringContaining(member)]);
    }
  });
});

test('a dataset group says all it was made with', async () => {
  const empty = await localAws();
  const group = { name: 'all', roleArn, kmsKeyArn, domain };
  const { body } = await askOnWire(empty.requestHandler, 'CreateDatasetGroup', { ...group, tags });
  const described = await askOnWire(empty.requestHandler, 'DescribeDatasetGroup', {
    datasetGroupArn: body.datasetGroupArn,
  });
  expect(described.body.datasetGroup).toMatchObject(group);
});
