import { describe, expect, test } from 'vitest';
import type { Tables } from '../../../../src/domain/columns';
import type { ProjectId, ProjectState } from '../../../../src/domain/resources';
import type { AvroSchema } from '../../../../src/domain/schema';
import type { TrackedBatch, TrackedEvent } from '../../../../src/domain/tracking';
import { readExpression } from '../../../../src/engine/resources/metric-expression';
import { attribute, reportLines, type ReadMetric } from '../../../../src/engine/measuring/attribution-report';
import { newState } from '../../../../src/engine/resources/new-state';
import { deleteResource } from '../../../../src/engine/resources/kinds';
import {
  createMetricAttribution,
  metricAttributionKind,
  updateMetricAttribution,
} from '../../../../src/engine/resources/metric-attribution';
import { serviceOf } from '../../../../src/domain/service-resources';
import { appError } from '../../../support/app-error';
import { NO_TABLES } from '../../../../src/data/tables/table-of';
import { avroSchema } from '../../../support/avro-schema';
import { batchOf, trackedEvent } from '../../../support/tracked-event';
const interactions = avroSchema('Interactions', [
  'USER_ID',
  'ITEM_ID',
  'TIMESTAMP',
  'EVENT_TYPE',
  { name: 'EVENT_VALUE', type: ['null', 'float'] },
]);
const items = avroSchema('Items', ['ITEM_ID', { name: 'PRICE', type: ['null', 'double'] }, 'GENRE']);
const schemas = { INTERACTIONS: interactions, ITEMS: items };

const tables: Tables = {
  ...NO_TABLES,
  itemIds: ['tea', 'pot', 'cup'],
  items: {
    nRows: 2,
    entityIdx: Int32Array.of(1, 0),
    columns: [{ kind: 'number', name: 'PRICE', values: Float64Array.of(7, 2.5), nulls: Uint8Array.of(0) }],
  },
};

let ids = 0;
const event = (change: Partial<TrackedEvent>): TrackedEvent =>
  trackedEvent({ eventId: `e${ids++}`, itemId: 'tea', timestampSec: 1000, ...change });
const put = batchOf;
const metric = (expression: string, change: Partial<ReadMetric['metric']> = {}): ReadMetric => ({
  metric: { metricName: 'm', eventType: 'click', expression, since: 0, ...change },
  expression: readExpression(expression, schemas),
});
const values = (metrics: readonly ReadMetric[], batches: readonly TrackedBatch[]) =>
  attribute(metrics, batches, tables).map((line) => [
    line.metricName,
    line.timestampSec,
    line.eventAttributionSource,
    line.value,
  ]);

describe('a report', () => {
  test('counts by quarters of an hour, from the first second of each to the last', () => {
    const at = (timestampSec: number) => event({ timestampSec });
    expect(values([metric('SAMPLECOUNT()')], [put(at(899), at(900), at(1799)), put(at(1800))])).toEqual([
      ['m', 0, 'SOURCE_NAME_UNDEFINED', 1],
      ['m', 900, 'SOURCE_NAME_UNDEFINED', 2],
      ['m', 1800, 'SOURCE_NAME_UNDEFINED', 1],
    ]);
  });

  test('goes by the source that an event says, else by the campaign of the list it names', () => {
    const batch = put(
      event({ recommendedBy: 'campaign/a', eventAttributionSource: 'mail' }),
      event({ recommendedBy: 'campaign/a' }),
      event({ recommendationId: 'RID-unknown' }),
    );
    expect(values([metric('SAMPLECOUNT()')], [batch])).toEqual([
      ['m', 900, 'SOURCE_NAME_UNDEFINED', 1],
      ['m', 900, 'campaign/a', 1],
      ['m', 900, 'mail', 1],
    ]);
  });

  test('sums columns of items and of the events themselves; what has no number is 0', () => {
    const batch = put(
      event({ itemId: 'tea', cells: { EVENT_VALUE: 3 } }),
      event({ itemId: 'pot', cells: { EVENT_VALUE: 0.5 } }),
      event({ itemId: 'cup' }),
      event({ itemId: null }),
      event({ itemId: 'pot', eventType: 'view' }),
    );
    const asked = [
      metric('SUM(Items.PRICE)', { metricName: 'prices' }),
      metric('sum( interactions.event_value )', { metricName: 'amounts' }),
    ];
    expect(values(asked, [batch]).map(([name, , , value]) => [name, value])).toEqual([
      ['prices', 9.5],
      ['amounts', 3.5],
    ]);
  });

  test('leaves out what was put before the metric was asked for', () => {
    const batches = [put(event({})), put(event({}), event({}))];
    expect(values([metric('SAMPLECOUNT()', { since: 1 })], batches)[0][3]).toBe(2);
    expect(values([metric('SAMPLECOUNT()', { since: 2 })], batches)).toEqual([]);
  });

  test('knows 100 sources; what comes from others stays in the sum, without a name', () => {
    const batch = put(
      ...Array.from({ length: 103 }, (_, n) => event({ eventAttributionSource: `source-${n}` })),
    );
    const lines = values([metric('SAMPLECOUNT()')], [batch]);
    expect(lines).toHaveLength(101);
    expect(lines.find(([, , source]) => source === 'SOURCE_NAME_UNDEFINED')?.[3]).toBe(3);
    expect(lines.some(([, , source]) => source === 'source-99')).toBe(true);
    expect(lines.some(([, , source]) => source === 'source-100')).toBe(false);
  });

  test('quotes what a comma or a quote would break', () => {
    const batch = put(event({ eventAttributionSource: 'a "b", c' }));
    const [head, line] = reportLines(attribute([metric('SAMPLECOUNT()')], [batch], tables));
    expect(head).toBe('METRIC_NAME,EVENT_TYPE,VALUE,MATH_FUNCTION,EVENT_ATTRIBUTION_SOURCE,TIMESTAMP');
    expect(line).toBe('m,click,1,SAMPLECOUNT,"a ""b"", c",900');
  });
});

describe('an expression', () => {
  test('is refused by what is wrong with it', () => {
    const read = (text: string) => readExpression(text, schemas);
    for (const text of ['', 'COUNT()', 'SUM(PRICE)', 'SUM(Users.AGE)', 'SAMPLECOUNT(Items.PRICE)'])
      expect(() => read(text)).toThrowError(appError('M01', { reason: 'form' }));
    expect(() => read('SUM(Items.COST)')).toThrowError(
      appError('M01', { reason: 'column', known: ['PRICE'] }),
    );
    expect(() => read('SUM(Items.GENRE)')).toThrowError(appError('M01', { reason: 'type' }));
    expect(() => readExpression('SUM(Items.PRICE)', {})).toThrowError(appError('M01', { reason: 'dataset' }));
  });
});

describe('a metric attribution', () => {
  const dated = { status: 'ACTIVE', creationDateTime: 0, lastUpdatedDateTime: 0 } as const;
  const project = (schema: AvroSchema = interactions): ProjectState => ({
    ...newState('p' as ProjectId, 'p', 'aws', 0),
    datasets: [{ arn: 'd', type: 'INTERACTIONS', schema, rows: 0, ...dated }],
  });
  const clicks = { metricName: 'clicks', eventType: 'click', expression: 'SAMPLECOUNT()' };
  const make = (metrics = [clicks], state = project()) =>
    createMetricAttribution(state, { name: 'impact', metrics, outputPath: null }, 4, 9);

  test('is one of its group, with ten metrics at most, and needs event types', () => {
    const { state, resource } = make();
    expect(resource.metrics).toEqual([{ ...clicks, since: 4 }]);
    expect(() => make([clicks], state)).toThrowError(appError('RESOURCE_ALREADY_EXISTS'));
    const many = Array.from({ length: 11 }, (_, n) => ({ ...clicks, metricName: `m${n}` }));
    expect(() => make(many)).toThrowError(appError('LIMIT_EXCEEDED', { limit: 10 }));
    expect(make(many.slice(1)).resource.metrics).toHaveLength(10);
    const untyped = avroSchema('Interactions', interactions.fields.slice(0, 3));
    expect(() => make([clicks], project(untyped))).toThrowError(appError('M02'));
    expect(() => make([clicks], newState('p' as ProjectId, 'p', 'aws', 0))).toThrowError(appError('T09'));
    expect(() => make([clicks, clicks])).toThrowError(
      appError('RESOURCE_ALREADY_EXISTS', { kind: 'metric' }),
    );
  });

  test('takes metrics in and lets them go; a new one counts from now on', () => {
    const { state, resource } = make();
    const views = { ...clicks, metricName: 'views', eventType: 'view' };
    const change = { arn: resource.arn, addMetrics: [views], removeMetrics: [] };
    const both = updateMetricAttribution(state, change, 7, 10);
    expect(both.resource.metrics.map(({ since }) => since)).toEqual([4, 7]);
    const removed = updateMetricAttribution(
      both.state,
      { arn: resource.arn, addMetrics: [], removeMetrics: ['clicks'] },
      8,
      11,
    );
    expect(removed.resource.metrics).toEqual([{ ...views, since: 7 }]);
    expect(() => updateMetricAttribution(state, { ...change, removeMetrics: ['none'] }, 7, 10)).toThrowError(
      appError('NOT_FOUND'),
    );
    expect(
      serviceOf(deleteResource(metricAttributionKind, state, resource.arn)).metricAttribution,
    ).toBeNull();
  });

  test('is none in a project that was stored before there were any', () => {
    const older = JSON.parse(JSON.stringify(serviceOf(project()))) as { metricAttribution?: unknown };
    delete older.metricAttribution;
    const stored = { ...project(), service: older } as unknown as ProjectState;
    expect(serviceOf(stored).metricAttribution).toBeNull();
  });
});
