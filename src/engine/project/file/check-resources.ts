import {
  all,
  ifThere,
  isNumber,
  isOrdinal,
  isText,
  listOf,
  mapOf,
  orNull,
  pairOf,
  shaped,
} from '../../../domain/shape';

const isMetrics = orNull(shaped({ n: isNumber, values: mapOf(isNumber) }));
const isNamed = shaped(all(isText, 'arn', 'name'));
/** A list of the service, with what each in it holds at least as texts; one that is absent has come since. */
const listed = (...texts: readonly string[]) => ifThere(listOf(shaped(all(isText, 'arn', ...texts))));

/** A solution version: what it was asked for, how far it came, and what was measured. */
export const isVersion = shaped({
  ...all(isText, 'arn', 'status', 'solution'),
  ...all(isNumber, 'dataVersion', 'trainingSeconds', 'modelBytes', 'creationDateTime'),
  number: ifThere(isOrdinal),
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
export const isService = shaped({
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
