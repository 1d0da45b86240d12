import { expect, it } from 'vitest';
import type { Job } from '../../../../src/domain/ports';
import { hrnnBeside } from '../../../../src/recipes/hrnn/hrnn-trainer';
import { itemVectors } from '../../../../src/recipes/sequence/item-vectors';
import { sequencesOf } from '../../../../src/recipes/sequence/sequences';
import { checkerboard } from '../../../support/checkerboard';

const WIDTH = 16;
const SEED = 1;

it('reads as many rows an epoch as the network that it stands beside', async () => {
  const data = checkerboard(14);
  const sequences = sequencesOf(data, {});
  const counts = new Int32Array(data.nItems);
  for (const item of data.items) counts[item]++;
  /** Length of an epoch, as it tells while it learns. */
  const lengthOf = async (rowsAnEpoch: number): Promise<number> => {
    let length = 0;
    const job: Job = {
      stopped: false,
      checkpoint: async (phase, _done, total) => {
        if (phase === 'epoch') length = total;
      },
    };
    const vectors = (own: Job) => itemVectors(sequences, counts, WIDTH, SEED, own);
    const beside = hrnnBeside({ data, seed: SEED, sequences, counts, vectors }, WIDTH, {
      epochs: 3,
      rowsAnEpoch,
    });
    await beside.learn(job);
    return length;
  };
  const whole = await lengthOf(sequences.rows);
  expect(await lengthOf(sequences.rows / 2)).toBeCloseTo(whole / 2, -1);
});
