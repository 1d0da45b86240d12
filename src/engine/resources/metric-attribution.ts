import type { AccountMembers } from '../../domain/arn';
import { AppError } from '../../domain/errors';
import { LIMITS } from '../../domain/limits';
import type { MetricAttribute, MetricAttribution } from '../../domain/metric-attribution';
import type { Arn, ProjectState } from '../../domain/resources';
import { readExpression } from './metric-expression';
import { checkName } from '../../domain/names';
import {
  addResource,
  replaceResource,
  datedAt,
  findResource,
  newArn,
  singleInService,
  type Changed,
  type ResourceKind,
} from './resource-kind';

/** Events stay when it is deleted. */
export const metricAttributionKind: ResourceKind<MetricAttribution, 'metric-attribution'> = {
  name: 'metric-attribution',
  place: singleInService('metricAttribution'),
  isSingle: true,
  isInGroup: true,
};

/** A metric as it is asked for; what was put before does not count. */
export type MetricRequest = Omit<MetricAttribute, 'since'>;

/**
 * @param since batches of events that were put so far. @throws AppError INVALID_INPUT, RESOURCE_ALREADY_EXISTS for a
 *   second one, T09 without an Interactions dataset, M01 for an expression, M02 where its schema has no EVENT_TYPE,
 *   LIMIT_EXCEEDED for more than ten metrics.
 */
export function createMetricAttribution(
  state: ProjectState,
  request: {
    readonly name: string;
    readonly metrics: readonly MetricRequest[];
    readonly outputPath: string | null;
  } & AccountMembers,
  since: number,
  nowSec: number,
): Changed<MetricAttribution> {
  const { name, metrics, ...output } = request;
  const arn = newArn(metricAttributionKind, name, state);
  const resource: MetricAttribution = {
    arn,
    name,
    status: 'ACTIVE',
    metrics: checkedMetrics(state, [], metrics, since),
    ...output,
    ...datedAt(nowSec),
  };
  return addResource(metricAttributionKind, state, resource);
}

/** Metrics taken away and added, and perhaps another folder. @throws AppError as `createMetricAttribution`, NOT_FOUND. */
export function updateMetricAttribution(
  state: ProjectState,
  change: {
    readonly arn: Arn;
    readonly addMetrics: readonly MetricRequest[];
    readonly removeMetrics: readonly string[];
    readonly outputPath?: string | null;
  } & AccountMembers,
  since: number,
  nowSec: number,
): Changed<MetricAttribution> {
  const { arn, addMetrics, removeMetrics, ...output } = change;
  const before = findResource(metricAttributionKind, state, arn);
  for (const name of removeMetrics) {
    if (!before.metrics.some(({ metricName }) => metricName === name))
      throw new AppError('NOT_FOUND', { what: 'metric', id: name });
  }
  const kept = before.metrics.filter(({ metricName }) => !removeMetrics.includes(metricName));
  const resource = {
    ...before,
    metrics: checkedMetrics(state, kept, addMetrics, since),
    ...output,
    lastUpdatedDateTime: nowSec,
  };
  return replaceResource(metricAttributionKind, state, resource);
}

function checkedMetrics(
  state: ProjectState,
  kept: readonly MetricAttribute[],
  added: readonly MetricRequest[],
  since: number,
): readonly MetricAttribute[] {
  const schemas = Object.fromEntries(state.datasets.map(({ type, schema }) => [type, schema]));
  const events = state.datasets.find(({ type }) => type === 'INTERACTIONS');
  if (events === undefined) throw new AppError('T09', { dataset: 'INTERACTIONS', status: 'missing' });
  if (!events.schema.fields.some(({ name }) => name === 'EVENT_TYPE')) throw new AppError('M02');
  const metrics = [...kept];
  for (const { metricName, eventType, expression } of added) {
    checkName(metricName);
    if (eventType.length > LIMITS.idChars)
      throw new AppError('INVALID_INPUT', { field: 'eventType', maxLength: LIMITS.idChars });
    readExpression(expression, schemas);
    if (metrics.some((other) => other.metricName === metricName))
      throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: 'metric', name: metricName });
    metrics.push({ metricName, eventType, expression, since });
  }
  if (metrics.length > LIMITS.metrics)
    throw new AppError('LIMIT_EXCEEDED', { kind: 'metric', limit: LIMITS.metrics, status: 'ACTIVE' });
  return metrics;
}
