import { beforeEach, describe, expect, test } from 'vitest';
import type { ProjectState } from '../../../../src/domain/resources';
import { OpenProject } from '../../../../src/engine/project/open-project';
import { drawsSeconds } from '../../../../src/engine/project/drawn-model';
import { autoUpdate } from '../../../../src/engine/training/update-version';
import { renumbered } from '../../../../src/engine/training/renumber';
import { smallInteractions } from '../../../support/scripted-recipe';
import { tablesOf } from '../../../support/small-tables';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../support/studio-in-node';

const RECIPE = 'aws-user-personalization';
const EVERYTHING = 500;

/** The same events with somebody new first, so that users and items are numbered anew, and items nobody has seen. */
function later(text: string): string {
  const [header, ...rows] = text.trimEnd().split('\n');
  const fresh = ['new1,fresh1', 'new1,i3', 'new2,fresh2', 'new2,i5'];
  return [header, ...fresh.map((pair, k) => `${pair},${1_700_100_000 + k},view`), ...rows].join('\n');
}

describe('an update of a solution', () => {
  const text = smallInteractions(40, 60, 30);
  let node: NodeStudio;
  let state: ProjectState;
  beforeEach(async () => {
    node = nodeStudio();
    state = await importFiles(node, [textFile('shop.csv', text)]);
  });

  const listOf = async (solutionVersionArn: string, userId: string, numResults = EVERYTHING) =>
    (await node.studio.getRecommendations({ solutionVersionArn, userId, numResults })).items;

  test('keeps what was learned and takes new items in', async () => {
    const full = await node.studio.train(nodeJob(), specOf(RECIPE));
    expect(full.trainingMode).toBe('FULL');
    await importFiles(node, [textFile('shop.csv', later(text))], state);
    const before = await listOf(full.arn, 'u7');
    expect(before.some(({ itemId }) => itemId.startsWith('fresh'))).toBe(false);

    const version = await node.studio.updateSolution(nodeJob(), full.solution);
    expect(version).toMatchObject({
      status: 'ACTIVE',
      trainingMode: 'UPDATE',
      updates: full.arn,
      solution: full.solution,
      spec: full.spec,
      metrics: null,
      baseline: null,
      counts: { users: 42, items: 62, interactions: 1204 },
    });
    expect(version.dataVersion).toBe(full.dataVersion + 1);
    expect(node.statusesOf(version.arn)).toEqual(['CREATE PENDING', 'CREATE IN_PROGRESS', 'ACTIVE']);

    const after = await listOf(version.arn, 'u7');
    const known = after.filter(({ itemId }) => !itemId.startsWith('fresh'));
    expect(known.map(({ itemId }) => itemId)).toEqual(before.map(({ itemId }) => itemId));
    expect(after).toHaveLength(62);
    // Scores of what was known keep their proportions; new items take a little of all.
    const ratio = (known[0].score ?? 0) / (before[0].score ?? 0);
    known.forEach(({ score = 0 }, k) => expect(score / (before[k].score ?? 0)).toBeCloseTo(ratio, 9));
    // Another studio reads the same from what was stored.
    const reader = nodeStudio({ catalogue: node.catalogue });
    await reader.studio.openProject(state.project.id);
    const { items } = await reader.studio.getRecommendations({
      solutionVersionArn: version.arn,
      userId: 'u7',
      numResults: EVERYTHING,
    });
    expect(items).toEqual(after);
  });

  test('lets exploration offer what the full version cannot', async () => {
    const full = await node.studio.train(nodeJob(), specOf(RECIPE));
    await importFiles(node, [textFile('shop.csv', later(text))], state);
    const version = await node.studio.updateSolution(nodeJob(), full.solution);
    const explored = async (arn: string) =>
      (
        await node.studio.getRecommendations({
          solutionVersionArn: arn,
          userId: 'u7',
          numResults: 10,
          itemExplorationConfig: { explorationWeight: '1', explorationItemAgeCutOff: '0.5' },
        })
      ).items.map(({ itemId }) => itemId);
    expect(await explored(version.arn)).toEqual(expect.arrayContaining(['fresh1', 'fresh2']));
    expect(await explored(full.arn)).not.toEqual(expect.arrayContaining(['fresh1']));
  });

  test('takes the objective along, over the new items too', async () => {
    const items = (more: string): string =>
      `ITEM_ID,MARGIN\n${Array.from({ length: 60 }, (_, i) => `i${i},${i % 7}`).join('\n')}\n${more}`;
    state = await importFiles(node, [textFile('interactions.csv', text), textFile('items.csv', items(''))]);
    const optimizationObjective = { itemAttribute: 'MARGIN', objectiveSensitivity: 'HIGH' } as const;
    const full = await node.studio.train(nodeJob(), specOf(RECIPE, { name: 'led', optimizationObjective }));
    const files = [
      textFile('interactions.csv', later(text)),
      textFile('items.csv', items('fresh1,500\nfresh2,0\n')),
    ];
    await importFiles(node, files, state);
    const version = await node.studio.updateSolution(nodeJob(), full.solution);
    const [first] = await listOf(version.arn, 'u7', 1);
    expect(first.itemId).toBe('fresh1');
  });

  test('builds on the newest full version, never on an update', async () => {
    const full = await node.studio.train(nodeJob(), specOf(RECIPE));
    const first = await node.studio.updateSolution(nodeJob(), full.solution);
    const second = await node.studio.updateSolution(nodeJob(), full.solution);
    expect([first.updates, second.updates]).toEqual([full.arn, full.arn]);
    // On the very data of the full version it is the full version.
    expect(second.ownNumbers).toBeUndefined();
    expect(await listOf(second.arn, 'u3')).toEqual(await listOf(full.arn, 'u3'));
    const again = await node.studio.train(nodeJob(), specOf(RECIPE));
    expect((await node.studio.updateSolution(nodeJob(), full.solution)).updates).toBe(again.arn);
  });

  test('knows of the order within seconds what the full version knew', async () => {
    // Each two events of somebody at once.
    const [header, ...rows] = text.trimEnd().split('\n');
    const paired = rows.map((row) => row.replace(/,(\d+),/, (_, second) => `,${Number(second) & ~4095},`));
    for (const [name, lines, isDrawn] of [
      ['paired', paired, true],
      ['apart', rows, false],
    ] as const) {
      const own = await importFiles(node, [textFile(`${name}.csv`, [header, ...lines].join('\n'))]);
      const full = await node.studio.train(nodeJob(), specOf(RECIPE));
      const version = await node.studio.updateSolution(nodeJob(), full.solution);
      const store = await node.catalogue.open(own.project.id);
      for (const arn of [full.arn, version.arn])
        expect(drawsSeconds(await store.readModel(arn)), `${name} ${arn}`).toBe(isDrawn);
    }
  });

  test('that comes by itself keeps the numbers of the model where they are no longer those of the data', async () => {
    const { arn } = await node.studio.train(nodeJob(), specOf(RECIPE));
    const updated = async () => {
      const store = await node.catalogue.open(state.project.id);
      const clock = { nowMs: () => Date.now() };
      const host = { clock, requireWriter: () => undefined, onState: () => undefined };
      const project = new OpenProject(store, await store.readState(), host);
      await autoUpdate(project, arn, nodeJob(), { clock });
      return project.state.solutionVersions.find((version) => version.arn === arn);
    };
    expect((await updated())?.ownNumbers).toBeUndefined();
    await node.studio.refresh();
    await importFiles(node, [textFile('shop.csv', later(text))], state);
    expect(await updated()).toMatchObject({ ownNumbers: true, autoUpdate: { dataVersion: 2 } });
    const reader = nodeStudio({ catalogue: node.catalogue });
    await reader.studio.openProject(state.project.id);
    const asked = { solutionVersionArn: arn, userId: 'u7', numResults: EVERYTHING };
    const { items } = await reader.studio.getRecommendations(asked);
    expect(items.map(({ itemId }) => itemId)).toEqual(expect.arrayContaining(['fresh1', 'fresh2', 'i3']));
  });

  test('is refused where it cannot be', async () => {
    await expect(node.studio.updateSolution(nodeJob(), 'nothing')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const sims = await node.studio.train(nodeJob(), specOf('aws-sims'));
    await expect(node.studio.updateSolution(nodeJob(), sims.solution)).rejects.toMatchObject({
      code: 'P09',
      details: { recipe: 'aws-sims', trainingMode: 'UPDATE' },
    });
    const job = nodeJob(() => job.end('discard'));
    await expect(node.studio.train(job, specOf(RECIPE, { name: 'stopped' }))).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await expect(node.studio.updateSolution(nodeJob(), 'stopped')).rejects.toMatchObject({
      code: 'P09',
      details: { reason: 'no-full-version' },
    });
  });
});

describe('tables with the numbers of a model', () => {
  const tables = tablesOf([
    { user: 'b', item: 'y', time: 1 },
    { user: 'a', item: 'x', time: 2 },
    { user: 'b', item: 'z', time: 3 },
  ]);

  test('put known ids first, whether they are still there or not, and new ones behind', () => {
    const { tables: next, differs } = renumbered(tables, ['a', 'gone', 'b'], ['x', 'y']);
    expect(differs).toBe(true);
    expect(next.userIds).toEqual(['a', 'gone', 'b']);
    expect(next.itemIds).toEqual(['x', 'y', 'z']);
    expect([...next.interactions.userIdx]).toEqual([2, 0, 2]);
    expect([...next.interactions.itemIdx]).toEqual([1, 0, 2]);
    // The described item was x, second to appear.
    expect([...(next.items?.entityIdx ?? [])]).toEqual([0]);
    expect([...tables.interactions.userIdx]).toEqual([0, 1, 0]);
  });

  test('are the same tables where the numbers are the same', () => {
    expect(renumbered(tables, ['b', 'a'], ['y'])).toEqual({ tables, differs: false });
    expect(renumbered(tables, ['b', 'a'], ['y']).tables).toBe(tables);
  });
});
