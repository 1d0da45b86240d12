import type { Json, JsonObject } from '../../../domain/errors';
import { isObject } from '../../../domain/json';
import { isNumbers, isRecordList } from './check-shape';

/** What each list of the service holds at least, as texts. */
const LISTS: { readonly [list: string]: readonly string[] } = {
  schemas: ['arn', 'name'],
  solutions: ['arn', 'name', 'status'],
  campaigns: ['arn', 'name', 'status', 'solutionVersionArn'],
  filters: ['arn', 'name', 'status', 'filterExpression'],
  batchJobs: ['arn', 'jobName', 'status'],
  recommenders: ['arn', 'name', 'status'],
  dataDeletionJobs: ['arn', 'jobName', 'status'],
  datasetExportJobs: ['arn', 'jobName', 'status'],
};

/** A solution version: what it was asked for, how far it came, and what was measured. */
export function isVersion({
  spec,
  epochs,
  counts,
  curve,
  metrics,
  baseline,
  ...version
}: JsonObject): boolean {
  return (
    isNumbers(version, ['dataVersion', 'trainingSeconds', 'modelBytes', 'creationDateTime']) &&
    isObject(spec) &&
    ['name', 'recipe', 'budget'].every((key) => typeof spec[key] === 'string') &&
    isNumbers(spec, ['seed']) &&
    isTexts(spec.algorithmHyperParameters) &&
    isTexts(spec.featureTransformationParameters) &&
    isObject(epochs) &&
    isNumbers(epochs, ['done', 'total']) &&
    isObject(counts) &&
    isNumbers(counts, ['users', 'items', 'interactions']) &&
    isRecordList(curve, ['label']) &&
    curve.every((point) => isNumbers(point, ['epoch', 'elapsedMs'])) &&
    [metrics, baseline].every(isMetrics)
  );
}

/** Campaigns, filters and what else the service keeps; a list that is absent has come since. */
export function isService(service: JsonObject): boolean {
  return (
    Object.entries(LISTS).every(
      ([list, texts]) => service[list] === undefined || isRecordList(service[list], texts),
    ) &&
    ['datasetGroup', 'eventTracker', 'metricAttribution'].every((key) => isResourceOrNull(service[key])) &&
    ['tags', 'scheduleAttempts', 'forgottenBatches'].every(
      (key) => service[key] === undefined || isObject(service[key]),
    ) &&
    (service.joinedSessions === undefined || isPairs(service.joinedSessions))
  );
}

function isMetrics(set: Json | undefined): boolean {
  if (set === null) return true;
  if (!isObject(set) || !isObject(set.values) || !isNumbers(set, ['n'])) return false;
  return isNumbers(set.values, Object.keys(set.values));
}

function isTexts(settings: Json | undefined): boolean {
  return isObject(settings) && Object.values(settings).every((value) => typeof value === 'string');
}

function isResourceOrNull(value: Json | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    (isObject(value) && ['arn', 'name'].every((key) => typeof value[key] === 'string'))
  );
}

function isPairs(value: Json): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((each) => typeof each === 'string'),
    )
  );
}
