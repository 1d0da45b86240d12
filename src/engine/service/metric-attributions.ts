import { AppError, type JsonObject } from '../../domain/errors';
import type { MetricAttribution } from '../../domain/metric-attribution';
import { readExpression } from '../resources/metric-expression';
import { attribute, reportLines } from '../measuring/attribution-report';
import { datasetGroupOf } from '../resources/datasets';
import {
  createMetricAttribution,
  deleteMetricAttribution,
  metricAttributionAt,
  updateMetricAttribution,
  type MetricRequest,
} from '../resources/metric-attribution';
import { serviceOf } from '../resources/service-resources';
import { dated } from './dated';
import { groupAt, requireGroup } from './dataset-groups';
import type { Operations } from './operation';
import { page } from './page';
import { object, objects, optionalObject, optionalText, text, texts } from './read-input';

/** Where the report goes when nobody asked for a folder. */
const OWN_FOLDER = 's3://metric-attribution';

export function readMetrics(input: JsonObject, member: string): readonly MetricRequest[] {
  if (input[member] === undefined || input[member] === null) return [];
  return objects(input, member).map((metric) => ({
    metricName: text(metric, 'metricName'),
    eventType: text(metric, 'eventType'),
    expression: text(metric, 'expression'),
  }));
}

/** The folder of the reports; publishing to one is optional, and the role means nothing here. */
export function readOutput(config: JsonObject): string | null {
  const destination = optionalObject(config, 's3DataDestination');
  if (destination === undefined) return null;
  const path = text(destination, 'path');
  if (/^s3:\/\/[^/]+/.test(path)) return path.replace(/\/+$/, '');
  throw new AppError('INVALID_INPUT', { field: 'path', value: path, expected: 's3://bucket/folder' });
}

function summary(attribution: MetricAttribution) {
  const { name, arn, status } = attribution;
  return { name, metricAttributionArn: arn, status, ...dated(attribution) };
}

export const metricAttributions = {
  async CreateMetricAttribution(input, context) {
    const { project } = context;
    groupAt(context, text(input, 'datasetGroupArn'));
    const request = {
      name: text(input, 'name'),
      metrics: readMetrics(input, 'metrics'),
      outputPath: readOutput(object(input, 'metricsOutputConfig')),
    };
    if (request.metrics.length === 0)
      throw new AppError('INVALID_INPUT', { field: 'metrics', expected: '1 … 10 metrics' });
    const { length } = await project.data.putBatches();
    const state = await project.update(
      (before) => createMetricAttribution(before, request, length, project.nowSec).state,
    );
    return { metricAttributionArn: serviceOf(state).metricAttribution?.arn ?? '' };
  },
  async UpdateMetricAttribution(input, { project }) {
    const config = optionalObject(input, 'metricsOutputConfig');
    const change = {
      arn: text(input, 'metricAttributionArn'),
      addMetrics: readMetrics(input, 'addMetrics'),
      removeMetrics:
        input.removeMetrics === undefined || input.removeMetrics === null
          ? []
          : texts(input, 'removeMetrics'),
      ...(config === undefined ? {} : { outputPath: readOutput(config) }),
    };
    const { length } = await project.data.putBatches();
    await project.update((before) => updateMetricAttribution(before, change, length, project.nowSec).state);
    return { metricAttributionArn: change.arn };
  },
  DescribeMetricAttribution(input, { project }) {
    const attribution = metricAttributionAt(project.state, text(input, 'metricAttributionArn'));
    const { outputPath } = attribution;
    return {
      metricAttribution: {
        ...summary(attribution),
        datasetGroupArn: datasetGroupOf(project.state)?.arn ?? '',
        // An account's role means nothing here; the service's JSON has one.
        metricsOutputConfig: {
          roleArn: '',
          ...(outputPath === null ? {} : { s3DataDestination: { path: outputPath } }),
        },
      },
    };
  },
  ListMetricAttributions(input, context) {
    requireGroup(input, context);
    const { metricAttribution } = serviceOf(context.project.state);
    return page(input, 'metricAttributions', metricAttribution === null ? [] : [summary(metricAttribution)]);
  },
  ListMetricAttributionMetrics(input, { project }) {
    const { metricAttribution } = serviceOf(project.state);
    const arn = optionalText(input, 'metricAttributionArn');
    const shown = arn === undefined ? metricAttribution : metricAttributionAt(project.state, arn);
    const metrics = (shown?.metrics ?? []).map(({ metricName, eventType, expression }) => ({
      metricName,
      eventType,
      expression,
    }));
    return page(input, 'metrics', metrics);
  },
  async DeleteMetricAttribution(input, { project }) {
    const arn = text(input, 'metricAttributionArn');
    await project.update((before) => deleteMetricAttribution(before, arn));
    return {};
  },
  /**
   * Foretaste's own: writes the report as it stands, where the service publishes one by and by, and gives its lines and
   * its path. A metric whose column has gone is left out, and named.
   */
  async GetMetricAttributionReport(input, { project, files }) {
    const attribution = metricAttributionAt(project.state, text(input, 'metricAttributionArn'));
    const [batches, index] = await Promise.all([project.data.putBatches(), project.data.index()]);
    const gone: string[] = [];
    const metrics = attribution.metrics.flatMap((metric) => {
      try {
        return [{ metric, expression: readExpression(metric.expression, project.data.schemas) }];
      } catch (error) {
        gone.push(metric.metricName); // its column was there when it was asked for
        if (error instanceof AppError) return [];
        throw error;
      }
    });
    const rows = attribute(metrics, batches, index.tables);
    const path = `${attribution.outputPath ?? OWN_FOLDER}/${attribution.name}.csv`;
    await files.write(path, linesLater(reportLines(rows)));
    return { path, rows: rows.map((row) => ({ ...row })), leftOut: gone };
  },
} satisfies Operations;

async function* linesLater(lines: Iterable<string>): AsyncGenerator<string> {
  yield* lines;
}
