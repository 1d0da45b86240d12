import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/domain/errors';
import type { ProjectState } from '../../../../src/domain/resources';
import { blobSource } from '../../../../src/import/open/bytes/source';
import { MemoryCatalogue } from '../../../../src/store/memory-catalogue';
import { OpenProject } from '../../../../src/engine/project/open-project';
import type { ProjectCatalogue, ProjectStore } from '../../../../src/engine/project/store-port';
import { serviceOf } from '../../../../src/domain/service-resources';
import { dyingCatalogue, dyingStore } from '../../../support/dying-store';
import { fullProject } from '../../../support/full-project';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../../support/studio-in-node';
import { smallInteractions } from '../../../support/scripted-recipe';
import { UnzippedBundle } from '../../../support/unzipped-bundle';
import { deleteUsers } from '../../../../src/engine/datasets/delete-users';
import { eventually } from '../../../support/eventually';

async function projectOn(store: ProjectStore): Promise<OpenProject> {
  return new OpenProject(store, await store.readState(), {
    clock: { nowMs: () => 0 },
    requireWriter: () => undefined,
    onState: () => undefined,
  });
}

/** Longer than any of these takes: the page stays open. */
const ENOUGH = 9;

describe('a bundle that comes back while the page is closed', () => {
  let bundle: UnzippedBundle;
  beforeAll(async () => {
    bundle = await UnzippedBundle.of((await fullProject()).aws.project);
  });

  test.each([0, 1, 2, ENOUGH])('after %i writes is whole or not there', async (writes) => {
    const catalogue = new MemoryCatalogue();
    const { studio } = nodeStudio({ catalogue: dyingCatalogue(catalogue, writes) });
    const proposal = await studio.inspectFiles(nodeJob(), [blobSource('bundle.zip', bundle.zip)]);
    const target = { into: null, name: proposal.name };
    await studio.importFiles(nodeJob(), proposal.id, proposal.plan, target).catch(() => undefined);
    const listed = await catalogue.list();
    expect(listed).toHaveLength(writes === 0 ? 0 : 1);
    for (const { id } of listed) {
      const store = await catalogue.open(id);
      expect(await store.readTracked()).toHaveLength(bundle.manifest.putBatches);
      expect((await store.readState()).service?.filters).toHaveLength(2);
    }
  });
});

describe('a store that fails once', () => {
  /** The next write of a state after this is true fails. */
  const failing = (catalogue: MemoryCatalogue, hit: (state: ProjectState) => boolean): ProjectCatalogue => {
    let left = 1;
    const faulty = (store: ProjectStore): ProjectStore =>
      new Proxy(store, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return async (...args: unknown[]): Promise<unknown> => {
            if (name === 'writeState' && hit(args[0] as ProjectState) && left-- > 0)
              throw new AppError('DATABASE_LOST', { reason: 'once' });
            return Reflect.apply(value, target, args) as unknown;
          };
        },
      });
    return new Proxy(catalogue, {
      get(target, name) {
        if (name === 'create') return async () => faulty(await target.create());
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };

  test('as the size is kept does not undo a training that is stored', async () => {
    const isTrained = ({ solutionVersions }: ProjectState): boolean =>
      solutionVersions.some(({ status }) => status === 'ACTIVE');
    const node = nodeStudio({ catalogue: failing(new MemoryCatalogue(), isTrained) });
    await importFiles(node, [textFile('events.csv', smallInteractions(40, 60, 30))]);
    const version = await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
    expect(version.status).toBe('ACTIVE');
  });

  test('as a deletion begins ends it as failed, and not as one that waits for ever', async () => {
    const begins = ({ service }: ProjectState): boolean =>
      service?.dataDeletionJobs.some(({ status }) => status === 'IN_PROGRESS') ?? false;
    const node = nodeStudio({ catalogue: failing(new MemoryCatalogue(), begins) });
    const { studio } = node;
    await importFiles(node, [textFile('events.csv', smallInteractions(40, 60, 30))]);
    studio.registerFile('s3://in/users.csv', new Blob(['USER_ID\nu1\n']));
    const { datasetGroups } = await studio.invoke('ListDatasetGroups', {});
    const { dataDeletionJobArn } = await studio.invoke('CreateDataDeletionJob', {
      jobName: 'forget',
      datasetGroupArn: (datasetGroups as { datasetGroupArn: string }[])[0].datasetGroupArn,
      dataSource: { dataLocation: 's3://in/users.csv' },
    });
    await eventually(async () => {
      const { dataDeletionJob } = await studio.invoke('DescribeDataDeletionJob', { dataDeletionJobArn });
      expect(dataDeletionJob).toMatchObject({ status: 'FAILED' });
    });
  });
});

describe('deleting users while the page is closed', () => {
  test.each([0, 1, 2, ENOUGH])('after %i writes has taken everything or nothing', async (writes) => {
    const node = nodeStudio();
    const { studio, catalogue } = node;
    await importFiles(node, [textFile('events.csv', smallInteractions(40, 60, 30))]);
    const [{ id }] = await studio.listProjects();
    const whole = await projectOn(await catalogue.open(id));
    await whole.data.track({ kind: 'users', entities: [{ id: 'u1', cells: {} }] });
    await whole.update((state) => ({
      ...state,
      service: { ...serviceOf(state), joinedSessions: [['session', 'u1']] },
    }));
    const before = await (await catalogue.open(id)).readState();

    const dying = await projectOn(dyingStore(await catalogue.open(id), writes));
    await deleteUsers(dying, new Set(['u1'])).catch(() => null);

    const store = await catalogue.open(id);
    const state = await store.readState();
    const tables = await store.readTables();
    const traces = [
      tables?.userIds.includes('u1'),
      JSON.stringify(await store.readTracked()).includes('"u1"'),
      serviceOf(state).joinedSessions.length === 1,
      state.dataVersion === before.dataVersion,
      state.project.users === before.project.users,
    ];
    expect(traces).toEqual(traces.map(() => writes === 0));
  });
});
