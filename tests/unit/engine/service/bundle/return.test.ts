import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { AppError, type JsonObject } from '../../../../../src/domain/errors';
import type { ProjectState } from '../../../../../src/domain/resources';
import { exportSource } from '../../../../../src/engine/service/bundle/export-project';
import { blobSource } from '../../../../../src/import/open/bytes/source';
import { OpenProject } from '../../../../../src/engine/project/open-project';
import type { ProjectCatalogue } from '../../../../../src/engine/project/store-port';
import { fullProject } from '../../../../support/full-project';
import { localAws } from '../../../../support/local-aws';
import {
  hasMovielens,
  importFiles,
  movielensFiles,
  nodeJob,
  nodeStudio,
  specOf,
  type NodeStudio,
} from '../../../../support/studio-in-node';
import { UnzippedBundle } from '../../../../support/unzipped-bundle';
import { full } from '../../../../support/full';
import { useSmallSample } from '../../../../support/small-sample';
import { avroSchema } from '../../../../support/avro-schema';

useSmallSample();

/** The project as a part of the program uses it, beside the studio. */
async function opened(catalogue: ProjectCatalogue, state: ProjectState): Promise<OpenProject> {
  const store = await catalogue.open(state.project.id);
  return new OpenProject(store, await store.readState(), {
    clock: { nowMs: () => 0 },
    requireWriter: () => undefined,
    onState: () => undefined,
  });
}

async function returned(zip: Blob, node: NodeStudio = nodeStudio()): Promise<OpenProject> {
  const proposal = await node.studio.inspectFiles(nodeJob(), [blobSource('bundle.zip', zip)]);
  const { state } = await node.studio.importFiles(nodeJob(), proposal.id, proposal.plan, {
    into: null,
    name: proposal.name,
  });
  return opened(node.catalogue, state);
}

/** Values with arrays of numbers as their kind and the checksum of their bytes, so that −0 and NaN count too. */
function fingerprint(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return `${value.constructor.name} ${createHash('sha256').update(bytes).digest('hex')}`;
  }
  if (Array.isArray(value) && value.length > 1000 && value.every((each) => typeof each !== 'object'))
    return `list ${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`;
  if (Array.isArray(value)) return value.map(fingerprint);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fingerprint(each)]));
}

/** What a project is, apart from when it was made, what was trained, and how it was imported. */
async function essence(project: OpenProject): Promise<object> {
  const { manifest, requests } = await exportSource(project, nodeJob());
  const [{ tables }, index] = await Promise.all([project.data.existing(), project.data.index()]);
  const { name, profile, simulated } = manifest.project;
  return {
    imported: fingerprint(tables),
    live: fingerprint(index.tables),
    manifest: { ...manifest, project: { name, profile, simulated } },
    requests: requests
      .filter(({ kind }) => kind !== 'campaign')
      // Versions have chance in their ids, and what a search has found went with the models.
      .map(({ kind, name, operation, input }) => ({ kind, name, operation, input })),
    put: await project.data.countedBatches(),
    datasets: project.state.datasets.map(({ arn, type, schema, rows }) => ({ arn, type, schema, rows })),
  };
}

describe('a project that comes back from its bundle', () => {
  let project: OpenProject;
  let bundle: UnzippedBundle;
  let back: OpenProject;
  beforeAll(async () => {
    project = (await fullProject()).aws.project;
    bundle = await UnzippedBundle.of(project);
    back = await returned(bundle.zip);
  });

  test('has the same columns byte by byte, schemas, requests and rows that were put', async () => {
    expect(await essence(back)).toStrictEqual(await essence(project));
    expect(back.state.service?.eventTracker?.trackingId).toBe(
      project.state.service?.eventTracker?.trackingId,
    );
    expect(back.state.service?.metricAttribution?.metrics).toEqual(
      project.state.service?.metricAttribution?.metrics,
    );
    expect(back.state.service?.filters.map(({ arn }) => arn)).toEqual(
      project.state.service?.filters.map(({ arn }) => arn),
    );
    expect(back.state.project.name).toBe(project.state.project.name);
    expect(back.state.profile).toBe(project.state.profile);
    expect(back.state.service?.tags).toEqual(project.state.service?.tags);
    expect(back.state.service?.solutions.map(({ schedule }) => schedule)).toContain('rate(7 days)');
  });

  test('gives the same bundle again, but for what was trained', async () => {
    const again = await UnzippedBundle.of(back);
    const paths = bundle.paths.filter((name) => /^(data|schemas|foretaste)\//.test(name));
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) expect(again.bytes(path), path).toEqual(bundle.bytes(path));
  });

  test('says what has come along and what could not', async () => {
    const { studio } = nodeStudio();
    const proposal = await studio.inspectFiles(nodeJob(), [blobSource('bundle.zip', bundle.zip)]);
    const { report } = await studio.importFiles(nodeJob(), proposal.id, proposal.plan, {
      into: null,
      name: proposal.name,
    });
    expect(report.warnings[0]).toMatchObject({
      code: 'BUNDLE_RECOGNISED',
      details: { filters: 2, solutions: 2, batches: 5, campaigns: 2, names: ['front', 'newest'] },
    });
    expect(back.state.solutionVersions).toEqual([]);
    expect(back.state.service?.campaigns).toEqual([]);
  });

  test('can be trained at once', async () => {
    const node = nodeStudio();
    await returned(bundle.zip, node);
    const { solutionVersionArn } = await node.studio.invoke('CreateSolutionVersion', {
      solutionArn: 'arn:aws:personalize:us-east-1:000000000000:solution/popular',
    });
    for (let tries = 0; tries < 500; tries++) {
      const { solutionVersion } = await node.studio.invoke('DescribeSolutionVersion', { solutionVersionArn });
      if ((solutionVersion as JsonObject).status === 'ACTIVE') return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect.fail('never ACTIVE');
  });

  test('is refused when a file of the bundle is missing or was changed, or the form is newer', async () => {
    const refusal = async (change: (files: Record<string, Uint8Array>) => void): Promise<unknown> => {
      const files = Object.fromEntries(bundle.paths.map((path) => [path, bundle.bytes(path)]));
      change(files);
      return returned(new Blob([zipSync(files) as Uint8Array<ArrayBuffer>])).catch((error: unknown) => error);
    };
    const csv = 'data/interactions/interactions.csv';
    const changed = await refusal((files) => (files[csv] = bundle.bytes(csv).with(100, 120)));
    expect(changed).toMatchObject({ code: 'FILE_UNREADABLE', details: { file: csv, reason: 'changed' } });
    const missing = await refusal((files) => delete files['foretaste/put.jsonl']);
    expect(missing).toMatchObject({ code: 'FILE_UNREADABLE', details: { reason: 'missing' } });
    const manifest = JSON.stringify({ ...bundle.manifest, version: 2 });
    const newer = await refusal((files) => (files['manifest.json'] = new TextEncoder().encode(manifest)));
    expect(newer).toMatchObject({ code: 'FILE_UNREADABLE', details: { reason: 'newer' } });
    expect(newer).toBeInstanceOf(AppError);
  });

  test('may come as a folder, and goes into another project as rows alone', async () => {
    const node = nodeStudio();
    const files = bundle.paths.map((path) => blobSource(`mine/${path}`, new Blob([bundle.bytes(path)])));
    const proposal = await node.studio.inspectFiles(nodeJob(), files);
    const made = await node.studio.importFiles(nodeJob(), proposal.id, proposal.plan, {
      into: null,
      name: proposal.name,
    });
    expect(made.state.service?.filters).toHaveLength(2);
    const again = await node.studio.inspectFiles(nodeJob(), files);
    const { state } = await node.studio.importFiles(nodeJob(), again.id, again.plan, {
      into: made.state.project.id,
      name: again.name,
    });
    expect(state.service?.filters).toHaveLength(2);
    expect(state.datasets[0].rows).toBe(made.state.datasets[0].rows);
  });
});

test('the sample comes back as simulated, with an identical bundle', async () => {
  const node = nodeStudio();
  const state = await node.studio.openSample(nodeJob(), 'film-club');
  const project = await opened(node.catalogue, state);
  const bundle = await UnzippedBundle.of(project);
  const back = await returned(bundle.zip);
  expect(await essence(back)).toStrictEqual(await essence(project));
  expect(back.state.project.simulated).toBe(true);
  expect(back.state.provenance).toMatchObject({ simulated: true });
  const again = await UnzippedBundle.of(back);
  for (const { path, sha256 } of bundle.manifest.files.filter(({ path }) => path !== 'SHA256SUMS'))
    expect(again.manifest.files.find((other) => other.path === path)?.sha256, path).toBe(sha256);
});

test.runIf(full && hasMovielens)(
  'MovieLens latest-small with a trained solution comes back',
  async () => {
    const node = nodeStudio();
    await importFiles(node, movielensFiles());
    await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
    const [{ id }] = await node.studio.listProjects();
    const project = await opened(node.catalogue, await node.studio.openProject(id));
    const back = await returned((await UnzippedBundle.of(project)).zip);
    expect(await essence(back)).toStrictEqual(await essence(project));
  },
  60_000,
);

test.each([
  ['a domain', 'ECOMMERCE'],
  ['no domain', undefined],
])('a project of %s into which everything was put comes back', async (_, domain) => {
  const aws = await localAws();
  const call = async (operation: string, input: object): Promise<JsonObject> =>
    aws.service.invoke(operation, JSON.parse(JSON.stringify(input)) as JsonObject);
  const { datasetGroupArn } = await call('CreateDatasetGroup', { name: 'fresh', ...(domain && { domain }) });
  const schemas = [
    avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE']),
    avroSchema('Items', [
      'ITEM_ID',
      { name: 'PRICE', type: 'float' },
      { name: 'CATEGORY_L1', type: 'string', categorical: true },
    ]),
  ];
  for (const own of schemas) {
    const { name } = own;
    const schema = JSON.stringify(own);
    const { schemaArn } = await call('CreateSchema', { name, schema, ...(domain && { domain }) });
    await call('CreateDataset', { name, datasetGroupArn, datasetType: name, schemaArn });
  }
  const { trackingId } = await call('CreateEventTracker', { name: 'tracker', datasetGroupArn });
  await call('PutEvents', {
    trackingId,
    userId: 'u1',
    sessionId: 's',
    eventList: [{ eventType: 'View', itemId: 'tea', sentAt: 1_700_000_000 }],
  });
  const items = aws.project.state.datasets.find(({ type }) => type === 'ITEMS');
  await call('PutItems', {
    datasetArn: items?.arn ?? '',
    items: [{ itemId: 'tea', properties: JSON.stringify({ price: 3.5, categoryL1: 'Drinks' }) }],
  });
  const bundle = await UnzippedBundle.of(aws.project);
  const node = nodeStudio();
  const proposal = await node.studio.inspectFiles(nodeJob(), [blobSource('bundle.zip', bundle.zip)]);
  expect(proposal).toMatchObject({ files: [], bundle: true });
  expect(await node.studio.checkImport(nodeJob(), proposal.id, proposal.plan, null)).toMatchObject({
    importable: true,
  });
  const back = await returned(bundle.zip);
  expect(await essence(back)).toStrictEqual(await essence(aws.project));
  const { tables } = await back.data.index();
  expect([tables.userIds, tables.itemIds, tables.interactions.nRows]).toEqual([['u1'], ['tea'], 1]);
  const again = await UnzippedBundle.of(back);
  for (const path of bundle.paths.filter((name) => /^(data|schemas|foretaste)\//.test(name)))
    expect(again.bytes(path), path).toEqual(bundle.bytes(path));
});
