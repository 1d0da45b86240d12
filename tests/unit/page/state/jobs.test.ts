import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Progress } from '../../../../src/domain/ports';
import { Jobs } from '../../../../src/page/state/jobs.svelte';
import type { StudioApi } from '../../../../src/domain/door';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const held: Progress = { phase: 'fit', done: 1, total: 5, elapsedMs: 10, held: true };

test('slow motion looks at each epoch for its whole time, though paused in between', async () => {
  const paces: string[] = [];
  const api: Partial<StudioApi> = { paceTraining: async (_, pace) => void paces.push(pace) };
  const jobs = new Jobs(api as StudioApi);
  let report: (progress: Progress) => void = () => undefined;
  void jobs.run('train', 'hrnn', (_, onProgress) => {
    report = onProgress;
    return new Promise(() => undefined);
  });
  const job = jobs.current;
  if (job === null) throw new Error('nothing runs');
  await jobs.pace(job, 'slow');
  report(held);
  vi.advanceTimersByTime(1000);
  await jobs.pace(job, 'pause');
  await jobs.pace(job, 'slow'); // steps at once
  report({ ...held, done: 2 });
  const asked = paces.length;
  vi.advanceTimersByTime(1000); // where the first look would have ended
  expect(paces.length).toBe(asked);
  vi.advanceTimersByTime(600);
  expect(paces.slice(asked)).toEqual(['step']);
});

test('one that does not go on takes the waiting trainings away', async () => {
  vi.useRealTimers();
  const jobs = new Jobs({} as StudioApi);
  const begun: string[] = [];
  await jobs.inTurn(['aws-sims', 'aws-hrnn', 'aws-popularity-count'], async (name) => {
    begun.push(name);
    return name !== 'aws-hrnn';
  });
  expect(begun).toEqual(['aws-sims', 'aws-hrnn']);
  expect(jobs.queue).toEqual({ now: null, waiting: [] });
});
