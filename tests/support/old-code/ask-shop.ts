import { LOCAL_ARN } from '../../../src/domain/resources';
import { nodeJob } from '../studio-in-node';
import { SPECS, arnOf, versionOf } from './make-shop';
import type { OldStudio } from './old-studio';

const PHONE = { DEVICE: 'phone' };
const WHAT_IF = { without: ['i0', 'i1'], with: ['i30', 'i44'] };
const GIVEN = ['i30', 'i0', 'i1', 'i-new', 'i99', 'i7', 'i0', 'unknown'];
const METADATA = { metadataColumns: { ITEMS: ['GENRE', 'TITLE', 'PRICE'] } };
const GENRES = { filterArn: arnOf('filter', 'genres'), filterValues: { GENRES: '"drama","comedy"' } };

/** What a request of GetRecommendations can carry, beside whom it is for. */
const REQUESTS: readonly object[] = [
  {},
  { numResults: 5, context: PHONE },
  { numResults: 10, ...GENRES, ...METADATA },
  {
    numResults: 8,
    filterArn: arnOf('filter', 'bought'),
    promotions: [
      {
        name: 'dear',
        percentPromotedItems: 40,
        filterArn: arnOf('filter', 'dear'),
        filterValues: { LEAST: '20' },
      },
    ],
  },
  { numResults: 500, filterArn: arnOf('filter', 'either') },
  { numResults: 6, filterArn: arnOf('filter', 'young') },
  { numResults: 6, filterArn: arnOf('filter', 'genres') },
  { numResults: 501 },
  { context: { DEVISE: 'tv' } },
];
const EXPRESSIONS = [
  'INCLUDE ItemID WHERE Items.GENRE IN ("drama", "western") AND Items.PRICE >= 10',
  'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*") | INCLUDE ItemID WHERE Items.CREATION_TIMESTAMP > 1695000000',
];

/** Everything that can be asked of the shop without changing it. */
export async function askShop(at: OldStudio): Promise<void> {
  await askCampaigns(at);
  await askLists(at);
  await askReasons(at);
}

async function askCampaigns(at: OldStudio): Promise<void> {
  for (const { name, recipe } of SPECS) {
    if (recipe.includes('affinity')) continue;
    const campaignArn = arnOf('campaign', name);
    if (recipe.includes('ranking')) {
      for (const more of [
        {},
        { context: PHONE, ...METADATA },
        GENRES,
        { filterArn: arnOf('filter', 'bought') },
      ])
        await at.invoke('GetPersonalizedRanking', { campaignArn, userId: 'u3', inputList: GIVEN, ...more });
      await at.invoke('GetPersonalizedRanking', { campaignArn, userId: 'nobody', inputList: GIVEN });
      await at.invoke('GetRecommendations', { campaignArn, userId: 'u3' });
      continue;
    }
    for (const [n, more] of REQUESTS.entries())
      await at.invoke(
        'GetRecommendations',
        { campaignArn, userId: 'u3', itemId: 'i1', ...more },
        `${name} ${n}`,
      );
    await at.invoke('GetRecommendations', {
      campaignArn,
      userId: 'newcomer',
      itemId: 'i-new',
      numResults: 9,
    });
    await at.invoke('GetRecommendations', {
      campaignArn,
      userId: 'nobody',
      itemId: 'nothing',
      numResults: 9,
    });
    await at.invoke('GetRecommendations', { campaignArn, numResults: 3 });
    await at.invoke('GetRecommendations', {
      campaignArn,
      userId: 'u9',
      itemId: 'i24',
      filterArn: arnOf('filter', 'alike'),
      numResults: 7,
    });
  }
  await at.invoke('GetRecommendations', {
    campaignArn: arnOf('campaign', 'newest'),
    userId: 'u3',
    numResults: 4,
  });
  await at.invoke('GetRecommendations', { campaignArn: arnOf('campaign', 'none'), userId: 'u3' });
  await at.invoke('GetPersonalizedRanking', {
    campaignArn: arnOf('campaign', 'sims'),
    userId: 'u3',
    inputList: GIVEN,
  });
}

/** Lists and rankings as the screens ask for them: with steps, distributions and what would have been. */
async function askLists(at: OldStudio): Promise<void> {
  const { studio } = at;
  for (const { name, recipe } of SPECS) {
    const solutionVersionArn = versionOf(at.state, name);
    if (recipe.includes('ranking')) {
      const asked = { solutionVersionArn, userId: 'u12', inputList: GIVEN };
      for (const [n, more] of [
        {},
        { context: PHONE },
        { whatIf: WHAT_IF },
        { filterExpression: EXPRESSIONS[0] },
      ].entries())
        await at.note(`ranking ${name} ${n}`, () => studio.getPersonalizedRanking({ ...asked, ...more }));
    }
    const exploring = { itemExplorationConfig: { explorationWeight: '0.7', explorationItemAgeCutOff: '15' } };
    const asked = { solutionVersionArn, userId: 'u12', itemId: 'i3', numResults: 12 };
    const changes: object[] = [
      {},
      { context: PHONE, numResults: 4 },
      { filterExpression: EXPRESSIONS[0] },
      { filterExpression: EXPRESSIONS[1] },
      { whatIf: WHAT_IF },
      { userId: 'nobody', itemId: 'nothing' },
      { userId: 'u62', itemId: 'i140', numResults: 3 },
      exploring,
      { popularityDiscountFactor: 0.9 },
    ];
    for (const [n, more] of changes.entries())
      await at.note(`list ${name} ${n}`, () => studio.getRecommendations({ ...asked, ...more }));
  }
}

async function askReasons(at: OldStudio): Promise<void> {
  const { studio } = at;
  for (const { name, recipe } of SPECS) {
    const given = recipe.includes('ranking') ? { inputList: GIVEN } : {};
    const asked = { solutionVersionArn: versionOf(at.state, name), userId: 'u12', itemId: 'i3', ...given };
    const changes: object[] = [
      {},
      { context: PHONE, about: 'i30' },
      { whatIf: WHAT_IF, filterExpression: EXPRESSIONS[0] },
      { userId: 'nobody', about: 'i140' },
      { about: 'i-new', itemExplorationConfig: { explorationWeight: '0.7' } },
      { popularityDiscountFactor: 0.9 },
    ];
    for (const [n, more] of changes.entries())
      await at.note(`why ${name} ${n}`, () =>
        studio.explainRecommendation({ about: 'i0', ...asked, ...more }),
      );
    await at.note(`session ${name}`, () => studio.traceSession(nodeJob(), asked.solutionVersionArn, 'u12'));
  }
  await at.note('why campaign', () =>
    studio.explainRecommendation({ campaignArn: arnOf('campaign', 'for-you'), userId: 'u5', about: 'i140' }),
  );
}

/** What describes, lists and counts: the service's own operations, and what screens show of data and versions. */
export async function describeShop(at: OldStudio): Promise<void> {
  await describeResources(at);
  await describeData(at);
}

const LISTS: readonly string[] = [
  'DatasetGroups',
  'Schemas',
  'Datasets',
  'DatasetImportJobs',
  'DatasetExportJobs',
  'DataDeletionJobs',
  'Solutions',
  'SolutionVersions',
  'Campaigns',
  'Filters',
  'EventTrackers',
  'MetricAttributions',
  'MetricAttributionMetrics',
  'BatchInferenceJobs',
  'BatchSegmentJobs',
  'Recommenders',
  'Recipes',
];

async function describeResources(at: OldStudio): Promise<void> {
  const arns = new Set<string>();
  for (const kind of LISTS) {
    const answer = JSON.stringify(await at.invoke(`List${kind}`));
    for (const [arn] of answer.matchAll(/arn:aws:personalize:[^"\\]*/g)) arns.add(arn);
    if (kind.startsWith('Metric')) continue;
    const { nextToken } = await at.invoke(`List${kind}`, { maxResults: 2 });
    if (typeof nextToken === 'string') await at.invoke(`List${kind}`, { maxResults: 2, nextToken });
  }
  await at.invoke('ListSolutionVersions', { solutionArn: arnOf('solution', 'popular') });
  await at.invoke('ListMetricAttributionMetrics', {
    metricAttributionArn: arnOf('metric-attribution', 'worth'),
  });
  for (const arn of arns) {
    const described = describing(arn);
    if (described === null) continue;
    const [operation, key] = described;
    await at.invoke(`Describe${operation}`, { [key]: arn });
    if (operation === 'SolutionVersion') await at.invoke('GetSolutionMetrics', { solutionVersionArn: arn });
    if (arn.startsWith(LOCAL_ARN)) await at.invoke('ListTagsForResource', { resourceArn: arn });
  }
  await at.invoke('DescribeCampaign', { campaignArn: arnOf('campaign', 'none') });
  await at.invoke('DescribeNothing');
  await at.invoke('DescribeUsage');
}

/** How a resource is described: `…/solution/name/id` is a version, all else goes by the kind. */
function describing(arn: string): readonly [operation: string, key: string] | null {
  const [, kind, , id] = /:([a-z-]+)\/([^/]*)\/?(.*)$/.exec(arn) ?? [];
  if (kind === undefined) return null;
  const of = kind === 'solution' && id !== '' ? 'solution-version' : kind;
  const operation = of.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
  return [operation, `${operation.charAt(0).toLowerCase()}${operation.slice(1)}Arn`];
}

async function describeData(at: OldStudio): Promise<void> {
  const { studio } = at;
  await at.note('card', () => studio.describeData());
  await at.note('columns', () => studio.describeColumns(nodeJob()));
  await at.note('insights', () => studio.listInsights(nodeJob()));
  await at.note('checksum', () => studio.dataChecksum());
  await at.note('recipes', () => studio.listRecipes());
  await at.note('categories', () => studio.listCategories());
  await at.note('context', () => studio.listContextFields());
  await at.note('export', () => studio.describeExport());
  await at.note('typical', () => studio.typicalUser());
  await at.note('history', () => studio.getUserHistory('u3', 12));
  await at.note('users', () => studio.searchUsers('u1', 8));
  await at.note('items', () => studio.searchItems('title 4', 8));
  for (const dataset of ['INTERACTIONS', 'ITEMS', 'USERS'] as const)
    await at.note(`rows ${dataset}`, () => studio.readRows(dataset, 3, 6));
  await at.note('select', () =>
    studio.selectData(nodeJob(), { time: null, activity: [5, 20], popularity: null, eventType: 'click' }),
  );
  await at.note('fix', () => studio.previewFix(nodeJob(), { kind: 'drop-users-under', events: 12 }));
  for (const [n, expression] of [...EXPRESSIONS, 'INCLUDE ItemID WHERE Items.GENRES IN ("drama")'].entries())
    await at.note(`check ${n}`, () =>
      studio.checkFilter(expression, { userId: 'u3', itemId: null, values: {}, ids: ['i0', 'i99', 'none'] }),
    );
  await at.note('complete', () => studio.completeFilter('INCLUDE ItemID WHERE Items.GENRE IN (', 37));
  const versions = [versionOf(at.state, 'hrnn-metadata'), versionOf(at.state, 'for-you-v2')] as const;
  await at.note('compare', () =>
    studio.compareVersions(nodeJob(), versions, 'normalized_discounted_cumulative_gain_at_10'),
  );
  const questions: readonly Parameters<typeof studio.lessonFact>[1][] = [
    { kind: 'rows' },
    { kind: 'next-item', userId: null },
    { kind: 'neighbours', userId: null, chosen: null, before: null },
    { kind: 'training', userId: null, epochs: 2 },
    { kind: 'comparison', versions },
    { kind: 'left-out', version: versions[0] },
    { kind: 'order', userId: null, version: versions[0] },
    { kind: 'popularity', versions },
    { kind: 'exploration', version: versionOf(at.state, 'for-you') },
    { kind: 'truth', userId: null, versions },
  ];
  for (const question of questions)
    await at.note(`lesson ${question.kind}`, () => studio.lessonFact(nodeJob(), question));
}
