import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../../../../src/domain/errors';
import type { Job } from '../../../../../src/domain/ports';
import { exportSource } from '../../../../../src/engine/service/bundle/export-project';
import { OpenProject } from '../../../../../src/engine/project/open-project';
import { smallInteractions } from '../../../../support/scripted-recipe';
import { importFiles, nodeStudio, textFile } from '../../../../support/studio-in-node';
import { batchOf, trackedEvent } from '../../../../support/tracked-event';

/** Rows that may be looked through between two looks at the job. */
const STEP = 4096;

describe('what an export looks through', () => {
  let project: OpenProject;
  let rows = 0;
  beforeAll(async () => {
    const node = nodeStudio();
    const { project: made } = await importFiles(node, [
      textFile('events.csv', smallInteractions(500, 90, 40)),
    ]);
    const store = await node.catalogue.open(made.id);
    project = new OpenProject(store, await store.readState(), {
      clock: { nowMs: () => 0 },
      requireWriter: () => undefined,
      onState: () => undefined,
    });
    const put = { userId: 'u1', itemId: 'i1', eventType: 'view' };
    const events = Array.from({ length: 2 * STEP }, (_, i) =>
      trackedEvent({ ...put, eventId: `e${i}`, timestampSec: 1_800_000_000 + i }),
    );
    await project.data.track(batchOf(...events));
    rows = (await project.data.index()).tables.interactions.nRows;
  });

  test('is looked through in short steps: minima, every column with text or without nulls, and what was put', async () => {
    const looks: number[] = [];
    const job: Job = { stopped: false, checkpoint: async (_phase, done) => void looks.push(done) };
    await exportSource(project, job);
    // The first scan begins where the put rows do; a step back begins another.
    const steps = looks.slice(1).map((done, i) => done - looks[i]);
    expect(Math.max(...steps)).toBeLessThanOrEqual(STEP);
    const imported = rows - 2 * STEP;
    const scanned = ['minima', 'USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE'].length * rows;
    const least = Math.floor((scanned + imported + 2 * STEP) / STEP);
    expect(looks.length).toBeGreaterThanOrEqual(least);
  });

  test.each([0, 1, 5, 12])('ends when it is stopped after %i looks', async (most) => {
    let looks = 0;
    const job: Job = {
      stopped: false,
      checkpoint: async () => {
        if (looks++ === most) throw new AppError('CANCELLED');
      },
    };
    await expect(exportSource(project, job)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(looks).toBe(most + 1);
  });
});
