import type { AccountMembers, NamedResource, Status } from './arn';

/** One figure that is kept of events of a type. */
export interface MetricAttribute {
  readonly metricName: string;
  readonly eventType: string;
  /** `SUM(Items.COL)`, `SUM(Interactions.COL)` or `SAMPLECOUNT()`. */
  readonly expression: string;
  /** Batches of events that were put before it was asked for, and do not count. */
  readonly since: number;
}

/** Which figures are kept of the events that are put, by where these came from. A project has at most one. */
export interface MetricAttribution extends NamedResource, AccountMembers {
  readonly status: Status;
  readonly metrics: readonly MetricAttribute[];
  /** Folder of the report, `s3://bucket/folder`; null where none was asked for. */
  readonly outputPath: string | null;
}

/** What a metric comes to in one quarter of an hour for one source: a line of the report. */
export interface AttributedMetric {
  readonly metricName: string;
  readonly eventType: string;
  readonly value: number;
  readonly mathFunction: 'SUM' | 'SAMPLECOUNT';
  readonly eventAttributionSource: string;
  /** Epoch seconds at which the quarter of an hour begins. */
  readonly timestampSec: number;
}
