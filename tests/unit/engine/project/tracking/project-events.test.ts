import { beforeEach, describe, expect, test } from 'vitest';
import type { TrackedEvent } from '../../../../../src/domain/tracking';
import { OpenProject } from '../../../../../src/engine/project/open-project';
import { importShop, nodeJob, nodeStudio, type NodeStudio, specOf } from '../../../../support/studio-in-node';
import type { ProjectState } from '../../../../../src/domain/resources';
import { trackedEvent } from '../../../../support/tracked-event';

const click = (change: Partial<TrackedEvent>): TrackedEvent =>
  trackedEvent({
    eventId: 'e1',
    userId: 'guest',
    itemId: 'i7',
    eventType: 'view',
    timestampSec: 1_800_000_000,
    ...change,
  });

describe('what is put into a project', () => {
  let node: NodeStudio;
  let state: ProjectState;
  let arn: string;
  beforeEach(async () => {
    node = nodeStudio();
    state = await importShop(node);
    arn = (await node.studio.train(nodeJob(), specOf('aws-user-personalization'))).arn;
  });

  /** The project as a page that was loaded again opens it. */
  async function reopened(): Promise<OpenProject> {
    const store = await node.catalogue.open(state.project.id);
    const host = { clock: { nowMs: () => 0 }, requireWriter: () => undefined, onState: () => undefined };
    return new OpenProject(store, await store.readState(), host);
  }

  test('counts at once, once, and after a reload', async () => {
    const project = await reopened();
    expect(await project.data.track({ kind: 'events', events: [click({})] })).toMatchObject({
      events: [{ eventId: 'e1' }],
    });
    expect(await project.data.track({ kind: 'events', events: [click({})] })).toMatchObject({ events: [] });
    for (const one of [project, await reopened()]) {
      const index = await one.data.index();
      expect(index.rowsOf(index.userIdx('guest')).length).toBe(1);
      const served = await one.models.of(one.activeVersion(arn));
      const query = served.query('guest');
      // The model has never seen this user, and sees the item that was clicked.
      expect(query.userIdx).toBe(-1);
      expect([...query.items]).toEqual([index.itemIdx('i7')]);
    }
    // What an import goes on from is what was imported.
    expect((await (await reopened()).data.existing()).tables.userIds).not.toContain('guest');
  });

  test('leaves models answering for items that came later', async () => {
    const project = await reopened();
    const before = await project.models.of(project.activeVersion(arn));
    await project.data.track({ kind: 'events', events: [click({ itemId: 'brand-new' })] });
    const index = await project.data.index();
    const served = await project.models.of(project.activeVersion(arn));
    expect(served.model).toBe(before.model);
    const item = index.itemIdx('brand-new');
    expect(item).toBe(index.tables.itemIds.length - 1);
    expect(served.modelItem(item)).toBe(-1);
    expect([...served.query('guest').items]).toEqual([]);
    const values = served.byPresentItem(new Float64Array(served.model.nItems), -Infinity);
    expect(values).toHaveLength(index.tables.itemIds.length);
    expect(values[item]).toBe(-Infinity);
  });

  test('gives a visitor’s events to the user they became when all data are trained on', async () => {
    const project = await reopened();
    await project.data.track({
      kind: 'events',
      events: [
        click({ eventId: 'a', userId: null, sessionId: 'visit' }),
        click({ eventId: 'b', userId: 'u3', sessionId: 'visit', itemId: 'i8' }),
      ],
    });
    const own = async (user: string): Promise<number> => {
      const index = await project.data.index();
      return index.rowsOf(index.userIdx(user)).length;
    };
    const before = await own('u3');
    expect(await own('visit')).toBe(1);
    await project.data.joinSessions();
    expect(await own('u3')).toBe(before + 1);
    expect(await own('visit')).toBe(0);
  });
});
