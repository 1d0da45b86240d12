import { expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import type { Job } from '../../../../src/domain/ports';
import { ContextFit } from '../../../../src/recipes/ensemble/fit-context-tilt';
import { withEventColumn } from '../../../support/devices';
import { trainingDataOf } from '../../../support/checkerboard';

const ITEMS = 20;

/** @param code of an event's value, −1 for none. */
function eventsOf(nUsers: number, each: number, code: (position: number) => number): TrainingData {
  const histories = Array.from({ length: nUsers }, (_, u) =>
    Array.from({ length: each }, (_event, k) => (u + k) % ITEMS),
  );
  return withEventColumn(trainingDataOf(histories, ITEMS), {
    kind: 'code',
    name: 'DEVICE',
    categorical: true,
    vocabulary: ['tv', 'phone'],
    codes: Int32Array.from({ length: nUsers * each }, (_, p) => code(p)),
  });
}

/** How often it is looked whether to stop while the weights are chosen. */
async function looks(data: TrainingData): Promise<{ popular: number; personal: number }> {
  let n = 0;
  const job: Job = { checkpoint: async () => void n++, stopped: false };
  const fit = await ContextFit.count(data, job);
  if (fit === null) throw new Error('nothing to learn from');
  n = 0;
  await fit.popularWeight(1, job);
  const popular = n;
  const users = Array.from({ length: data.nUsers }, (_, u) => u);
  const candidates = Int32Array.from(users.flatMap((u) => [u % ITEMS, (u + 1) % ITEMS]));
  await fit.personalWeight(
    {
      moments: users.map((userIdx) => ({
        userIdx,
        age: 1,
        from: data.userPtr[userIdx + 1] - 1,
        to: data.userPtr[userIdx + 1],
        person: userIdx,
      })),
      starts: Int32Array.from({ length: users.length + 1 }, (_, row) => 2 * row),
      candidates,
      logMultiplicity: new Float64Array(candidates.length),
      logits: new Float64Array(candidates.length),
    },
    job,
  );
  return { popular, personal: n - popular };
}

it('can be stopped while it goes through people of whose events nothing is known', async () => {
  const { popular } = await looks(eventsOf(100_000, 2, (p) => (p < 2 ? p : -1)));
  expect(popular).toBeGreaterThan(50);
});

it('can be stopped while it takes long histories out of the counts', async () => {
  const { popular, personal } = await looks(eventsOf(300, 1000, (p) => p % 2));
  expect(popular).toBeGreaterThan(50);
  expect(personal).toBeGreaterThan(50);
});
