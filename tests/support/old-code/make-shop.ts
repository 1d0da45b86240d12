import { namedArn } from '../../../src/domain/names';
import type { OldStudio, State } from './old-studio';
import { interactionsCsv, itemsCsv, usersCsv } from './shop-files';
import { specOf } from '../trained-version';

type Request = Parameters<OldStudio['train']>[0];
type Spec = Request & Required<Pick<Request, 'recipe'>>;

const DAY_SEC = 86_400;
export const arnOf = namedArn;

/** Filters of every form, by name. `genres` and `dear` take values. */
const FILTERS: { readonly [name: string]: string } = {
  genres: 'INCLUDE ItemID WHERE Items.GENRE IN ($GENRES)',
  dear: 'INCLUDE ItemID WHERE Items.PRICE > $LEAST AND Items.GENRE NOT IN ("horror")',
  bought: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("purchase", "click")',
  young: 'EXCLUDE ItemID WHERE Items.GENRE IN ("western") IF CurrentUser.AGE < 30',
  either:
    'INCLUDE ItemID WHERE Items.GENRE IN ("drama") OR Items.PRICE < 9 | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
  alike: 'INCLUDE ItemID WHERE Items.GENRE IN CurrentItem.GENRE',
  refused: 'INCLUDE ItemID WHERE Items.GENRE IN (CurrentItem.GENRE)',
  french: 'INCLUDE UserID WHERE Users.COUNTRY IN ("FR") OR Users.AGE > 50',
};

const NETWORK = { hidden_dimension: '32' };
const EVENTS = [
  { eventType: 'view', weight: 0.2 },
  { eventType: 'click', weight: 0.5 },
  { eventType: 'purchase', weight: 1, eventValueThreshold: 2 },
];

const spec = (name: string, recipe: Spec['recipe'], change: Partial<Spec> = {}): Spec =>
  specOf(recipe, { name, ...change });

/** Every recipe there is, and with it each thing that a solution can ask for; epochs beyond two are left out. */
export const SPECS: readonly Spec[] = [
  spec('popular', 'aws-popularity-count'),
  spec('weighed', 'aws-popularity-count', { eventsConfig: { eventParametersList: EVENTS } }),
  spec('trending', 'aws-trending-now'),
  spec('sims', 'aws-sims', { algorithmHyperParameters: { min_cointeraction_count: '2' } }),
  spec('similar', 'aws-similar-items'),
  spec('for-you', 'aws-user-personalization', { eventsConfig: { eventParametersList: EVENTS } }),
  spec('ranking', 'aws-personalized-ranking', {
    optimizationObjective: { itemAttribute: 'PRICE', objectiveSensitivity: 'MEDIUM' },
  }),
  spec('hrnn', 'aws-hrnn', { algorithmHyperParameters: NETWORK, eventType: 'view' }),
  spec('hrnn-metadata', 'aws-hrnn-metadata', {
    algorithmHyperParameters: NETWORK,
    trainingDataConfig: { excludedDatasetColumns: { Items: ['PRICE'] } },
  }),
  spec('hrnn-coldstart', 'aws-hrnn-coldstart', {
    algorithmHyperParameters: NETWORK,
    featureTransformationParameters: { cold_start_max_duration: '2000', cold_start_max_interactions: '22' },
  }),
  spec('for-you-v2', 'aws-user-personalization-v2'),
  spec('ranking-v2', 'aws-personalized-ranking-v2'),
  spec('affinity', 'aws-item-affinity'),
  spec('attributes', 'aws-item-attribute-affinity'),
];
export const MOST_EPOCHS = 2;

/** The version that a solution has first. */
export function versionOf({ solutionVersions }: State, solution: string): string {
  const version = solutionVersions.find((each) => each.solution === solution);
  if (version === undefined) throw new RangeError(`no version of ${solution}`);
  return version.arn;
}

/** Imports the shop and puts some of everything over it, but for what is trained. */
export async function makeShop(at: OldStudio): Promise<void> {
  const files = { 'interactions.csv': interactionsCsv(), 'items.csv': itemsCsv(), 'users.csv': usersCsv() };
  await at.importFiles(files, 'shop', { profile: 'relaxed' });
  const datasetGroupArn = at.groupArn;
  for (const [name, filterExpression] of Object.entries(FILTERS))
    await at.invoke('CreateFilter', {
      name,
      datasetGroupArn,
      filterExpression,
      ...(name === 'genres' ? { tags: [{ tagKey: 'team', tagValue: 'front' }] } : {}),
    });
  at.wait(60);
  await at.invoke('CreateSchema', {
    name: 'spare',
    schema: JSON.stringify({
      type: 'record',
      name: 'Users',
      namespace: 'com.amazonaws.personalize.schema',
      fields: [
        { name: 'USER_ID', type: 'string' },
        { name: 'AGE', type: ['int', 'null'] },
      ],
      version: '1.0',
    }),
  });
  const { trackingId } = await at.invoke('CreateEventTracker', { name: 'clicks', datasetGroupArn });
  await at.invoke('CreateMetricAttribution', {
    name: 'worth',
    datasetGroupArn,
    metrics: [
      { metricName: 'prices', eventType: 'click', expression: 'SUM(Items.PRICE)' },
      { metricName: 'clicks', eventType: 'click', expression: 'SAMPLECOUNT()' },
    ],
    metricsOutputConfig: {
      s3DataDestination: { path: 's3://shop/worth' },
      roleArn: 'arn:aws:iam::1:role/any',
    },
  });
  at.wait(60);
  await putSome(at, trackingId);
  const users = at.state.datasets.find(({ type }) => type === 'USERS');
  at.studio.registerFile('s3://shop/more-users.csv', new Blob(['USER_ID,AGE,COUNTRY\nu1,44,JP\nu70,,DE\n']));
  await at.invoke('CreateDatasetImportJob', {
    jobName: 'more-users',
    datasetArn: users?.arn,
    importMode: 'INCREMENTAL',
    dataSource: { dataLocation: 's3://shop/more-users.csv' },
  });
  at.studio.registerFile('s3://shop/leave.csv', new Blob(['USER_ID\nu60\nu61\nnobody\n']));
  await at.invoke('CreateDataDeletionJob', {
    jobName: 'leave',
    datasetGroupArn,
    dataSource: { dataLocation: 's3://shop/leave.csv' },
  });
  at.wait(DAY_SEC);
}

async function putSome(at: OldStudio, trackingId: unknown): Promise<void> {
  const event = { eventType: 'click', itemId: 'i7', sentAt: 1_702_000_500, properties: '{"device":"tv"}' };
  await at.invoke('PutEvents', { trackingId, sessionId: 's1', eventList: [event] });
  await at.invoke('PutEvents', {
    trackingId,
    userId: 'newcomer',
    sessionId: 's1',
    eventList: [
      { ...event, itemId: 'i-new', sentAt: 1_702_000_600, eventValue: 4.5, impression: ['i1', 'i2'] },
    ],
  });
  const items = at.state.datasets.find(({ type }) => type === 'ITEMS');
  await at.invoke('PutItems', { datasetArn: items?.arn, items: [{ itemId: 'i-poor', properties: '{}' }] });
  await at.invoke('PutItems', {
    datasetArn: items?.arn,
    items: [
      {
        itemId: 'i5',
        properties: '{"genre":"drama|western","title":"Five","price":3.3,"creationTimestamp":1699000000}',
      },
      {
        itemId: 'i-new',
        properties: '{"title":"Brand new","genre":"comedy","price":12,"creationTimestamp":1701000000}',
      },
    ],
  });
  const users = at.state.datasets.find(({ type }) => type === 'USERS');
  await at.invoke('PutUsers', {
    datasetArn: users?.arn,
    users: [{ userId: 'newcomer', properties: '{"age":33,"country":"FR"}' }],
  });
}

/** Trains everything, serves it, and lets batch jobs run over it. */
export async function trainShop(at: OldStudio): Promise<void> {
  for (const each of SPECS) {
    await at.note(`train ${each.name}`, async () => at.train(each, MOST_EPOCHS));
    at.wait(600);
  }
  const datasetGroupArn = at.groupArn;
  await at.invoke('CreateSolution', {
    name: 'alike',
    datasetGroupArn,
    recipeArn: 'arn:aws:personalize:::recipe/aws-sims',
    performHPO: true,
    performAutoTraining: true,
    solutionConfig: {
      autoTrainingConfig: { schedulingExpression: 'rate(7 days)' },
      hpoConfig: {
        hpoResourceConfig: { maxNumberOfTrainingJobs: '2', maxParallelTrainingJobs: '1' },
        algorithmHyperParameterRanges: {
          integerHyperParameterRanges: [],
          categoricalHyperParameterRanges: [],
          continuousHyperParameterRanges: [{ name: 'popularity_discount_factor', minValue: 0, maxValue: 1 }],
        },
      },
    },
  });
  await at.invoke('CreateSolutionVersion', { solutionArn: arnOf('solution', 'alike'), name: 'first' });
  at.wait(600);
  await serve(at);
  await runBatchJobs(at, '');
  const items = at.state.datasets.find(({ type }) => type === 'ITEMS');
  await at.invoke('CreateDatasetExportJob', {
    jobName: 'all-items',
    datasetArn: items?.arn,
    ingestionMode: 'ALL',
    jobOutput: { s3DataDestination: { path: 's3://shop/out' } },
  });
  at.wait(600);
}

async function serve(at: OldStudio): Promise<void> {
  for (const { name, recipe } of SPECS) {
    if (recipe.includes('affinity')) continue;
    const exploring = { itemExplorationConfig: { explorationWeight: '0.4', explorationItemAgeCutOff: '20' } };
    await at.invoke('CreateCampaign', {
      name,
      solutionVersionArn: versionOf(at.state, name),
      minProvisionedTPS: name.length,
      ...(recipe === 'aws-user-personalization' ? { campaignConfig: exploring } : {}),
    });
  }
  await at.invoke('CreateCampaign', {
    name: 'newest',
    solutionVersionArn: `${arnOf('solution', 'popular')}/$LATEST`,
    campaignConfig: { syncWithLatestSolutionVersion: true },
  });
}

const WHO = [
  { userId: 'u3', filterValues: { GENRES: '"drama"' } },
  { userId: 'u21', context: { DEVICE: 'phone' } },
  { userId: 'u4', filterValues: { GENRES: '"drama","comedy"' } },
  { userId: 'nobody', context: { DEVISE: 'tv' } },
  { userId: 5 },
  { itemId: 'i1' },
];
const ABOUT_ITEMS = [
  { itemId: 'i0' },
  { itemId: 'i140' },
  { itemId: 'nothing' },
  { itemId: 7 },
  { userId: 'u1' },
];
const LISTS = [
  {
    userId: 'u3',
    itemList: ['i1', 'i2', 'i30', 'i-new', 'i44', 'i1'],
    filterValues: { GENRES: '"horror","comedy"' },
  },
  {
    userId: 'u9',
    itemList: ['i5', 'i6', 'i7', 'i8'],
    context: { DEVICE: 'tv' },
    filterValues: { GENRES: '"drama"' },
  },
  { userId: 'nobody', itemList: ['i3', 'nothing'] },
  { userId: 'u3', itemList: [] },
];
const ATTRIBUTES = [
  { itemAttributes: 'ITEMS.genre = "drama"' },
  { itemAttributes: 'Items.GENRE = "comedy" AND ITEMS.genre = "horror"' },
  { itemAttributes: 'ITEMS.genre = "opera"' },
  { itemAttributes: 'ITEMS.genre IN ("drama")' },
];

/** A batch job over lines of every form, good and bad, for each recipe. @param mark ends the names of the jobs. */
export async function runBatchJobs(at: OldStudio, mark: string): Promise<readonly string[]> {
  const outputs: string[] = [];
  for (const { name, recipe } of SPECS) {
    const segment = recipe.includes('affinity');
    const related = recipe.includes('similar') || recipe === 'aws-sims' || recipe === 'aws-item-affinity';
    const given = recipe.includes('ranking') ? LISTS : related ? ABOUT_ITEMS : segment ? ATTRIBUTES : WHO;
    const text = [...given.map((line) => JSON.stringify(line)), '', 'no json', '["u1"]', ''].join('\n');
    const jobName = `${name}${mark}`;
    const path = `s3://shop/in/${jobName}.jsonl`;
    at.studio.registerFile(path, new Blob([text]));
    const filter = segment ? 'french' : recipe.includes('ranking') || recipe === 'aws-hrnn' ? 'genres' : '';
    await at.invoke(segment ? 'CreateBatchSegmentJob' : 'CreateBatchInferenceJob', {
      jobName,
      solutionVersionArn: versionOf(at.state, name),
      numResults: 12,
      ...(filter === '' ? {} : { filterArn: arnOf('filter', filter) }),
      ...(recipe === 'aws-user-personalization'
        ? { batchInferenceJobConfig: { itemExplorationConfig: { explorationWeight: '0.6' } } }
        : {}),
      jobInput: { s3DataSource: { path } },
      jobOutput: { s3DataDestination: { path: 's3://shop/out' } },
    });
    outputs.push(`s3://shop/out/${jobName}.jsonl.out`);
  }
  for (const path of outputs)
    await at.note(`output ${path}`, async () => (await at.studio.readFile(path))?.text() ?? null);
  return outputs;
}
