import { beforeEach, expect, test } from 'vitest';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { later } from '../../../../src/engine/studio/later';
import { projectCalls } from '../../../../src/engine/studio/project-calls';
import { Workspace } from '../../../../src/engine/studio/workspace';
import { MemoryCatalogue } from '../../../../src/store/memory-catalogue';
import { smallInteractions } from '../../../support/scripted-recipe';
import { importFiles, nodeStudio, textFile } from '../../../support/studio-in-node';

let workspace: Workspace;
beforeEach(() => {
  workspace = workspaceOver(new MemoryCatalogue());
});

function workspaceOver(catalogue: MemoryCatalogue): Workspace {
  return new Workspace({
    catalogue,
    pool: new InProcessPool(),
    clock: { nowMs: () => 0 },
    version: 'test',
    fetchSample: () => Promise.reject(new Error('not asked for')),
    onEvent: () => undefined,
  });
}

test('loads once for all of its calls, and not before one is made', async () => {
  let loads = 0;
  const load = async () => {
    loads++;
    return { twice: (n: number) => n * 2, thrice: async (n: number) => n * 3, unnamed: () => 0 };
  };
  const calls = later(workspace, load, ['twice', 'thrice']);
  expect(loads).toBe(0);
  expect(await Promise.all([calls.twice(2), calls.thrice(2)])).toEqual([4, 6]);
  expect(loads).toBe(1);
  expect(Object.keys(calls)).toEqual(['twice', 'thrice']);
});

test('refuses a call whose code cannot be had, and tries again at the next', async () => {
  let network = false;
  const load = async () => {
    if (!network) throw new TypeError('Failed to fetch dynamically imported module');
    return { answer: () => 42 };
  };
  const calls = later(workspace, load, ['answer']);
  await expect(calls.answer()).rejects.toMatchObject({ code: 'PART_UNREACHED' });
  network = true;
  expect(await calls.answer()).toBe(42);
});

test('a call whose code comes late is about the project that was open when it was made', async () => {
  const catalogue = new MemoryCatalogue();
  const maker = nodeStudio({ catalogue });
  const [one, two] = [
    await importFiles(maker, [textFile('one.csv', smallInteractions(40, 60, 30))]),
    await importFiles(maker, [textFile('two.csv', smallInteractions(41, 60, 30))]),
  ];
  workspace = workspaceOver(catalogue);
  const { openProject } = projectCalls(workspace);
  const load = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { name: async () => workspace.projects.current().state.project.name };
  };
  const { name } = later(workspace, load, ['name']);
  await openProject(one.project.id);
  const asked = name();
  await openProject(two.project.id);
  expect(await asked).toBe(one.project.name);
  expect(await name()).toBe(two.project.name);
});
