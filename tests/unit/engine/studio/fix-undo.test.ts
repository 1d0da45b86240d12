import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { DataFix } from '../../../../src/domain/data-fix';
import { IdbCatalogue } from '../../../../src/store/catalogue';
import { smallInteractions } from '../../../support/scripted-recipe';
import { importFiles, nodeJob, nodeStudio, textFile, type NodeStudio } from '../../../support/studio-in-node';

const fix: DataFix = { kind: 'drop-users-under', events: 2 };

describe('a fix of stored data', () => {
  let catalogue: IdbCatalogue;
  let node: NodeStudio;
  beforeAll(async () => {
    vi.stubGlobal('indexedDB', new IDBFactory());
    catalogue = await IdbCatalogue.open(() => undefined);
    node = nodeStudio({ catalogue });
    const lines = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE'];
    for (let k = 0; k < 1200; k++) lines.push(`u${k % 60},i${k % 7},${1_600_000_000 + k},view`);
    lines.push('solo,i1,1600000500,view', 'hermit,i2,1600000600,view');
    await importFiles(node, [textFile('interactions.csv', lines.join('\n'))]);
  });

  const stored = async () => {
    const [summary] = await catalogue.list();
    const store = await catalogue.open(summary.id);
    const found = { tables: await store.readTables(), card: await store.readCard() };
    store.close();
    return found;
  };

  test('is offered, previewed, stored in one step and undone to the byte, also after a reload', async () => {
    const before = await stored();
    const offered = await node.studio.listInsights(nodeJob());
    expect(offered.map((insight) => insight.fix)).toContainEqual(fix);
    expect((await node.studio.previewFix(nodeJob(), fix)).goes).toEqual([
      { dataset: 'INTERACTIONS', rows: 2 },
    ]);
    expect(await stored()).toEqual(before);

    const state = await node.studio.applyFix(nodeJob(), fix);
    expect([state.dataVersion, state.project.interactions, state.project.users]).toEqual([2, 1200, 60]);
    expect((await stored()).tables?.interactions.nRows).toBe(1200);
    expect((await node.studio.listInsights(nodeJob())).map((insight) => insight.fix)).not.toContainEqual(fix);

    const reloaded = nodeStudio({ catalogue });
    await reloaded.studio.openProject((await catalogue.list())[0].id);
    const after = await reloaded.studio.undoFix();
    expect([after.dataVersion, after.project.interactions, after.fixed]).toEqual([1, 1202, undefined]);
    expect(await stored()).toEqual(before);
    await expect(reloaded.studio.undoFix()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('that takes the place of an undone one is not mistaken for it by a tab that missed the undo', async () => {
    const [{ id }] = await catalogue.list();
    const writer = nodeStudio({ catalogue });
    const reader = nodeStudio({ catalogue });
    await writer.studio.openProject(id);
    const first = await writer.studio.applyFix(nodeJob(), fix);
    await reader.studio.openProject(id);
    expect((await reader.studio.describeData()).users).toBe(60);
    await writer.studio.undoFix();
    const second = await writer.studio.applyFix(nodeJob(), { kind: 'drop-users-over', events: 1 });
    expect(second.dataVersion).toBeGreaterThan(first.dataVersion);
    await reader.studio.refresh();
    const ids = await reader.studio.searchUsers('', 10);
    expect((await reader.studio.describeData()).users).toBe(2);
    expect(ids).toHaveLength(2);
  });

  test('is not carried over into a copy, whose data before it are left behind', async () => {
    const node = nodeStudio({ catalogue: await IdbCatalogue.open(() => undefined) });
    const state = await importFiles(node, [textFile('few.csv', smallInteractions(40, 60, 30))]);
    const dropped: DataFix = { kind: 'keep-event-types', most: 1 };
    expect((await node.studio.applyFix(nodeJob(), dropped)).fixed).toBeDefined();
    const copied = await node.studio.exportProject(state.project.id, async ({ facts }) => facts.state);
    expect(copied.fixed).toBeUndefined();
    const twin = await node.studio.duplicateProject(nodeJob(), state.project.id);
    expect(twin.fixed).toBeUndefined();
  });
});
