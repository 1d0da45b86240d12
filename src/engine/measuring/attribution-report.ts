import { csvLine } from '../../domain/csv-line';
import { isNull, numberColumn, type NumberColumn, type Tables } from '../../domain/columns';
import type { AttributedMetric, MetricAttribute } from '../../domain/metric-attribution';
import type { TrackedBatch, TrackedEvent } from '../../domain/tracking';
import type { MetricExpression } from '../resources/metric-expression';

const WINDOW_SEC = 15 * 60;
const MAX_SOURCES = 100;
/** What events without a source are counted under, and those of sources beyond the most there may be. */
const UNDEFINED_SOURCE = 'SOURCE_NAME_UNDEFINED';
const COLUMNS = 'METRIC_NAME,EVENT_TYPE,VALUE,MATH_FUNCTION,EVENT_ATTRIBUTION_SOURCE,TIMESTAMP';

/** A metric with its expression understood. */
export interface ReadMetric {
  readonly metric: MetricAttribute;
  readonly expression: MetricExpression;
}

/**
 * What each metric comes to, by quarter of an hour and source, in the order of time, then metric, then source. Events
 * without the number that is summed count as 0; quarters without events have no line. Columns of items are taken as
 * they are now. O(events × metrics).
 *
 * @param batches everything that was put; each metric counts those since it was asked for.
 */
export function attribute(
  metrics: readonly ReadMetric[],
  batches: readonly TrackedBatch[],
  tables: Tables,
): readonly AttributedMetric[] {
  const sums = new Map<string, AttributedMetric & { readonly order: number }>();
  const sourceOf = sourceNames(batches, Math.min(Infinity, ...metrics.map(({ metric }) => metric.since)));
  metrics.forEach(({ metric, expression }, order) => {
    const valueOf = valueBy(expression, tables);
    for (const batch of batches.slice(metric.since)) {
      if (batch.kind !== 'events') continue;
      for (const event of batch.events) {
        if (event.eventType !== metric.eventType) continue;
        const eventAttributionSource = sourceOf(event);
        const timestampSec = Math.floor(event.timestampSec / WINDOW_SEC) * WINDOW_SEC;
        const key = JSON.stringify([order, timestampSec, eventAttributionSource]);
        const before = sums.get(key)?.value ?? 0;
        sums.set(key, {
          metricName: metric.metricName,
          eventType: metric.eventType,
          value: before + valueOf(event),
          mathFunction: expression.function,
          eventAttributionSource,
          timestampSec,
          order,
        });
      }
    }
  });
  return [...sums.values()]
    .sort(
      (a, b) =>
        a.timestampSec - b.timestampSec ||
        a.order - b.order ||
        (a.eventAttributionSource < b.eventAttributionSource ? -1 : 1),
    )
    .map(({ order: _order, ...line }) => line);
}

/** The report as the service writes it, line by line without line ends. */
export function* reportLines(rows: readonly AttributedMetric[]): Generator<string> {
  yield COLUMNS;
  for (const row of rows) {
    const { metricName, eventType, value, mathFunction, eventAttributionSource, timestampSec } = row;
    const cells = [metricName, eventType, value, mathFunction, eventAttributionSource, timestampSec];
    yield csvLine(cells.map(String));
  }
}

/** The source that an event says, else the campaign of the list it names; the first 100 there are. */
function sourceNames(batches: readonly TrackedBatch[], since: number): (event: TrackedEvent) => string {
  const named = (event: TrackedEvent): string =>
    event.eventAttributionSource ?? event.recommendedBy ?? UNDEFINED_SOURCE;
  const known = new Set<string>();
  for (const batch of batches.slice(since)) {
    if (batch.kind !== 'events') continue;
    for (const event of batch.events) {
      if (known.size === MAX_SOURCES) break;
      if (named(event) !== UNDEFINED_SOURCE) known.add(named(event));
    }
  }
  return (event) => (known.has(named(event)) ? named(event) : UNDEFINED_SOURCE);
}

function valueBy(expression: MetricExpression, tables: Tables): (event: TrackedEvent) => number {
  if (expression.function === 'SAMPLECOUNT') return () => 1;
  const { dataset, column } = expression;
  if (dataset === 'INTERACTIONS') {
    return ({ cells }) => {
      const cell = cells[column];
      return typeof cell === 'number' ? cell : 0;
    };
  }
  const values = tables.items && numberColumn(tables.items.columns, column);
  if (values === null) return () => 0;
  const rowOf = new Map(
    Array.from(tables.items?.entityIdx ?? [], (item, row) => [tables.itemIds[item], row]),
  );
  return ({ itemId }) => {
    const row = itemId === null ? undefined : rowOf.get(itemId);
    return row === undefined ? 0 : cellAt(values, row);
  };
}

function cellAt({ values, nulls }: NumberColumn, row: number): number {
  return isNull(nulls, row) ? 0 : values[row];
}
