import { expect, test } from 'vitest';
import type { JobId } from '../../../src/domain/resources';
import { JobTable } from '../../../src/worker/jobs';

const id = 'one' as JobId;
const nothing = (): undefined => undefined;

test('a stop that overtakes its job ends it', async () => {
  const jobs = new JobTable();
  jobs.end(id, 'cancel');
  await expect(jobs.run(id, nothing, (job) => job.checkpoint('fit', 0, 1))).rejects.toMatchObject({
    code: 'CANCELLED',
  });
});

test('words to a job that has ended are for nobody', async () => {
  const jobs = new JobTable();
  await jobs.run(id, nothing, async () => undefined);
  jobs.end(id, 'cancel');
  jobs.pace(id, 'pause');
  await expect(jobs.run(id, nothing, (job) => job.checkpoint('fit', 0, 1))).resolves.toBeUndefined();
});
