import { MILLISECONDS_FROM } from './epoch';
import type { DatasetType, Profile } from './schema';

/** What the service's API accepts, how much it grants, and what counts where a request says nothing (docs/rules). */
export const LIMITS = {
  /** Of a user, an item, an event type and other short texts. */
  idChars: 256,
  /** Pairs of items that a person is asked about. */
  doubtfulPairs: 100,
  nameChars: 63,
  defaultResults: 25,
  results: 500,
  /** Longer lists come without the metadata of their items. */
  resultsWithMetadata: 50,
  rankedItems: 500,
  defaultActions: 5,
  actionResults: 100,
  /** That a training considers. */
  actions: 1000,
  /** Of an Items dataset whose texts a training reads. */
  readItems: 10_000_000,
  segmentUsers: 10_000,
  /** Of a batch job whose lists get themes. */
  themedLines: 100,
  /** Events, items or users in one call. */
  putAtOnce: 10,
  metrics: 10,
  /** Of one tuning. */
  trials: 40,
  parallelTrials: 10,
  filterChars: 2500,
  filterFields: 10,
  filterFieldsOfGroup: 20,
  filterParameters: 25,

  // Imports and training.
  stringChars: 1000,
  textualChars: 20_000,
  textualCjkChars: 7_000,
  schemaChars: 20_000,
  fieldNameChars: 150,
  metadataFields: {
    INTERACTIONS: 5,
    ITEMS: 100,
    USERS: 25,
    ACTIONS: 10,
    ACTION_INTERACTIONS: 5,
  } satisfies Record<DatasetType, number>,
  textualFields: 1,
  eventTypes: 10,
  /** EVENT_TYPE, EVENT_VALUE and custom columns plus distinct event types. */
  optionalColumnsAndEventTypes: 10,
  importRows: 1000,
  activeUsers: 25,
  rowIssues: 100,
  valueChars: 80,
  /** From here on a timestamp is taken for milliseconds. */
  millisecondsFrom: MILLISECONDS_FROM,
  /** The last second that a date can be made of, in the year 275760. */
  latestSec: 8.64e12,
  intMax: 2_147_483_647,
  intMin: -2_147_483_648,
  longMax: Number.MAX_SAFE_INTEGER,
} as const;

/** How many of a kind a dataset group, or for groups and schemas an account, has room for unless its quota is raised. */
export const QUOTAS = {
  datasetGroups: 5,
  schemas: 500,
  filters: 10,
  solutions: 10,
  campaigns: 5,
  recommenders: 5,
} as const;

/** How new items are mixed into lists where nothing else is asked for: weight, and age in days. */
export const EXPLORATION_DEFAULTS = { explorationWeight: '0.3', explorationItemAgeCutOff: '30' } as const;

/**
 * What the columns of an import may take while they are read: about 50 million interactions. Training takes about as
 * much again, and a tab that grows far beyond 8 GB is ended by the browser.
 */
export const IMPORT_MEMORY_BYTES = 4e9;

/** What an archive may unpack to. */
export const ARCHIVE_LIMITS = {
  entries: 2_000,
  bytes: 8 * 1024 ** 3,
  /** Unpacked ÷ packed bytes, judged once `ratioFromBytes` are out. */
  ratio: 250,
  ratioFromBytes: 32 * 1024 ** 2,
} as const;

/** Under `aws` a minimum is an error, under `relaxed` a warning. */
export function minimumSeverity(profile: Profile): 'error' | 'warning' {
  return profile === 'aws' ? 'error' : 'warning';
}
