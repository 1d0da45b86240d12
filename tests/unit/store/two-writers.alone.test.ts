import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import type { ProjectId, ProjectState } from '../../../src/domain/resources';
import { OpenProject } from '../../../src/engine/project/open-project';
import type { ProjectStore } from '../../../src/engine/project/store-port';
import type * as chunkStore from '../../../src/store/chunk-store';
import { IdbCatalogue } from '../../../src/store/catalogue';
import { card, model, state, tables } from './fixtures';

/** Runs once, between the arrays of the next write and its switch: where a tab can be overtaken. */
let beforeSwitch: (() => Promise<void>) | null = null;
vi.mock('../../../src/store/chunk-store', async (original) => {
  const real = await original<typeof chunkStore>();
  return {
    ...real,
    writeParts: async (...args: Parameters<typeof real.writeParts>) => {
      const written = await real.writeParts(...args);
      const hook = beforeSwitch;
      beforeSwitch = null;
      await hook?.();
      return written;
    },
  };
});

let id: ProjectId;

async function openStore(): Promise<ProjectStore> {
  const catalogue = await IdbCatalogue.open(() => {
    throw new Error('the database was taken away');
  });
  return catalogue.open(id);
}

interface Tab {
  readonly project: OpenProject;
  mayWrite: boolean;
}

/** The project as one tab has it open, with what its write lock says. */
async function openTab(): Promise<Tab> {
  const lock = { mayWrite: true };
  const store = await openStore();
  const project = new OpenProject(store, await store.readState(), {
    clock: { nowMs: () => 0 },
    requireWriter: () => {
      if (!lock.mayWrite) throw new AppError('READ_ONLY_TAB');
    },
    onState: () => undefined,
  });
  return Object.assign(lock, { project });
}

const nextData = (before: ProjectState): ProjectState => ({ ...before, dataVersion: before.dataVersion + 1 });
const addVersion =
  (arn: string) =>
  (before: ProjectState): ProjectState => ({
    ...before,
    solutionVersions: [...before.solutionVersions, ...state(id, 1, [arn]).solutionVersions],
  });
const train = (tab: Tab, arn: string, first: number): Promise<ProjectState> =>
  tab.project.storage.writeModel(addVersion(arn), arn, model(first));
const arnsOf = (of: ProjectState): string[] => of.solutionVersions.map(({ arn }) => arn);

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  const catalogue = await IdbCatalogue.open(() => undefined);
  const store = await catalogue.create();
  id = store.id;
  await store.writeData(state(id, 1), tables(), card());
  store.close();
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('a tab that loses the lock in the middle of an import leaves what the new writer has stored', async () => {
  const late = await openTab();
  const writer = await openTab();
  beforeSwitch = async () => {
    late.mayWrite = false;
    await train(writer, 'theirs', 9);
  };
  const importing = late.project.storage.writeData(nextData, tables(7), card());
  await expect(importing).rejects.toMatchObject({ code: 'READ_ONLY_TAB' });
  const store = await openStore();
  const left = await store.readState();
  expect([arnsOf(left), left.dataVersion]).toEqual([['theirs'], 1]);
  expect(await store.readTables()).toEqual(tables());
  expect(await store.readModel('theirs')).toEqual(model(9));
  // It shows what is stored now, not what it had wanted.
  expect(arnsOf(late.project.state)).toEqual(['theirs']);
});

it('a new writer builds on what the old one could still store', async () => {
  const writer = await openTab();
  const late = await openTab();
  await train(late, 'last', 3);
  await train(writer, 'mine', 4);
  const store = await openStore();
  expect(arnsOf(await store.readState())).toEqual(['last', 'mine']);
  expect(await store.readModel('last')).toEqual(model(3));
  expect(await store.readModel('mine')).toEqual(model(4));
});

it('a write under way when the lock comes back is not taken for one made on the newer state', async () => {
  const back = await openTab();
  const other = await openTab();
  let reloaded: Promise<unknown> = Promise.resolve();
  beforeSwitch = async () => {
    await train(other, 'theirs', 9);
    reloaded = back.project.reload();
    // A reload that did not wait for the write would be through by then.
    await Promise.race([reloaded, new Promise((resolve) => setTimeout(resolve, 100))]);
  };
  await train(back, 'mine', 4);
  await reloaded;
  expect(arnsOf(await (await openStore()).readState())).toEqual(['theirs', 'mine']);
});

it('what is stored stays stored when only the list or the sweep fails after it', async () => {
  const { project } = await openTab();
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name === 'projects') throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, args);
  });
  const sweeping = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
    throw new DOMException('gone', 'AbortError');
  });
  await project.storage.writeData(nextData, tables(7), card());
  expect(sweeping).toHaveBeenCalled();
  expect(project.state.dataVersion).toBe(2);
  const store = await openStore();
  expect((await store.readState()).dataVersion).toBe(2);
  expect(await store.readTables()).toEqual(tables(7));
});
