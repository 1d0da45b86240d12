import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProjectState, SolutionVersion } from '../../../../src/domain/resources';
import type * as registry from '../../../../src/recipes/registry';
import type { JobToken } from '../../../../src/engine/project/job-token';
import { type Script, smallInteractions } from '../../../support/scripted-recipe';
import {
  importFiles,
  importShop,
  nodeJob,
  type NodeStudio,
  nodeStudio,
  specOf,
  textFile,
} from '../../../support/studio-in-node';

let script: Script = { epochs: 1 };

vi.mock('../../../../src/recipes/registry', async (original) => {
  const real = await original<typeof registry>();
  const { scriptedRecipe } = await import('../../../support/scripted-recipe');
  const scripted = scriptedRecipe(() => script);
  return {
    ...real,
    findRecipe: (name: string) => (name === scripted.name ? scripted : real.findRecipe(name)),
  };
});

const SPEC = specOf('aws-hrnn');
const ALL_ROWS = 1200;

describe('how a training ends', () => {
  let node: NodeStudio;
  let state: ProjectState;
  let job: JobToken;

  beforeEach(async () => {
    node = nodeStudio();
    state = await importShop(node);
    job = nodeJob();
  });

  const stored = async (): Promise<ProjectState> => (await node.catalogue.open(state.project.id)).readState();
  const mine = async (): Promise<SolutionVersion> => {
    const found = (await stored()).solutionVersions.find(({ spec }) => spec.recipe === 'aws-hrnn');
    if (found === undefined) throw new Error('no version');
    return found;
  };
  const epochStored = async (arn: string): Promise<number> =>
    (await (await node.catalogue.open(state.project.id)).readModel(arn)).arrays.epoch[0];

  test('it keeps every epoch’s point, and the last epoch’s model', async () => {
    script = { epochs: 4, loss: (epoch) => 1 / epoch };
    const version = await node.studio.train(job, SPEC);
    expect(version.epochs).toEqual({ done: 4, total: 4 });
    expect(version.curve.map(({ epoch, label, loss }) => [epoch, label, loss])).toEqual([
      [1, 'epoch 1', 1],
      [2, 'epoch 2', 1 / 2],
      [3, 'epoch 3', 1 / 3],
      [4, 'epoch 4', 1 / 4],
    ]);
    expect(await epochStored(version.arn)).toBe(4);
    expect(await mine()).toEqual(version);
  });

  test('stop and keep leaves the last epoch that both models have finished, measured as it was then', async () => {
    // The train part is through with epoch 3, the whole is in the middle of it.
    script = { epochs: 4, during: (epoch, rows) => epoch === 3 && rows === ALL_ROWS && job.end('keep') };
    const version = await node.studio.train(job, SPEC);
    expect(version.status).toBe('ACTIVE');
    expect(version.epochs).toEqual({ done: 2, total: 4 });
    expect(version.curve).toHaveLength(2);
    expect(await epochStored(version.arn)).toBe(2);
    expect(version.metrics?.values.normalized_discounted_cumulative_gain_at_10).toBe(
      version.curve[1].ndcgAt10,
    );
    expect(version.metrics?.values.coverage).toBeGreaterThan(0);
    const list = await node.studio.getRecommendations({ solutionVersionArn: version.arn, userId: 'u1' });
    expect(list.items).toHaveLength(25);
  });

  test('stop and keep before anything is finished discards, and says so', async () => {
    script = { epochs: 4, during: () => job.end('keep') };
    await expect(node.studio.train(job, SPEC)).rejects.toMatchObject({
      code: 'CANCELLED',
      details: { reason: 'nothing-finished' },
    });
    expect((await mine()).status).toBe('CREATE STOPPED');
  });

  test('discard stores nothing, and the version says it was stopped', async () => {
    script = { epochs: 4, during: (epoch) => epoch === 3 && job.end('discard') };
    await expect(node.studio.train(job, SPEC)).rejects.toMatchObject({ code: 'CANCELLED' });
    const version = await mine();
    expect(version.status).toBe('CREATE STOPPED');
    expect(version.failureReason).toBeUndefined();
    expect(node.statusesOf(version.arn)).toEqual([
      'CREATE PENDING',
      'CREATE IN_PROGRESS',
      'CREATE STOPPING',
      'CREATE STOPPED',
    ]);
    await expect(epochStored(version.arn)).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
    const request = { solutionVersionArn: version.arn, userId: 'u1' };
    await expect(node.studio.getRecommendations(request)).rejects.toMatchObject({ code: 'I01' });
  });

  test.each([
    ['logits', { epochs: 3, offset: (epoch: number) => (epoch === 2 ? NaN : 0) }],
    ['loss', { epochs: 3, loss: (epoch: number) => (epoch === 2 ? Infinity : 1) }],
  ])('%s that are no numbers end it, say so, and are not served', async (_, diverging) => {
    script = { epochs: 1 };
    const before = await node.studio.train(nodeJob(), SPEC);
    script = diverging;
    await expect(node.studio.train(job, SPEC)).rejects.toMatchObject({ code: 'MODEL_DIVERGED' });
    const versions = (await stored()).solutionVersions.filter(({ spec }) => spec.recipe === 'aws-hrnn');
    expect(versions.map(({ status }) => status)).toEqual(['ACTIVE', 'CREATE FAILED']);
    expect(versions[1].failureReason).toContain('MODEL_DIVERGED');
    expect(versions[0]).toEqual(before);
    expect(await epochStored(before.arn)).toBe(1);
  });

  test('a page that was closed meanwhile leaves it failed as interrupted', async () => {
    script = {
      epochs: 1,
      during: () => {
        throw new Error('the page goes away here');
      },
    };
    // What a killed page leaves is the state as it was stored last before the end.
    const states: ProjectState[] = [];
    await expect(node.studio.train(job, SPEC)).rejects.toThrow();
    for (const event of node.events) if (event.kind === 'state' && event.state) states.push(event.state);
    const inTheMiddle = states.findLast((one) =>
      one.solutionVersions.some(({ status }) => status === 'CREATE IN_PROGRESS'),
    );
    if (inTheMiddle === undefined) throw new Error('was never in progress');
    const store = await node.catalogue.open(state.project.id);
    await store.readState();
    await store.writeState(inTheMiddle);

    const later = nodeStudio({ catalogue: node.catalogue, seed: 9 });
    const opened = await later.studio.openProject(state.project.id);
    const version = opened.solutionVersions.find(({ spec }) => spec.recipe === 'aws-hrnn');
    expect([version?.status, version?.failureReason]).toEqual(['CREATE FAILED', 'interrupted']);
    expect((await mine()).failureReason).toBe('interrupted');
    script = { epochs: 1 };
    expect((await later.studio.train(nodeJob(), SPEC)).status).toBe('ACTIVE');
  });

  test('a tab that only reads leaves a running training alone and changes nothing', async () => {
    script = { epochs: 1 };
    await node.studio.train(job, SPEC);
    const reader = nodeStudio({ catalogue: node.catalogue, seed: 3 });
    await reader.studio.setWriter(false);
    const before = await stored();
    expect(await reader.studio.openProject(state.project.id)).toEqual(before);
    await expect(reader.studio.train(nodeJob(), SPEC)).rejects.toMatchObject({ code: 'READ_ONLY_TAB' });
    await expect(reader.studio.deleteProject(state.project.id)).rejects.toMatchObject({
      code: 'READ_ONLY_TAB',
    });
    expect(await stored()).toEqual(before);
  });

  test('one at a time: a second training is refused, and the first stays in use when another project is opened', async () => {
    const other = await importFiles(node, [textFile('other.csv', smallInteractions(30, 50, 40))]);
    await node.studio.openProject(state.project.id);
    let meanwhile: Promise<unknown> = Promise.resolve();
    script = {
      epochs: 2,
      during: (epoch, rows) => {
        if (epoch !== 1 || rows !== ALL_ROWS) return;
        meanwhile = Promise.all([
          expect(node.studio.train(nodeJob(), SPEC)).rejects.toMatchObject({ code: 'RESOURCE_IN_USE' }),
          expect(node.studio.deleteProject(state.project.id)).rejects.toMatchObject({
            code: 'RESOURCE_IN_USE',
          }),
        ]).then(() => node.studio.openProject(other.project.id));
      },
    };
    const version = await node.studio.train(job, SPEC);
    await meanwhile;
    expect(version.status).toBe('ACTIVE');
    expect((await mine()).status).toBe('ACTIVE');
    expect((await node.studio.openProject(state.project.id)).solutionVersions).toHaveLength(2);
  });
});

describe('what a training refuses', () => {
  let node: NodeStudio;
  beforeEach(async () => {
    script = { epochs: 1 };
    node = nodeStudio();
    await importShop(node);
  });
  const refused = (change: Parameters<typeof specOf>[1]) =>
    expect(node.studio.train(nodeJob(), specOf('aws-hrnn', change))).rejects;

  test('before anything is recorded', async () => {
    await refused({ recipe: 'aws-nonsense' as never }).toMatchObject({ code: 'P01' });
    await refused({ algorithmHyperParameters: { nope: '1' } }).toMatchObject({ code: 'P02' });
    await refused({ algorithmHyperParameters: { hidden_dimension: '31' } }).toMatchObject({ code: 'P03' });
    await refused({ name: 'has blanks' }).toMatchObject({ code: 'INVALID_INPUT' });
    await refused({ name: 'x'.repeat(64) }).toMatchObject({ code: 'INVALID_INPUT' });
    await refused({ seed: -1 }).toMatchObject({ code: 'INVALID_INPUT' });
    expect(
      node.events.flatMap((event) => (event.kind === 'state' ? (event.state?.solutionVersions ?? []) : [])),
    ).toEqual([]);
  });

  test('rows that are not there: recorded as failed, and popularity is not tried', async () => {
    await refused({ eventType: 'bought' }).toMatchObject({ code: 'T04' });
    await refused({ eventValueThreshold: '3' }).toMatchObject({ code: 'T05' });
    await refused({ eventType: 'purchase' }).toMatchObject({ code: 'T01' });
    const [project] = await node.studio.listProjects();
    const { solutionVersions } = await (await node.catalogue.open(project.id)).readState();
    expect(solutionVersions.map(({ status, failureReason }) => [status, failureReason?.slice(0, 3)])).toEqual(
      [
        ['CREATE FAILED', 'T04'],
        ['CREATE FAILED', 'T05'],
        ['CREATE FAILED', 'T01'],
      ],
    );
  });

  test('a name that another recipe’s solution has', async () => {
    await node.studio.train(nodeJob(), specOf('aws-hrnn', { name: 'mine' }));
    const other = node.studio.train(nodeJob(), specOf('aws-popularity-count', { name: 'mine' }));
    await expect(other).rejects.toMatchObject({ code: 'RESOURCE_ALREADY_EXISTS' });
    const again = await node.studio.train(nodeJob(), specOf('aws-hrnn', { name: 'mine', seed: 2 }));
    expect(again.solution).toBe('mine');
  });
});

describe('a segmentation recipe', () => {
  test('is measured by its segments, and says that it answers in batch', async () => {
    const node = nodeStudio();
    await importShop(node);
    const version = await node.studio.train(nodeJob(), specOf('aws-item-affinity'));
    expect(version.status).toBe('ACTIVE');
    for (const metrics of [version.metrics, version.baseline]) {
      expect(Object.keys(metrics?.values ?? {}).sort()).toEqual([
        'coverage',
        'hits_at_1_percent',
        'recall_at_1_percent',
      ]);
      expect(metrics?.n).toBeGreaterThan(10);
    }
    // One percent of 40 people is one: the most active is a single one.
    expect(version.baseline?.values.coverage).toBe(1 / 40);
    expect(version.curve).toEqual([]);
    expect(version.buckets).toBeUndefined();
    await expect(
      node.studio.getRecommendations({ solutionVersionArn: version.arn, userId: 'u1' }),
    ).rejects.toMatchObject({ code: 'I02', details: { missing: 'segment-job' } });
  });

  test('of attributes fails without attributes, and leaves the reason', async () => {
    const node = nodeStudio();
    await importShop(node);
    await expect(node.studio.train(nodeJob(), specOf('aws-item-attribute-affinity'))).rejects.toMatchObject({
      code: 'T07',
    });
  });

  test('has no settings to tune', async () => {
    const node = nodeStudio();
    await importShop(node);
    const spec = specOf('aws-item-affinity', { performHPO: true });
    await expect(node.studio.train(nodeJob(), spec)).rejects.toMatchObject({ code: 'P04' });
  });
});
