import { expect, test } from 'vitest';
import type { Job } from '../../../../../src/domain/ports';
import { answerLines, newTally, type BatchTask } from '../../../../../src/engine/serving/batch/batch-job';

test('the job may look at the clock between any two lines: one alone may take 12 ms', async () => {
  const looks: number[] = [];
  const job: Job = {
    stopped: false,
    checkpoint: async (_phase, done) => void looks.push(done),
  };
  // Lines that cannot be read ask nothing of a model.
  const task = {
    source: { version: { spec: { recipe: 'aws-popularity-count' } } },
    describe: () => '',
  } as unknown as BatchTask;
  const lines = async function* (): AsyncGenerator<string> {
    for (let n = 0; n < 20; n++) yield 'no JSON';
  };
  let answered = 0;
  for await (const line of answerLines(lines(), task, job, newTally())) if (line !== '') answered++;
  expect(answered).toBe(20);
  expect(looks).toEqual(Array.from({ length: 20 }, (_, n) => n));
});
