import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { versionName } from '../../../../../src/domain/version-names';
import { numbered } from '../../../../../src/engine/project/file/restore-project';
import { serviceOf } from '../../../../../src/domain/service-resources';
import { IdbCatalogue } from '../../../../../src/store/catalogue';
import { zippedProject } from '../../../../../src/worker/project-file';
import { batchStudio, createBatch } from '../../../../support/batch-studio';
import { fullProject } from '../../../../support/full-project';
import { nodeJob, nodeStudio, specOf, type NodeStudio } from '../../../../support/studio-in-node';
import { bytesOf, contents, contentsOf, fileOf, listOf, open } from './project-files';
import { useSmallSample } from '../../../../support/small-sample';
import { eventually } from '../../../../support/eventually';

useSmallSample();

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));

async function browser(): Promise<NodeStudio> {
  const catalogue = await IdbCatalogue.open(() => {
    throw new Error('the database was taken away');
  });
  return nodeStudio({ catalogue });
}

describe('a project file', () => {
  it('brings everything back that the service keeps: data, puts, versions, campaigns, filters, the same lists', async () => {
    const { aws } = await fullProject();
    const snapshot = await aws.project.snapshot();
    const written = await bytesOf(await zippedProject(snapshot, '9.9.9', nodeJob()));
    const before = await contents(snapshot);
    const ask = { userId: 'u3', numResults: 25 };
    const campaigns = serviceOf(aws.project.state).campaigns.map(({ arn }) => arn);
    const asked = await Promise.all(
      campaigns.map(async (campaignArn) => {
        const answer = await aws.service.invoke('GetRecommendations', { campaignArn, ...ask });
        return answer.itemList;
      }),
    );

    const device = await browser();
    const state = await open(device, written);
    expect(await contentsOf(device, state)).toEqual(before);
    expect(state.service).toEqual(aws.project.state.service);
    expect(state.solutionVersions).toEqual(aws.project.state.solutionVersions);
    const lists = [];
    for (const arn of campaigns) lists.push(await listOf(device, arn, ask));
    expect(lists).toEqual(asked);
    expect(asked.flat().length).toBeGreaterThan(0);

    // From the browser's store into one of another kind, and the same again.
    const inNode = nodeStudio();
    const third = await open(inNode, await fileOf(device, state));
    expect((await contentsOf(inNode, third)).parts).toEqual((await contentsOf(device, state)).parts);
    expect(third.service?.filters).toEqual(state.service?.filters);
  });

  it('keeps what batch jobs have read and written', async () => {
    const catalogue = await IdbCatalogue.open(() => undefined);
    const { node, version } = await batchStudio({ catalogue });
    const arn = await createBatch(node, await version('aws-sims'), '{"itemId":"a"}\n{"itemId":"b"}\n');
    const { studio } = node;
    await eventually(async () => {
      const { batchInferenceJob } = await studio.invoke('DescribeBatchInferenceJob', {
        batchInferenceJobArn: arn,
      });
      expect(batchInferenceJob).toMatchObject({ status: 'ACTIVE' });
    });
    const [project] = await studio.listProjects();
    const before = await studio.openProject(project.id);
    const device = nodeStudio();
    const after = await open(device, await fileOf(node, before));
    const { parts } = await contentsOf(device, after);
    expect(Object.keys(parts)).toContain('files/1 all');
    expect(parts).toEqual((await contentsOf(node, before)).parts);
    const output = await device.studio.readFile('s3://out/nightly.jsonl.out');
    expect(await output?.text()).toContain('"itemId":"b"');
  });

  it('of the trained sample has the same tables, models and lists, byte for byte', async () => {
    const home = await browser();
    const sample = await home.studio.openSample(nodeJob(), 'film-club');
    const version = await home.studio.train(nodeJob(), specOf('aws-sims'));
    const state = await home.studio.openProject(sample.project.id);
    const written = await fileOf(home, state);
    const [{ itemId }] = await home.studio.searchItems('', 1);
    const request = { solutionVersionArn: version.arn, userId: '', itemId, numResults: 25 };
    const before = await home.studio.getRecommendations(request);

    vi.stubGlobal('indexedDB', new IDBFactory());
    const device = await browser();
    const copy = await open(device, written);
    expect(copy.project.name).toBe('Film club');
    expect(await contentsOf(device, copy)).toEqual(await contentsOf(home, state));
    expect(copy.solutionVersions.find(({ arn }) => arn === version.arn)).toEqual(
      state.solutionVersions.find(({ arn }) => arn === version.arn),
    );
    const after = await device.studio.getRecommendations(request);
    expect(after.items).toEqual(before.items);
    // Written again it is the same file, but for when the project was opened.
    const names = Object.keys(unzipSync(written)).filter((name) => name.startsWith('parts/'));
    const [first, second] = [unzipSync(written), unzipSync(await fileOf(device, copy))];
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(Buffer.compare(first[name], second[name]), name).toBe(0);
  });

  it('stands beside a project of the same name, which stays as it is', async () => {
    const device = await browser();
    const written = await smallFile();
    const sample = await open(device, written);
    const before = await contentsOf(device, sample);
    const again = await open(device, written);
    const third = await device.studio.duplicateProject(nodeJob(), again.project.id);
    expect([sample, again, third].map(({ project }) => project.name)).toEqual(['few', 'few 2', 'few 3']);
    expect(new Set([sample, again, third].map(({ project }) => project.id)).size).toBe(3);
    expect(await contentsOf(device, sample)).toEqual(before);
    expect(await contentsOf(device, third)).toEqual(before);
    expect((await device.studio.listProjects()).map(({ name }) => name).sort()).toEqual([
      'few',
      'few 2',
      'few 3',
    ]);
  });

  it('is of one moment: what is replaced while it is written stays until it is', async () => {
    const catalogue = await IdbCatalogue.open(() => undefined);
    const { node, state, version } = await batchStudio({ catalogue });
    const arn = await version('aws-sims');
    const { parts } = await contentsOf(node, state);
    const copied = await node.studio.exportProject(state.project.id, async (snapshot) => {
      await node.studio.deleteSolutionVersion(arn, state.project.id);
      return contents(snapshot);
    });
    expect(copied.parts).toEqual(parts);
  });

  it('calls versions as they were called where it was written', async () => {
    let nowMs = 0;
    const { node, state } = await batchStudio({ clock: { nowMs: () => (nowMs += 1000) } });
    const train = async () => node.studio.train(nodeJob(), specOf('aws-sims'));
    const first = await train();
    const second = await train();
    await node.studio.deleteSolutionVersion(first.arn, state.project.id);
    const third = await train();
    const { studio } = nodeStudio({ catalogue: node.catalogue });
    const reopened = await studio.openProject(state.project.id);
    const elsewhere = await open(nodeStudio(), await fileOf(node, state));
    for (const { solutionVersions } of [reopened, elsewhere])
      expect([second, third].map((each) => versionName(each, solutionVersions))).toEqual([
        'sims v2',
        'sims v3',
      ]);
  });

  it('can be opened though lists were served while it was written', async () => {
    const catalogue = await IdbCatalogue.open(() => undefined);
    const { node, state } = await batchStudio({ catalogue });
    const store = await catalogue.open(state.project.id);
    const list = { number: 1, recommendationId: 'r1', source: 'front', itemIds: ['a'] };
    await store.writeServed(0, list);
    const blob = await node.studio.exportProject(state.project.id, async (snapshot) => {
      await store.writeServed(1, list);
      return zippedProject(snapshot, '9.9.9', nodeJob());
    });
    const device = nodeStudio();
    await open(device, await bytesOf(blob));
    const twin = await node.studio.duplicateProject(nodeJob(), state.project.id);
    expect(await (await catalogue.open(twin.project.id)).readServed()).toEqual([list, list]);
  });
});

it('a copy keeps a number that belongs to the name', () => {
  const taken = ['Ratings', 'Ratings 2024', 'Top', 'Top 5', 'Area 51'];
  expect(numbered('Ratings 2024', taken)).toBe('Ratings 2024 2');
  expect(numbered('Area 51', taken)).toBe('Area 51 2');
  expect(numbered('Ratings', taken)).toBe('Ratings 2');
  expect(numbered('Top 5', taken)).toBe('Top 2');
});

async function smallFile(): Promise<Uint8Array<ArrayBuffer>> {
  const { node, state, version } = await batchStudio();
  await version('aws-sims');
  return fileOf(node, state);
}
