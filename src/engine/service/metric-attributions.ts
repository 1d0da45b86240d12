import { SOME_ROLE } from '../../domain/arn';
import type { AccountMembers } from '../../domain/arn';
import { defined } from '../../domain/defined';
import { AppError, type JsonObject } from '../../domain/errors';
import type { MetricAttribution } from '../../domain/metric-attribution';
import { attribute, reportLines } from '../measuring/attribution-report';
import {
  createMetricAttribution,
  metricAttributionKind,
  updateMetricAttribution,
  type MetricRequest,
} from '../resources/metric-attribution';
import { readExpression } from '../resources/metric-expression';
import { replaceResource } from '../resources/resource-kind';
import { serviceOf } from '../../domain/service-resources';
import { groupArnOf, inGroup, requireGroup } from './dataset-groups';
import { dated, page } from './answers';
import {
  object,
  objects,
  optionalObject,
  optionalText,
  readAccount,
  s3Path,
  text,
  texts,
  optional,
} from './read-input';
import { deleteOperation, named, readOperations, stored } from './resource-operations';
import { requestFor, type ServiceKind } from './service-kind';

/** Where the report goes when nobody asked for a folder. */
const OWN_FOLDER = 's3://metric-attribution';

function readMetrics(input: JsonObject, member: string): readonly MetricRequest[] {
  const metrics = optional(objects, input, member) ?? [];
  return metrics.map((metric) => ({
    metricName: text(metric, 'metricName'),
    eventType: text(metric, 'eventType'),
    expression: text(metric, 'expression'),
  }));
}

/** The folder of the reports, where one is asked for, and what an account needs to write there. */
function readOutput(config: JsonObject): AccountMembers & { readonly outputPath: string | null } {
  const { roleArn } = readAccount(config);
  const destination = optionalObject(config, 's3DataDestination');
  if (destination === undefined) return { ...defined({ roleArn }), outputPath: null };
  const outputPath = s3Path(destination, 'path').replace(/\/+$/, '');
  const { kmsKeyArn } = readAccount(destination);
  return { ...defined({ roleArn, kmsKeyArn }), outputPath };
}

function readRequest(input: JsonObject) {
  return {
    name: text(input, 'name'),
    metrics: readMetrics(input, 'metrics'),
    ...readOutput(object(input, 'metricsOutputConfig')),
  };
}

function summary(attribution: MetricAttribution) {
  const { name, arn, status } = attribution;
  return { name, metricAttributionArn: arn, status, ...dated(attribution) };
}

function metricsOf({ metrics }: MetricAttribution) {
  return metrics.map(({ metricName, eventType, expression }) => ({ metricName, eventType, expression }));
}

function destinationOf({ outputPath, kmsKeyArn }: MetricAttribution) {
  const destination = outputPath === null ? undefined : { path: outputPath, ...defined({ kmsKeyArn }) };
  return defined({ s3DataDestination: destination });
}

export const metricAttributions = {
  operations: {
    async CreateMetricAttribution(input, { project }) {
      requireGroup(input, project.state);
      const request = readRequest(input);
      if (request.metrics.length === 0)
        throw new AppError('INVALID_INPUT', { field: 'metrics', expected: '1 … 10 metrics' });
      const { length } = await project.data.putBatches();
      const { arn } = await stored(project, (before) =>
        createMetricAttribution(before, request, length, project.nowSec),
      );
      return { metricAttributionArn: arn };
    },
    async UpdateMetricAttribution(input, { project }) {
      const config = optionalObject(input, 'metricsOutputConfig');
      const change = {
        arn: text(input, 'metricAttributionArn'),
        addMetrics: readMetrics(input, 'addMetrics'),
        removeMetrics: optional(texts, input, 'removeMetrics') ?? [],
        ...(config && readOutput(config)),
      };
      const { length } = await project.data.putBatches();
      await project.update((before) => updateMetricAttribution(before, change, length, project.nowSec).state);
      return { metricAttributionArn: change.arn };
    },
    ...readOperations(metricAttributionKind, {
      summary,
      description: (attribution, state) => ({
        ...summary(attribution),
        datasetGroupArn: groupArnOf(state),
        // Where the page made it there is no role; the service's JSON has one.
        metricsOutputConfig: { roleArn: attribution.roleArn ?? '', ...destinationOf(attribution) },
      }),
      asked: inGroup,
    }),
    ListMetricAttributionMetrics(input, { project }) {
      const { metricAttribution } = serviceOf(project.state);
      const arn = optionalText(input, 'metricAttributionArn');
      const isAsked = metricAttribution !== null && (arn ?? metricAttribution.arn) === metricAttribution.arn;
      return page(input, 'metrics', isAsked ? metricsOf(metricAttribution) : []);
    },
    ...deleteOperation(metricAttributionKind),
    /**
     * Foretaste's own: writes the report as it stands, where the service publishes one by and by, and gives its lines and
     * its path. A metric whose column has gone is left out, and named.
     */
    async GetMetricAttributionReport(input, context) {
      const { project, files } = context;
      const attribution = named(metricAttributionKind, input, context);
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
  },
  bundled: {
    kind: 'metric-attribution',
    requests: (state) =>
      metricAttributionKind.place.get(state).map((attribution) =>
        requestFor('metric-attribution', attribution, {
          name: attribution.name,
          datasetGroupArn: groupArnOf(state),
          metrics: metricsOf(attribution),
          metricsOutputConfig: { roleArn: SOME_ROLE, ...destinationOf(attribution) },
        }),
      ),
    restored(state, { input, manifest }, nowSec) {
      const made = createMetricAttribution(state, readRequest(input), 0, nowSec);
      const metrics = made.resource.metrics.map((metric) => ({
        ...metric,
        since: manifest.metricsSince[metric.metricName] ?? 0,
      }));
      return replaceResource(metricAttributionKind, made.state, { ...made.resource, metrics });
    },
  },
} satisfies ServiceKind;

async function* linesLater(lines: Iterable<string>): AsyncGenerator<string> {
  yield* lines;
}
