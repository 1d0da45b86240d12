import type { BundleManifest } from '../../../domain/bundle';
import type { JsonObject } from '../../../domain/errors';
import type { DatasetResource, ProjectState } from '../../../domain/resources';
import type { TrackedBatch } from '../../../domain/tracking';
import { readBytes, type SourceFile } from '../../../data/bytes/source';
import { parseSchema } from '../../../data/schema/parse';
import { readDomain } from '../dataset-groups';
import { readMetrics, readOutput } from '../metric-attributions';
import { object, optionalObject, optionalText, text } from '../read-input';
import { readSolution } from '../solutions';
import { readTags } from '../tags';
import { datasetArn, groupName, namedArn } from '../../../domain/names';
import { createSchema } from '../../resources/datasets';
import { createEventTracker } from '../../resources/event-tracker';
import { createFilter } from '../../resources/filters';
import { createMetricAttribution } from '../../resources/metric-attribution';
import { serviceOf, withService } from '../../resources/service-resources';
import { createSolution } from '../../resources/solutions';
import { withTags } from '../../resources/tags';
import { readBatch } from './check-bundle';
import { fileOf, jsonOf, schemaAt, type OpenBundle } from './read-bundle';

/**
 * The change that makes a project whose tables were imported from a bundle what the bundle's project was: its resources
 * under their own names. Solutions come untrained, and so without versions and campaigns. The change throws what a
 * resource is refused with.
 *
 * @throws AppError FILE_UNREADABLE.
 */
export async function restoring(
  bundle: OpenBundle,
  nowSec: number,
): Promise<(state: ProjectState) => ProjectState> {
  const inputs = new Map<string, JsonObject>();
  for (const { path } of bundle.manifest.requests) inputs.set(path, await jsonOf(bundle, path));
  const empty = await emptyDatasets(bundle, nowSec);
  return (state) => restored(state, bundle, inputs, empty, nowSec);
}

/** What was put over the imported rows in the bundle's project, in order. @throws AppError FILE_UNREADABLE. */
export async function putIn(bundle: OpenBundle): Promise<readonly TrackedBatch[]> {
  const { put } = bundle.manifest;
  const batches: TrackedBatch[] = [];
  if (put !== null) for await (const batch of batchesOf(fileOf(bundle, put))) batches.push(batch);
  return batches;
}

function restored(
  before: ProjectState,
  { manifest, name: origin }: OpenBundle,
  inputs: ReadonlyMap<string, JsonObject>,
  empty: readonly DatasetResource[],
  nowSec: number,
): ProjectState {
  const { project, joinedSessions } = manifest;
  // Quotas are held against what is new; this was there already.
  let state: ProjectState = {
    ...withService(before, { joinedSessions }),
    profile: 'relaxed',
    project: { ...before.project, simulated: project.simulated },
    provenance: { ...project.provenance, bundle: origin },
    datasets: [...before.datasets, ...empty],
  };
  for (const { kind, name, path, implied } of manifest.requests) {
    const input = inputs.get(path) ?? {};
    const filter = (): ProjectState =>
      createFilter(state, { name, filterExpression: text(input, 'filterExpression') }, nowSec).state;
    if (kind === 'dataset-group' && !implied) state = withGroup(state, input, nowSec);
    if (kind === 'schema' && !implied) state = withSchema(state, input, nowSec);
    if (kind === 'dataset') state = withDatasetName(state, name, text(input, 'name'));
    if (kind === 'event-tracker')
      state = createEventTracker(state, { name, trackingId: manifest.trackingId ?? '' }, nowSec).state;
    if (kind === 'metric-attribution') state = withAttribution(state, input, manifest, nowSec);
    if (kind === 'filter') state = filter();
    if (kind === 'solution') {
      const request = { ...readSolution(input), ...manifest.solutions[name] };
      state = createSolution(state, request, nowSec, scheduleIn(input)).state;
    }
  }
  return { ...withAllTags(state, inputs), profile: project.profile };
}

/** When a solution is trained by itself; undefined = never. */
function scheduleIn(input: JsonObject): string | undefined {
  const config = optionalObject(input, 'solutionConfig') ?? {};
  return optionalText(optionalObject(config, 'autoTrainingConfig') ?? {}, 'schedulingExpression');
}

/** Labels of what has come back; those of versions and campaigns went with them. */
function withAllTags(state: ProjectState, inputs: ReadonlyMap<string, JsonObject>): ProjectState {
  const { filters, solutions, schemas, eventTracker, metricAttribution, datasetGroup } = serviceOf(state);
  const named = [...filters, ...solutions, ...schemas, eventTracker, metricAttribution, datasetGroup];
  let tagged = state;
  for (const [path, input] of inputs) {
    const [, kind, file] = path.split('/');
    if (input.tags === undefined || file === undefined) continue;
    const name = file.replace(/\.json$/, '');
    const own = named.find((one) => one !== null && one.name === name && one.arn.includes(`:${kind}/`));
    const dataset =
      kind === 'dataset' ? state.datasets.find(({ type }) => type.toLowerCase() === name) : null;
    const arn = own?.arn ?? dataset?.arn;
    if (arn !== undefined) tagged = withTags(tagged, arn, readTags(input));
  }
  return tagged;
}

/** The group by its own name, which is in the ids of its datasets. */
function withGroup(state: ProjectState, input: JsonObject, nowSec: number): ProjectState {
  const name = text(input, 'name');
  const dated = { creationDateTime: nowSec, lastUpdatedDateTime: nowSec };
  const datasetGroup = {
    arn: namedArn('dataset-group', name),
    name,
    status: 'ACTIVE' as const,
    ...readDomain(input),
    ...dated,
  };
  return withService(
    {
      ...state,
      datasets: state.datasets.map((dataset) => ({ ...dataset, arn: datasetArn(name, dataset.type) })),
    },
    { datasetGroup },
  );
}

/** @param type in small letters, which is what a dataset is called that nobody has named. */
function withDatasetName(state: ProjectState, type: string, name: string): ProjectState {
  if (name === type) return state;
  const datasets = state.datasets.map((dataset) =>
    dataset.type.toLowerCase() === type ? { ...dataset, name } : dataset,
  );
  return { ...state, datasets };
}

function withSchema(state: ProjectState, input: JsonObject, nowSec: number): ProjectState {
  const { schema } = parseSchema(text(input, 'schema'));
  if (schema === null) return state;
  return createSchema(state, { name: text(input, 'name'), schema, ...readDomain(input) }, nowSec).state;
}

function withAttribution(
  state: ProjectState,
  input: JsonObject,
  { metricsSince }: BundleManifest,
  nowSec: number,
): ProjectState {
  const request = {
    name: text(input, 'name'),
    metrics: readMetrics(input, 'metrics'),
    outputPath: readOutput(object(input, 'metricsOutputConfig')),
  };
  const { state: next, resource } = createMetricAttribution(state, request, 0, nowSec);
  const metrics = resource.metrics.map((metric) => ({
    ...metric,
    since: metricsSince[metric.metricName] ?? 0,
  }));
  return withService(next, { metricAttribution: { ...resource, metrics } });
}

/** Datasets that were created and that nothing was imported into. */
async function emptyDatasets(bundle: OpenBundle, nowSec: number): Promise<readonly DatasetResource[]> {
  const { datasets, project } = bundle.manifest;
  const made: DatasetResource[] = [];
  for (const { type, imported, schema: path } of datasets) {
    if (imported !== null) continue;
    const schema = await schemaAt(bundle, path);
    made.push({
      arn: datasetArn(groupName(project.name), type),
      type,
      schema,
      rows: 0,
      status: 'ACTIVE',
      creationDateTime: nowSec,
      lastUpdatedDateTime: nowSec,
    });
  }
  return made;
}

/** Line by line: what was put may be long. */
async function* batchesOf(file: SourceFile): AsyncGenerator<TrackedBatch> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  for await (const chunk of readBytes(file, false)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield readBatch(line, file.path, ++number);
  }
}
