import type { JsonObject } from '../../../domain/errors';
import type { DatasetResource, ProjectState } from '../../../domain/resources';
import type { TrackedBatch } from '../../../domain/tracking';
import { type SourceFile } from '../../../import/open/bytes/source';
import { datasetArn, groupName } from '../../../domain/names';
import { datedAt } from '../../resources/resource-kind';
import { withService } from '../../../domain/service-resources';
import { linesIn } from '../../../domain/text-lines';
import { withTags } from '../../resources/tags';
import type { BundledKind } from '../service-kind';
import { bundledKinds } from '../service-kinds';
import { readTags } from '../tags';
import { readBatch } from './check-bundle';
import { fileOf, jsonOf, schemaAt, type OpenBundle } from './read-bundle';
import { textPieces } from '../../../import/open/forms/text-pieces';

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
export async function batchesPutIn(bundle: OpenBundle): Promise<readonly TrackedBatch[]> {
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
  const kinds = new Map<string, BundledKind>(bundledKinds().map((each) => [each.kind, each]));
  for (const { kind, name, path, implied } of manifest.requests) {
    const input = inputs.get(path) ?? {};
    const made = kinds.get(kind)?.restored?.(state, { name, implied, input, manifest }, nowSec) ?? null;
    if (made === null) continue;
    state = input.tags === undefined ? made.state : withTags(made.state, made.resource.arn, readTags(input));
  }
  return { ...state, profile: project.profile };
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
      ...datedAt(nowSec),
    });
  }
  return made;
}

/** Line by line: what was put may be long. */
async function* batchesOf(file: SourceFile): AsyncGenerator<TrackedBatch> {
  let number = 0;
  for await (const lines of linesIn(textPieces(file, { gzip: false, encoding: 'utf-8' })))
    for (const line of lines) yield readBatch(line, file.path, ++number);
}
