import { lastPart } from '../../../domain/arn';
import type { AppError } from '../../../domain/errors';
import type { AttributedMetric, MetricAttribution } from '../../../domain/metric-attribution';
import type { AppState } from '../../state/app';
import { query } from '../../state/query.svelte';
import { ServiceCalls } from '../../state/service-calls.svelte';
import * as say from '../../../words/messages/attribution';
import { saveCsv } from '../save-csv';
import type { MetricForm } from './metrics';

/** What is counted of events, and the report of it. To be made while its screen is set up. */
export class AttributionScreen {
  readonly #calls;
  /** The report follows what is asked of it: the metrics are its question. */
  readonly #report;
  readonly #card;

  constructor(private readonly app: Pick<AppState, 'workspace' | 'toasts'>) {
    const { workspace } = app;
    this.#calls = new ServiceCalls(workspace.api);
    this.#card = query(
      () => workspace.dataKey,
      () => workspace.api.describeData(),
    );
    this.#report = query(
      () => {
        const { attribution } = this;
        return (
          attribution && ([attribution.arn, attribution.metrics, workspace.project?.project.id] as const)
        );
      },
      ([metricAttributionArn]) =>
        workspace.api.invoke('GetMetricAttributionReport', { metricAttributionArn }),
      { keep: true },
    );
  }

  get attribution(): MetricAttribution | null {
    return this.app.workspace.project?.service?.metricAttribution ?? null;
  }
  /** Types that the data have; none where they are not known: the field then takes what is typed. */
  get eventTypes(): readonly string[] {
    return this.#card.value?.eventTypes.map(({ name }) => name) ?? [];
  }
  get rows(): readonly AttributedMetric[] {
    return this.#report.value?.rows ?? [];
  }
  get busy(): boolean {
    return this.#calls.busy || this.#report.loading;
  }
  get error(): AppError | null {
    return this.#calls.error ?? this.#report.error;
  }

  countAgain(): void {
    this.#report.again();
  }

  async add(metric: MetricForm): Promise<void> {
    const { attribution } = this;
    if (attribution !== null) {
      await this.#calls.call('UpdateMetricAttribution', {
        metricAttributionArn: attribution.arn,
        addMetrics: [metric],
      });
      return;
    }
    const datasetGroupArn = await this.#calls.groupArn();
    if (datasetGroupArn === null) return;
    await this.#calls.call('CreateMetricAttribution', {
      name: 'impact',
      datasetGroupArn,
      metrics: [metric],
      metricsOutputConfig: {},
    });
  }

  /** Counts a metric no more; with the last one the attribution goes. */
  async remove(metricName: string): Promise<void> {
    if (this.attribution === null) return;
    const { arn: metricAttributionArn, metrics } = this.attribution;
    if (metrics.length > 1) {
      await this.#calls.call('UpdateMetricAttribution', {
        metricAttributionArn,
        removeMetrics: [metricName],
      });
    } else if ((await this.#calls.call('DeleteMetricAttribution', { metricAttributionArn })) !== null) {
      void this.app.toasts.show(say.nothingCounted());
    }
  }

  /** Saves the report as the service would publish it. */
  async save(): Promise<void> {
    const path = this.#report.value?.path;
    const file = path === undefined ? null : await this.app.workspace.api.readFile(path);
    if (path === undefined || file === null) return;
    void saveCsv(this.app, lastPart(path), await file.text());
  }
}
