import {
  all,
  ifThere,
  isCount,
  isFlag,
  isNumber,
  isOrdinal,
  isText,
  listOf,
  mapOf,
  oneOf,
  orNull,
  pairOf,
  shaped,
  type Check,
} from '../shape';
import { LIST_FORMS, SEEN_HIDDEN } from '../brought-along';
import { isLayout } from './layout-shapes';

const isMetrics = orNull(shaped({ n: isNumber, values: mapOf(isNumber) }));
const isNamed = shaped(all(isText, 'arn', 'name'));
/** A list of the service, with what each in it holds at least as texts; one that is absent has come since. */
const listed = (...texts: readonly string[]) => ifThere(listOf(shaped(all(isText, 'arn', ...texts))));

const isMet = shaped({ met: isCount, unmet: isCount, examples: listOf(isText) });
/** What is known of lists that were brought along. */
const isBrought = shaped({
  form: oneOf(...LIST_FORMS),
  seenHidden: oneOf(...SEEN_HIDDEN),
  files: listOf(isText),
  columns: mapOf(isText),
  ...all(isMet, 'people', 'items'),
  ...all(isCount, 'failed', 'longest', 'testPeople'),
});

/** A solution version: what it was asked for, how far it came, and what was measured. */
const isVersion = shaped({
  ...all(isText, 'arn', 'status', 'solution'),
  ...all(isNumber, 'dataVersion', 'trainingSeconds', 'modelBytes', 'creationDateTime'),
  number: ifThere(isOrdinal),
  brought: ifThere(isBrought),
  spec: shaped({
    ...all(isText, 'name', 'recipe', 'budget'),
    seed: isNumber,
    ...all(mapOf(isText), 'algorithmHyperParameters', 'featureTransformationParameters'),
  }),
  epochs: shaped(all(isNumber, 'done', 'total')),
  counts: shaped(all(isNumber, 'users', 'items', 'interactions')),
  curve: listOf(shaped({ label: isText, ...all(isNumber, 'epoch', 'elapsedMs') })),
  ...all(isMetrics, 'metrics', 'baseline'),
});

/** Campaigns, filters and what else the service keeps. */
const isService = shaped({
  schemas: listed('name'),
  solutions: listed('name', 'status'),
  campaigns: listed('name', 'status', 'solutionVersionArn'),
  filters: listed('name', 'status', 'filterExpression'),
  batchJobs: listed('jobName', 'status'),
  recommenders: listed('name', 'status'),
  dataDeletionJobs: listed('jobName', 'status'),
  datasetExportJobs: listed('jobName', 'status'),
  ...all(ifThere(orNull(isNamed)), 'datasetGroup', 'eventTracker', 'metricAttribution'),
  ...all(ifThere(shaped({})), 'tags', 'scheduleAttempts', 'forgottenBatches'),
  joinedSessions: ifThere(listOf(pairOf(isText, isText))),
});

/** What a list of projects says of one. */
export const isSummary: Check = shaped({
  name: isText,
  ...all(isNumber, 'createdMs', 'openedMs', 'interactions', 'users', 'items', 'versions', 'sizeBytes'),
  simulated: isFlag,
});
/** A project's state, of which this is its first import or a later one. */
export const isFilledState: Check = stateOf(isOrdinal);
/** A project's state, which may have no data yet. */
export const isState: Check = stateOf(isCount);

function stateOf(isDataVersion: Check): Check {
  return shaped({
    project: isSummary,
    profile: oneOf('aws', 'relaxed'),
    dataVersion: isDataVersion,
    datasets: listOf(shaped({ ...all(isText, 'arn', 'type'), schema: shaped({}) })),
    importJobs: listOf(shaped(all(isText, 'arn', 'status'))),
    solutionVersions: listOf(isVersion),
    service: ifThere(isService),
    provenance: shaped({}),
  });
}

/** What is said of a trained model beside its arrays. */
export const isModel: Check = shaped({
  arn: isText,
  layout: isLayout,
  header: shaped({
    config: shaped({}),
    recipe: isText,
    ...all(isNumber, 'format', 'seed', 'nUsers', 'nItems', 'rows'),
  }),
});

/** What is said of a file of a batch job. */
export const isKeptFile: Check = shaped({ ...all(isText, 'owner', 'role', 'path'), sizeBytes: isCount });
