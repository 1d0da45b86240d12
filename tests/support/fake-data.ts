import type { DatasetProfile } from '../../src/domain/column-profiles';
import type { DataFix, FixPreview } from '../../src/domain/data-fix';
import { recipes } from '../../src/recipes/registry';
import type { RecipeDescription } from '../../src/domain/recipes';
import type { DatasetCard } from '../../src/domain/card';
import type { GroupComparison, VersionComparison } from '../../src/domain/comparison';
import type {
  ColumnEvidence,
  ColumnPlan,
  ImportCheck,
  ImportProposal,
  ItemMatches,
} from '../../src/domain/imports';
import type {
  HistoryEvent,
  RecommendationList,
  RecommendedItem,
  UserHistory,
} from '../../src/domain/recommendations';
import { recipeFacts } from '../../src/domain/recipe-catalogue';
import type {
  Arn,
  EpochPoint,
  ProjectId,
  ProjectState,
  ProjectSummary,
  SolutionVersion,
} from '../../src/domain/resources';
import type { SchemaField } from '../../src/domain/schema';
import type { MetricAttribution } from '../../src/domain/metric-attribution';
import type { Campaign } from '../../src/domain/service';
import { avroSchema } from './avro-schema';
import { specOf } from './trained-version';

/** Plausible answers of the worker for tests of screens: the shapes are true, the numbers are made up. */

export const NOW = Date.UTC(2026, 5, 15, 12);
const DAY = 86_400_000;

export function projectSummary(change: Partial<ProjectSummary> = {}): ProjectSummary {
  return {
    id: 'p-films' as ProjectId,
    name: 'ml-latest-small',
    createdMs: NOW - 9 * DAY,
    openedMs: NOW - DAY,
    interactions: 100_836,
    users: 610,
    items: 9_742,
    versions: 1,
    sizeBytes: 23_400_000,
    simulated: false,
    ...change,
  };
}

export const GIFT_SHOP = projectSummary({
  id: 'p-gifts' as ProjectId,
  name: 'gift-shop-2011',
  openedMs: NOW - 12 * DAY,
  interactions: 397_884,
  users: 4_338,
  items: 3_665,
  versions: 2,
  sizeBytes: 14_900_000,
});

export const INTERACTIONS_SCHEMA = avroSchema('Interactions', [
  'USER_ID',
  'ITEM_ID',
  { name: 'EVENT_VALUE', type: ['null', 'float'] },
  'TIMESTAMP',
]);
export const ITEMS_SCHEMA = avroSchema('Items', [
  'ITEM_ID',
  { name: 'TITLE', type: ['null', 'string'] },
  { name: 'GENRES', type: ['null', 'string'], categorical: true },
]);

function evidence(change: Partial<ColumnEvidence>): ColumnEvidence {
  return {
    looksLike: 'number',
    distinct: 10,
    empty: 0,
    rows: 2_000,
    min: null,
    max: null,
    top: [],
    nameMatches: false,
    joins: null,
    histogram: [],
    ...change,
  };
}
function column(change: Partial<ColumnPlan> & Pick<ColumnPlan, 'index' | 'header' | 'role'>): ColumnPlan {
  return {
    field: change.role,
    type: 'string',
    nullable: false,
    categorical: false,
    textual: false,
    ...change,
  };
}

const RATINGS_EVIDENCE = [
  evidence({
    looksLike: 'ids',
    distinct: 610,
    nameMatches: true,
    histogram: [40, 32, 30, 29, 21, 24, 17, 9, 11, 5, 2, 1],
  }),
  evidence({
    looksLike: 'ids',
    distinct: 9_724,
    nameMatches: true,
    joins: 'movies.csv',
    histogram: [40, 15, 9, 7, 5, 4, 3, 2, 2, 1],
  }),
  evidence({
    distinct: 10,
    min: '0.5',
    max: '5',
    histogram: [2, 4, 3, 11, 8, 30, 20, 40, 13, 20],
    top: [{ value: '4', count: 540 }],
  }),
  evidence({
    looksLike: 'unix-seconds',
    distinct: 1_980,
    min: '828124615',
    max: '1537799250',
    nameMatches: true,
    histogram: [23, 8, 2, 10, 40, 16, 14, 17, 13, 23, 16, 28],
  }),
];
const MOVIES_EVIDENCE = [
  evidence({ looksLike: 'ids', distinct: 9_742, nameMatches: true, histogram: [1, 1, 1, 1, 1, 1] }),
  evidence({ looksLike: 'text', distinct: 9_737 }),
  evidence({
    looksLike: 'multi-categories',
    distinct: 951,
    top: [
      { value: 'Drama', count: 4_361 },
      { value: 'Comedy', count: 3_756 },
    ],
    histogram: [4_361, 3_756, 1_894, 1_828, 1_596],
  }),
];

const FORMAT = { encoding: 'utf-8', delimiter: ',', headerLine: 1, escape: '"', gzip: false } as const;
const RATINGS_ROWS = Array.from({ length: 20 }, (_, row) => ({
  line: row + 2,
  cells: ['1', String([1, 3, 6, 47, 50][row % 5]), ['4.0', '5.0', '3.0'][row % 3], String(964_982_703 + row)],
}));

/** ratings.csv and movies.csv as dropped from the folder ml-latest-small. */
export function filmsProposal(): ImportProposal {
  const ratings = {
    file: 'ratings.csv',
    dataset: 'INTERACTIONS' as const,
    door: 'mapping' as const,
    format: FORMAT,
    columns: [
      column({ index: 0, header: 'userId', role: 'USER_ID' }),
      column({ index: 1, header: 'movieId', role: 'ITEM_ID' }),
      column({ index: 2, header: 'rating', role: 'EVENT_VALUE', type: 'float', nullable: true }),
      column({ index: 3, header: 'timestamp', role: 'TIMESTAMP', type: 'long', timeUnit: 'seconds' }),
    ],
  };
  const movies = {
    file: 'movies.csv',
    dataset: 'ITEMS' as const,
    door: 'mapping' as const,
    format: FORMAT,
    columns: [
      column({ index: 0, header: 'movieId', role: 'ITEM_ID' }),
      column({ index: 1, header: 'title', role: 'KEEP', field: 'TITLE', nullable: true }),
      column({
        index: 2,
        header: 'genres',
        role: 'KEEP',
        field: 'GENRES',
        nullable: true,
        categorical: true,
      }),
    ],
  };
  const movieRows = [
    { line: 2, cells: ['1', 'Toy Story (1995)', 'Adventure|Animation|Children|Comedy|Fantasy'] },
    { line: 3, cells: ['2', 'Jumanji (1995)', 'Adventure|Children|Fantasy'] },
  ];
  return {
    id: 'proposal-1',
    name: 'ml-latest-small',
    plan: { profile: 'aws', mode: 'FULL', files: [ratings, movies] },
    files: [
      {
        plan: ratings,
        sizeBytes: 2_483_723,
        within: null,
        recognised: 'movielens',
        evidence: RATINGS_EVIDENCE,
        preview: RATINGS_ROWS,
        issues: [],
      },
      {
        plan: movies,
        sizeBytes: 494_431,
        within: null,
        recognised: 'movielens',
        evidence: MOVIES_EVIDENCE,
        preview: movieRows,
        issues: [],
      },
    ],
    ignored: [{ file: 'links.csv', reason: 'not-needed' }],
  };
}

/** The check of those files: three problems in the ratings, of which one is a row with month 13. */
export function filmsCheck(): ImportCheck {
  return {
    files: [
      {
        file: 'ratings.csv',
        dataset: 'INTERACTIONS',
        schema: INTERACTIONS_SCHEMA,
        rows: 100_836,
        kept: 100_833,
        dropped: 3,
        evidence: RATINGS_EVIDENCE,
        preview: [...RATINGS_ROWS, { line: 48_213, cells: ['318', '4973', '4.5', '2009-13-02'] }],
        issues: [
          {
            code: 'D12',
            severity: 'error',
            dataset: 'INTERACTIONS',
            file: 'ratings.csv',
            line: 48_213,
            column: 'timestamp',
            value: '2009-13-02',
            details: { door: 'mapping', epoch: null },
          },
          {
            code: 'D12',
            severity: 'error',
            dataset: 'INTERACTIONS',
            file: 'ratings.csv',
            line: 48_214,
            column: 'timestamp',
            value: '2009-13-03',
            details: { door: 'mapping', epoch: null },
          },
          {
            code: 'DUPLICATE_ROWS',
            severity: 'warning',
            dataset: 'INTERACTIONS',
            file: 'ratings.csv',
            details: { count: 1_204 },
          },
        ],
      },
      {
        file: 'movies.csv',
        dataset: 'ITEMS',
        schema: ITEMS_SCHEMA,
        rows: 9_742,
        kept: 9_742,
        dropped: 0,
        evidence: MOVIES_EVIDENCE,
        preview: [
          { line: 2, cells: ['1', 'Toy Story (1995)', 'Adventure|Animation|Children|Comedy|Fantasy'] },
        ],
        issues: [],
      },
    ],
    issues: [],
    importable: true,
    counts: {
      events: 100_833,
      users: 610,
      activeUsers: 610,
      items: 9724,
      firstSec: 828_124_615,
      lastSec: 1_537_799_250,
    },
    joins: [],
    read: [],
    told: [],
    tallies: [
      {
        dataset: 'INTERACTIONS',
        rows: 100_836,
        kept: 100_833,
        lost: [
          { reason: 'unread-time', count: 1 },
          { reason: 'ragged', count: 2 },
        ],
      },
      { dataset: 'ITEMS', rows: 9_742, kept: 9_742, lost: [] },
    ],
  };
}

export function itemMatches(): ItemMatches {
  return {
    items: 40,
    events: 200,
    sure: [
      ['Heat', '6'],
      ['Amelie', '4973'],
    ],
    sureEvents: 120,
    doubtful: [
      {
        ids: ['Star Wars', '260'],
        own: 'Star Wars',
        theirs: 'Star Wars: Episode IV - A New Hope (1977)',
        likeness: 0.75,
        events: 30,
      },
      { ids: ['Up North', '1'], own: 'Up North', theirs: 'Up (2009)', likeness: 0.7, events: 2 },
    ],
    missing: ['Small Fires'],
  };
}

/** A curve that rises over popularity's 0.071 in its second step. */
export function learningCurve(steps: number): EpochPoint[] {
  return Array.from({ length: steps }, (_, at) => ({
    epoch: at + 1,
    label: `part ${at + 1}`,
    loss: 1 / (at + 1),
    ndcgAt10: 0.15 - 0.09 / (at + 1),
    elapsedMs: (at + 1) * 900,
  }));
}

/** 61 people, of whom 20 are served better by the first and 9 by the second. */
export function comparison(change: Partial<VersionComparison> = {}): VersionComparison {
  return {
    versions: ['first', 'second'],
    metric: 'normalized_discounted_cumulative_gain_at_10',
    values: [0.137, 0.071],
    n: 61,
    difference: 0.066,
    low: 0.021,
    high: 0.114,
    pValue: 0.004,
    first: 20,
    second: 9,
    equal: 32,
    better: 'first',
    ...change,
  };
}

/** Of the first two groups of people, unless others are given. */
export function groupComparison(change: Partial<GroupComparison> = {}): GroupComparison {
  return {
    groups: (solutionVersion().buckets?.activity ?? []).slice(0, 2),
    best: 1,
    worst: 0,
    n: 350,
    difference: 0.059,
    low: 0.021,
    high: 0.097,
    pValue: 0.004,
    better: 'first',
    ...change,
  };
}

export function solutionVersion(change: Partial<SolutionVersion> = {}): SolutionVersion {
  const spec = change.spec ?? specOf();
  return {
    arn: `arn:aws:personalize:local:000000000000:solution/${spec.name}/1`,
    solution: spec.name,
    spec,
    status: 'ACTIVE',
    epochs: { done: 4, total: 4 },
    metrics: {
      n: 610,
      values: {
        coverage: 0.182,
        precision_at_10: 0.081,
        mean_reciprocal_rank_at_25: 0.244,
        normalized_discounted_cumulative_gain_at_10: 0.137,
      },
    },
    baseline: {
      n: 610,
      values: {
        coverage: 0.004,
        precision_at_10: 0.044,
        mean_reciprocal_rank_at_25: 0.142,
        normalized_discounted_cumulative_gain_at_10: 0.071,
      },
    },
    buckets: {
      activity: [
        { from: 11, to: 20, n: 90, value: 0.062, baseline: 0.051 },
        { from: 21, to: 50, n: 260, value: 0.121, baseline: 0.07 },
        { from: 51, to: 100, n: 140, value: 0.164, baseline: 0.082 },
        { from: 101, to: 200, n: 80, value: 0.19, baseline: 0.078 },
        { from: 201, to: 500, n: 40, value: 0.223, baseline: 0.066 },
      ],
      popularity: [
        { from: 0, to: 0, n: 40, value: 0, baseline: 0 },
        { from: 1, to: 2, n: 220, value: 0.009, baseline: 0 },
        { from: 11, to: 20, n: 510, value: 0.071, baseline: 0 },
        { from: 101, to: 200, n: 830, value: 0.312, baseline: 0.114 },
        { from: 201, to: 500, n: 120, value: 0.418, baseline: 0.405 },
      ],
    },
    curve: learningCurve(4),
    counts: { users: 610, items: 9_724, interactions: 100_836 },
    trainingSeconds: 3.6,
    modelBytes: 13_300_000,
    dataVersion: 1,
    creationDateTime: NOW / 1000 - 3600,
    lastUpdatedDateTime: NOW / 1000 - 3590,
    ...change,
  };
}

/** A state whose events have these fields more. */
export function withEventFields(state: ProjectState, ...more: readonly SchemaField[]): ProjectState {
  const datasets = state.datasets.map((dataset) => {
    const { type, schema: own } = dataset;
    return type === 'INTERACTIONS'
      ? { ...dataset, schema: { ...own, fields: [...own.fields, ...more] } }
      : dataset;
  });
  return { ...state, datasets };
}

/** A campaign that serves a version. */
export function campaign(solutionVersionArn: Arn, change: Partial<Campaign> = {}): Campaign {
  return {
    arn: 'a:campaign/home',
    name: 'home',
    status: 'ACTIVE',
    solutionVersionArn,
    minProvisionedTPS: 1,
    campaignConfig: {},
    creationDateTime: 0,
    lastUpdatedDateTime: 0,
    ...change,
  };
}

/** Counts clicks from the first on. */
export const CLICKS: MetricAttribution = {
  arn: 'impact',
  name: 'impact',
  status: 'ACTIVE',
  metrics: [{ metricName: 'clicks', eventType: 'click', expression: 'SAMPLECOUNT()', since: 0 }],
  outputPath: null,
  creationDateTime: 0,
  lastUpdatedDateTime: 0,
};

export function projectState(change: Partial<ProjectState> = {}): ProjectState {
  const at = NOW / 1000 - 86_400;
  const resource = { status: 'ACTIVE' as const, creationDateTime: at, lastUpdatedDateTime: at };
  return {
    project: projectSummary(),
    profile: 'aws',
    dataVersion: 1,
    datasets: [
      {
        ...resource,
        arn: 'arn:interactions',
        type: 'INTERACTIONS',
        schema: INTERACTIONS_SCHEMA,
        rows: 100_836,
      },
      { ...resource, arn: 'arn:items', type: 'ITEMS', schema: ITEMS_SCHEMA, rows: 9_742 },
    ],
    importJobs: [],
    solutionVersions: [
      solutionVersion({
        spec: specOf('aws-popularity-count'),
        curve: [],
        epochs: { done: 1, total: 1 },
      }),
      solutionVersion(),
    ],
    provenance: { files: ['ratings.csv', 'movies.csv'] },
    ...change,
  };
}

export function datasetCard(): DatasetCard {
  const itemCounts = Int32Array.from({ length: 9_724 }, (_, rank) =>
    Math.max(1, Math.round(329 / (1 + rank / 40))),
  );
  return {
    users: 610,
    items: 9_724,
    itemsDescribed: 9_742,
    interactions: 100_836,
    density: 0.017,
    fromSec: 828_124_615,
    toSec: 1_537_799_250,
    eventTypes: [],
    itemCounts,
    topItems: [
      { itemId: '356', title: 'Forrest Gump (1994)', count: 329 },
      { itemId: '318', title: 'Shawshank Redemption, The (1994)', count: 317 },
    ],
    tail: { top1: 0.13, top10: 0.58, singletons: 3_446 },
    activity: [16, 32, 64, 128, 256, 512, 1_024, 2_048].map((from, bin) => ({
      from,
      to: from * 2,
      users: [180, 150, 110, 80, 50, 28, 9, 3][bin],
    })),
    medianEventsPerUser: 70,
    minEventsPerUser: 20,
    months: Array.from({ length: 48 }, (_, month) => ({
      month: `${2014 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
      count: 300 + ((month * 137) % 500),
    })),
    insights: [],
  };
}

export function datasetProfiles(): readonly DatasetProfile[] {
  const bars = [3, 9, 4].map((count, at) => ({ label: String(at), count }));
  const user = { name: 'USER_ID', kind: 'id', missing: 0, distinct: 610, range: null, bars } as const;
  const value = {
    name: 'EVENT_VALUE',
    kind: 'number',
    missing: 50_418,
    distinct: 10,
    range: [0.5, 5],
    bars,
  } as const;
  return [{ dataset: 'INTERACTIONS', rows: 100_836, columns: [user, value] }];
}

export function fixPreview(fix: DataFix): FixPreview {
  const { users, items, itemsDescribed, interactions, density, medianEventsPerUser } = datasetCard();
  const before = { users, items, itemsDescribed, interactions, density, medianEventsPerUser };
  return {
    fix,
    goes: [{ dataset: 'INTERACTIONS', rows: 12 }],
    changes: 0,
    head: ['USER_ID', 'ITEM_ID', 'TIMESTAMP'],
    rows: [['7', '260', '828124615']],
    before,
    after: { ...before, interactions: interactions - 12 },
  };
}

const TITLES = [
  ['260', 'Star Wars: Episode IV (1977)', 'Action|Adventure|Sci-Fi'],
  ['1270', 'Back to the Future (1985)', 'Adventure|Comedy|Sci-Fi'],
  ['2571', 'Matrix, The (1999)', 'Action|Sci-Fi|Thriller'],
  ['4993', 'Lord of the Rings (2001)', 'Adventure|Fantasy'],
  ['110', 'Braveheart (1995)', 'Action|Drama|War'],
] as const;

export function history(userId: string): UserHistory {
  const events: HistoryEvent[] = TITLES.map(([itemId, title], at) => ({
    itemId,
    title,
    timestampSec: 1_489_793_634 - at * 90_000,
    eventType: null,
    eventValue: 4.5 - at / 2,
  }));
  return {
    userId,
    events,
    total: events.length,
    firstSec: events[4].timestampSec,
    lastSec: events[0].timestampSec,
    attributes: [],
    test: { events: 1, fromSec: events[0].timestampSec },
  };
}

/** A list of the shown length: personal ones and popular ones share three items. Filters take their step. */
export function recommendations(
  userId: string,
  howMany: number,
  scored: boolean,
  filterExpression?: string,
): RecommendationList {
  const items: RecommendedItem[] = Array.from({ length: howMany }, (_, at) => {
    const [id, title, categories] = TITLES[at % TITLES.length];
    const share = { score: 0.004 / (at + 1), timesEvenShare: 38.9 / (at + 1) };
    const common = scored ? [3, 7, 20].includes(at) : [0, 1, 12].includes(at);
    const place = scored ? [3, 7, 20].indexOf(at) : [0, 1, 12].indexOf(at);
    const number = common ? `both-${place}` : `${scored ? 'own' : 'all'}-${at}`;
    return {
      itemId: `${id}-${number}`,
      ...(scored ? share : { count: 329 - at }),
      title: `${title.replace(/ \(\d+\)/, '')} ${number} (${1977 + at})`,
      categories: categories.split('|'),
      year: 1977 + at,
    };
  }).map((item) =>
    item.itemId.includes('both') ? { ...item, itemId: item.itemId.replace(/^\d+-/, '') } : item,
  );
  const filters = filterExpression === undefined ? [] : filterExpression.split(' | ');
  return {
    recommendationId: 'RID-1',
    userId,
    itemId: null,
    personal: true,
    catalogueSize: 9_724,
    rankedBy: scored ? null : 'users',
    items,
    steps: [
      { kind: 'catalogue', expression: null, remaining: 9_724 },
      ...filters.map((expression, at) => ({
        kind: 'filter' as const,
        expression,
        remaining: at === 0 ? 9_583 : 741,
      })),
      { kind: 'numResults', expression: null, remaining: howMany },
    ],
    distribution: scored
      ? {
          exponents: [-2, -1, 0, 1, 2, 3, 4, 5],
          counts: [900, 3_100, 2_800, 1_600, 800, 350, 130, 44],
          passing:
            filters.length === 0
              ? [900, 3_100, 2_800, 1_600, 800, 350, 130, 44]
              : [690, 2_080, 1_760, 870, 480, 230, 88, 30],
          cut: 38.9 / howMany,
          shownShare: 0.08,
        }
      : null,
    elapsedMs: 3.1,
  };
}

/** What the registry says of itself; of the data it only knows that Items and too few new ones are there. */
export function recipeDescriptions(): readonly RecipeDescription[] {
  return Array.from(recipes.values(), ({ name, hyperparameters, featureTransformations }) => ({
    name,
    type: recipeFacts(name).type,
    hyperparameters,
    featureTransformations,
    work: { instant: 1e9, standard: 2e9, thorough: 2e10 },
    lacking:
      name === 'aws-hrnn-coldstart'
        ? { code: 'COLD_ITEMS', details: { count: 12, min: 100, max: 80_000, days: 5, fewerThan: 15 } }
        : null,
  }));
}

/** A filter, a campaign and a finished batch job. */
export function serviceState({ arn }: SolutionVersion): NonNullable<ProjectState['service']> {
  const made = { status: 'ACTIVE', creationDateTime: 0, lastUpdatedDateTime: 0 };
  const serves = { ...made, solutionVersionArn: arn };
  return {
    filters: [{ ...made, arn: 'a:filter/dramas', name: 'dramas', filterExpression: 'INCLUDE' }],
    campaigns: [
      { ...serves, arn: 'a:campaign/home', name: 'home', minProvisionedTPS: 1, campaignConfig: {} },
    ],
    batchJobs: [
      {
        ...serves,
        kind: 'inference',
        arn: 'a:batch/nightly',
        jobName: 'nightly',
        numResults: 5,
        inputPath: 'in',
        outputPath: 'out',
        lines: 1,
        failedLines: 0,
      },
    ],
  } as unknown as NonNullable<ProjectState['service']>;
}
