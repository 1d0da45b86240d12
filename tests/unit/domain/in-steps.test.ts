import { beforeAll, expect, test } from 'vitest';
import type { Tables } from '../../../src/domain/columns';
import { AppError } from '../../../src/domain/errors';
import { monthOf } from '../../../src/domain/months';
import type { Job } from '../../../src/domain/ports';
import { describingTables } from '../../../src/data/card';
import { profileColumns } from '../../../src/engine/datasets/profile-columns';
import { selectData } from '../../../src/engine/datasets/select-data';
import { fixTables } from '../../../src/engine/datasets/fixes/fix-tables';
import { inSteps } from '../../../src/domain/steps';
import { nodeJob, nodeStudio } from '../../support/studio-in-node';
import { useSmallSample } from '../../support/small-sample';

useSmallSample();

const ROWS = 200_000;
let tables: Tables;
beforeAll(() => {
  const [users, items] = [10_000, 5_000];
  tables = {
    userIds: Array.from({ length: users }, (_, i) => `u${i}`),
    itemIds: Array.from({ length: items }, (_, i) => `i${i}`),
    items: null,
    users: null,
    interactions: {
      nRows: ROWS,
      userIdx: Int32Array.from({ length: ROWS }, (_, row) => row % users),
      itemIdx: Int32Array.from({ length: ROWS }, (_, row) => (row * 7) % items),
      timestampSec: Float64Array.from({ length: ROWS }, (_, row) => 1_500_000_000 + (row >> 2)),
      eventType: new Uint16Array(ROWS),
      eventTypes: ['view'],
      columns: [],
    },
  };
});

/** A job that only counts, and may be stopped at one of its checkpoints. */
function counting(stopAt = Infinity): Job & { count: number } {
  return {
    count: 0,
    stopped: false,
    async checkpoint() {
      if (++this.count >= stopAt) throw new AppError('CANCELLED');
    },
  };
}

test('work over many rows lets messages in many times, however few columns there are', async () => {
  for (const work of [
    (job: Job) => inSteps(fixTables(tables, { kind: 'drop-repeats' }), job, 'x'),
    (job: Job) => inSteps(describingTables(tables), job, 'x'),
    (job: Job) =>
      inSteps(
        selectData(tables, { time: null, activity: null, popularity: null, eventType: null }),
        job,
        'x',
      ),
    (job: Job) => profileColumns(tables, job),
  ]) {
    const job = counting();
    await work(job);
    expect(job.count).toBeGreaterThan(4);
  }
});

test('a fix that is cancelled while rows are compared leaves the data as they were', async () => {
  const { studio } = nodeStudio();
  const state = await studio.openSample(nodeJob(), 'film-club');
  await expect(studio.applyFix(counting(4), { kind: 'drop-users-under', events: 9 })).rejects.toMatchObject({
    code: 'CANCELLED',
  });
  expect((await studio.openProject(state.project.id)).dataVersion).toBe(state.dataVersion);
});

test('months are those of the calendar, before 1970 and in leap years too', () => {
  for (let day = -800_000; day < 800_000; day += 13) {
    const date = new Date(day * 86_400_000);
    if (monthOf(day * 86_400) !== date.getUTCFullYear() * 12 + date.getUTCMonth())
      throw new Error(date.toISOString());
  }
  expect(monthOf(Date.UTC(2024, 1, 29, 23, 59, 59) / 1000)).toBe(2024 * 12 + 1);
  expect(monthOf(Number.NaN)).toBeNaN();
});
