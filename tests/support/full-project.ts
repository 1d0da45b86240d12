import type { JsonObject } from '../../src/domain/errors';
import { localAws, type LocalAws } from './local-aws';
import { smallInteractions } from './scripted-recipe';
import { avroSchema } from './avro-schema';

const SCHEMAS = {
  Interactions: [
    'USER_ID',
    'ITEM_ID',
    'TIMESTAMP',
    'EVENT_TYPE',
    { name: 'DEVICE', type: ['string', 'null'], categorical: true },
    { name: 'IMPRESSION', type: ['string', 'null'] },
  ],
  Items: [
    'ITEM_ID',
    { name: 'GENRE', type: ['null', 'string'], categorical: true },
    { name: 'TITLE', type: ['string', 'null'] },
    { name: 'ABOUT', type: ['string', 'null'], textual: true },
    { name: 'PRICE', type: ['double', 'null'] },
    { name: 'NEW', type: ['boolean', 'null'] },
  ],
  Users: ['USER_ID', { name: 'AGE', type: ['int', 'null'] }],
} as const;

const interactionsCsv = (): string => {
  const [, ...lines] = smallInteractions(40, 60, 30).trimEnd().split('\n');
  const rows = lines.map((line, i) => `${line},${i % 3 ? 'tv|phone' : ''},${i % 5 ? '' : 'i1|i2|i3'}`);
  return ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,DEVICE,IMPRESSION', ...rows].join('\n');
};
/** Cells that a careless writer of CSV would lose: quotes, line breaks, blanks, formulas, fractions. */
const itemsCsv = (): string =>
  [
    'ITEM_ID,GENRE,TITLE,ABOUT,PRICE,NEW',
    ...Array.from({ length: 60 }, (_, i) =>
      [
        `i${i}`,
        i % 2 ? 'Tea|Pots' : 'Cups',
        i === 3 ? '"=1+1, ""quoted"""' : `" A title, ${i} "`,
        i % 4 ? `"line one\nline ${i} é 茶"` : '',
        i % 3 ? String(i / 10) : '',
        ['true', 'false', ''][i % 3],
      ].join(','),
    ),
  ].join('\n');
const usersCsv = (): string =>
  ['USER_ID,AGE', ...Array.from({ length: 30 }, (_, i) => `u${i + 20},${i % 4 ? i + 20 : ''}`)].join('\n');

export interface FullProject {
  readonly aws: LocalAws;
  readonly datasetGroupArn: string;
}

/**
 * A project with some of everything: three datasets with awkward cells, rows put over them, filters, a tuned and a plain
 * solution, two campaigns and an event tracker.
 */
export async function fullProject(): Promise<FullProject> {
  const aws = await localAws();
  const call = async (operation: string, input: object): Promise<JsonObject> =>
    aws.service.invoke(operation, JSON.parse(JSON.stringify(input)) as JsonObject);
  const { datasetGroupArn } = await call('CreateDatasetGroup', { name: 'shop' });
  const texts = { Interactions: interactionsCsv(), Items: itemsCsv(), Users: usersCsv() };
  const arns: { [type: string]: unknown } = {};
  for (const type of ['Interactions', 'Items', 'Users'] as const) {
    const schema = JSON.stringify(avroSchema(type, SCHEMAS[type]));
    const { schemaArn } = await call('CreateSchema', { name: `shop-${type}`, schema });
    const { datasetArn } = await call('CreateDataset', {
      name: type,
      datasetGroupArn,
      datasetType: type,
      schemaArn,
    });
    arns[type] = datasetArn;
    const dataLocation = `s3://shop/${type}.csv`;
    aws.files.put(dataLocation, new Blob([texts[type]]));
    await call('CreateDatasetImportJob', { jobName: type, datasetArn, dataSource: { dataLocation } });
  }
  await aws.service.idle();
  await call('CreateFilter', {
    name: 'pots',
    tags: [{ tagKey: 'team', tagValue: 'tea' }],
    datasetGroupArn,
    filterExpression: 'INCLUDE ItemID WHERE Items.GENRE IN ($GENRE)',
  });
  await call('CreateFilter', {
    name: 'bought',
    datasetGroupArn,
    filterExpression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("purchase")',
  });
  const { trackingId } = await call('CreateEventTracker', { name: 'clicks', datasetGroupArn });
  await call('CreateMetricAttribution', {
    name: 'worth',
    datasetGroupArn,
    metrics: [{ metricName: 'prices', eventType: 'click', expression: 'SUM(Items.PRICE)' }],
    metricsOutputConfig: {
      roleArn: 'arn:aws:iam::1:role/any',
      s3DataDestination: { path: 's3://shop/worth' },
    },
  });
  await putSome(call, String(trackingId), arns);
  await trainSome(call, aws, datasetGroupArn);
  return { aws, datasetGroupArn: String(datasetGroupArn) };
}

type Call = (operation: string, input: object) => Promise<JsonObject>;

async function putSome(call: Call, trackingId: string, arns: { [type: string]: unknown }): Promise<void> {
  const event = { eventType: 'click', itemId: 'i7', sentAt: 1_700_000_500, properties: '{"device":"tv"}' };
  await call('PutEvents', { trackingId, sessionId: 's1', eventList: [event] });
  await call('PutEvents', {
    trackingId,
    userId: 'newcomer',
    sessionId: 's1',
    eventList: [{ ...event, itemId: 'i-new', sentAt: 1_700_000_600, impression: ['i1', 'i2'] }],
  });
  // An exact copy of an imported row, which the service keeps once: the first line of user 0.
  const copy = { eventType: 'purchase', itemId: 'i0', sentAt: 1_700_000_000, impression: ['i1', 'i2', 'i3'] };
  await call('PutEvents', { trackingId, userId: 'u0', sessionId: 's2', eventList: [copy] });
  await call('PutItems', {
    datasetArn: arns.Items,
    items: [
      { itemId: 'i5', properties: '{"genre":"Pots|Sale","price":3.3}' },
      { itemId: 'i-new', properties: '{"title":"Brand new"}' },
    ],
  });
  await call('PutUsers', {
    datasetArn: arns.Users,
    users: [{ userId: 'newcomer', properties: '{"age":33}' }],
  });
}

async function trainSome(call: Call, aws: LocalAws, datasetGroupArn: unknown): Promise<void> {
  const solution = async (input: object): Promise<unknown> => {
    const { solutionArn } = await call('CreateSolution', { datasetGroupArn, ...input });
    const { solutionVersionArn } = await call('CreateSolutionVersion', { solutionArn });
    await aws.service.idle();
    return solutionVersionArn;
  };
  await solution({
    name: 'alike',
    recipeArn: 'arn:aws:personalize:::recipe/aws-sims',
    performHPO: true,
    performAutoTraining: false,
    solutionConfig: {
      hpoConfig: {
        hpoResourceConfig: { maxNumberOfTrainingJobs: '2', maxParallelTrainingJobs: '1' },
        algorithmHyperParameterRanges: {
          integerHyperParameterRanges: [],
          categoricalHyperParameterRanges: [],
          continuousHyperParameterRanges: [{ name: 'popularity_discount_factor', minValue: 0, maxValue: 1 }],
        },
      },
      algorithmHyperParameters: { min_cointeraction_count: '2' },
    },
  });
  const solutionVersionArn = await solution({
    name: 'popular',
    recipeArn: 'arn:aws:personalize:::recipe/aws-popularity-count',
    eventType: 'view',
    performAutoTraining: true,
    solutionConfig: { autoTrainingConfig: { schedulingExpression: 'rate(7 days)' } },
  });
  await call('CreateCampaign', { name: 'front', solutionVersionArn, minProvisionedTPS: 2 });
  await call('CreateCampaign', {
    name: 'newest',
    solutionVersionArn: `${String(solutionVersionArn).replace(/\/[^/]*$/, '')}/$LATEST`,
    campaignConfig: { syncWithLatestSolutionVersion: true },
  });
}
