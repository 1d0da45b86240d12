import type { AttributedMetric, MetricAttribute } from '../metric-attribution';
import type { PutActionInteraction, PutEntity, PutEventsRequest } from '../tracking';
import type {
  ArnOf,
  By,
  Create,
  Do,
  Done,
  File,
  InRole,
  Made,
  Named,
  Operation,
  Page,
  PagedBy,
  Read,
  S3Location,
  Summary,
  Update,
} from './operation';

interface Tracked {
  readonly trackingId: string;
}
type EventTrackers = Create<'EventTracker', Made<By<'datasetGroupArn'> & Named>, Tracked> &
  Read<
    'EventTracker',
    Summary<'EventTracker'>,
    By<'datasetGroupArn'> & Tracked & { readonly accountId: string }
  > &
  Do<'Delete', 'EventTracker'>;

type Metric = Omit<MetricAttribute, 'since'>;
interface MetricsOutput {
  /** Where reports go: `s3://bucket/folder`. */
  readonly metricsOutputConfig: InRole & { readonly s3DataDestination?: S3Location };
}
interface MetricsChange extends Partial<MetricsOutput> {
  readonly addMetrics?: readonly Metric[];
  readonly removeMetrics?: readonly string[];
}
type MetricAttributions = Create<
  'MetricAttribution',
  By<'datasetGroupArn'> & Named & MetricsOutput & { readonly metrics: readonly Metric[] }
> &
  Update<'MetricAttribution', MetricsChange> &
  Read<'MetricAttribution', Summary<'MetricAttribution'>, By<'datasetGroupArn'> & MetricsOutput> &
  Do<'Delete', 'MetricAttribution'>;

type Properties = Pick<PutEntity, 'properties'>;

/** What happens: the tracker, what is put, and the metrics that are counted of it. */
export type EventOperations = EventTrackers &
  MetricAttributions & {
    ListMetricAttributionMetrics: Operation<PagedBy<'metricAttributionArn'>, Page<'metrics', Metric>>;
    /** Foretaste's own: writes the report as it stands. `leftOut` are metrics whose column has gone. */
    GetMetricAttributionReport: Operation<
      ArnOf<'MetricAttribution'>,
      File & { readonly rows: readonly AttributedMetric[]; readonly leftOut: readonly string[] }
    >;
    PutEvents: Operation<PutEventsRequest, Done>;
    PutItems: Operation<
      By<'datasetArn'> & { readonly items: readonly ({ readonly itemId: string } & Properties)[] },
      Done
    >;
    PutActions: Operation<
      By<'datasetArn'> & { readonly actions: readonly ({ readonly actionId: string } & Properties)[] },
      Done
    >;
    PutActionInteractions: Operation<
      Tracked & { readonly actionInteractions: readonly PutActionInteraction[] },
      Done
    >;
    PutUsers: Operation<
      By<'datasetArn'> & { readonly users: readonly ({ readonly userId: string } & Properties)[] },
      Done
    >;
  };
