import { beforeEach, expect, test } from 'vitest';
import { AppError, type JsonObject } from '../../../../src/domain/errors';
import type { ProjectState } from '../../../../src/domain/resources';
import { MemoryCatalogue } from '../../../../src/store/memory-catalogue';
import type { ProjectStore } from '../../../../src/engine/project/store-port';
import { smallInteractions } from '../../../support/scripted-recipe';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../support/studio-in-node';

/** Like a database: nothing is read or written through a closed connection, and opening one takes a while. */
class ClosingCatalogue extends MemoryCatalogue {
  openingMs = (_name: string): number => 0;

  override async open(id: Parameters<MemoryCatalogue['open']>[0]): Promise<ProjectStore> {
    const store = await super.open(id);
    const { project } = await store.readState();
    await new Promise((resolve) => setTimeout(resolve, this.openingMs(project.name)));
    let closed = false;
    return new Proxy(store, {
      get: (target, name: keyof ProjectStore) => {
        const method: unknown = target[name];
        if (typeof method !== 'function') return method;
        if (name === 'close') return () => void (closed = true);
        return async (...args: never[]) => {
          // Data take many transactions.
          const steps = name === 'readTables' || name === 'readCard' ? 20 : 2;
          for (let step = 0; step < steps; step++) {
            if (closed) throw new AppError('DATABASE_LOST', { reason: 'InvalidStateError' });
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          return Reflect.apply(method, target, args) as unknown;
        };
      },
    });
  }
}

const more = textFile('more.csv', smallInteractions(50, 70, 30));
let catalogue: ClosingCatalogue;
let node: NodeStudio;
let one: ProjectState;
let two: ProjectState;
beforeEach(async () => {
  catalogue = new ClosingCatalogue();
  const maker = nodeStudio({ catalogue });
  one = await importFiles(maker, [textFile('one.csv', smallInteractions(40, 60, 30))]);
  two = await importFiles(maker, [textFile('two.csv', smallInteractions(41, 60, 30))]);
  node = nodeStudio({ catalogue, seed: 2 });
});

test('an import into a project that was left meanwhile ends with that project open and usable', async () => {
  const { studio } = node;
  await studio.openProject(one.project.id);
  const { id, plan } = await studio.inspectFiles(nodeJob(), [more]);
  const importing = studio.importFiles(nodeJob(), id, plan, { into: one.project.id, name: '' });
  await studio.openProject(two.project.id);
  expect((await importing).state.project).toMatchObject({ id: one.project.id, users: 50 });
  const version = await studio.train(nodeJob(), specOf('aws-popularity-count'));
  expect(version).toMatchObject({ status: 'ACTIVE', dataVersion: 2 });
});

test('of two openings under way the one asked for last is the one that answers', async () => {
  const { studio } = node;
  catalogue.openingMs = (name) => (name === 'one' ? 30 : 0);
  await Promise.all([studio.openProject(one.project.id), studio.openProject(two.project.id)]);
  expect((await studio.describeData()).users).toBe(41);
  // The other one is let go of, and opens again.
  await studio.openProject(one.project.id);
  expect((await studio.describeData()).users).toBe(40);
});

test('what is being read of a project is answered though another one is opened', async () => {
  const { studio } = node;
  await studio.openProject(one.project.id);
  const reading = Promise.all([studio.describeData(), studio.getUserHistory('u1', 5), studio.typicalUser()]);
  await studio.openProject(two.project.id);
  expect((await reading)[0].users).toBe(40);
});

test('training and importing begun at once exclude each other', async () => {
  const { studio } = node;
  await studio.openProject(one.project.id);
  const { id, plan } = await studio.inspectFiles(nodeJob(), [more]);
  const ends = await Promise.allSettled([
    studio.importFiles(nodeJob(), id, plan, { into: one.project.id, name: '' }),
    studio.train(nodeJob(), specOf('aws-user-personalization')),
    studio.train(nodeJob(), specOf('aws-popularity-count')),
  ]);
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
});

test('items can come later: the check knows the project that they go into', async () => {
  const { studio } = node;
  const { id: into } = one.project;
  await studio.openProject(two.project.id);
  const items = textFile('items.csv', 'ITEM_ID,GENRE\ni1,Tea\ni2,Pots\n');
  const { id, plan } = await studio.inspectFiles(nodeJob(), [items]);
  expect((await studio.checkImport(nodeJob(), id, plan, null)).importable).toBe(false);
  expect((await studio.checkImport(nodeJob(), id, plan, into)).importable).toBe(true);
  const { state } = await studio.importFiles(nodeJob(), id, plan, { into, name: '' });
  expect(state.datasets.map(({ type, rows }) => [type, rows])).toEqual([
    ['INTERACTIONS', one.project.interactions],
    ['ITEMS', 2],
  ]);
});

test('a version is deleted though another project has been opened since', async () => {
  const { studio } = node;
  await studio.openProject(one.project.id);
  const { arn } = await studio.train(nodeJob(), specOf('aws-popularity-count'));
  await studio.openProject(two.project.id);
  await studio.deleteSolutionVersion(arn, one.project.id);
  expect((await studio.openProject(one.project.id)).solutionVersions).toEqual([]);
});

test('so is what the service made, by its own call', async () => {
  const { studio } = node;
  await studio.openProject(one.project.id);
  const datasetGroupArn = String(
    ((await studio.invoke('ListDatasetGroups', {})).datasetGroups as JsonObject[])[0].datasetGroupArn,
  );
  const filterExpression = 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")';
  const { filterArn } = await studio.invoke('CreateFilter', {
    name: 'tea',
    datasetGroupArn,
    filterExpression,
  });
  await studio.openProject(two.project.id);
  await studio.invoke('DeleteFilter', { filterArn }, one.project.id);
  expect((await studio.openProject(one.project.id)).service?.filters).toEqual([]);
});
