import { expect, it, vi } from 'vitest';
import type * as Kernels from '../../../../src/kernels/dense-product';
import type { Job } from '../../../../src/domain/ports';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import { checkParameters } from '../../../../src/recipes/parameters';
import { itemVectors } from '../../../../src/recipes/sequence/item-vectors';
import { sequencesOf } from '../../../../src/recipes/sequence/sequences';
import { trainingDataOf } from '../../../support/checkerboard';

/** Floating-point operations of matrix products since they were last looked at. */
const products = vi.hoisted(() => ({ flops: 0 }));

vi.mock('../../../../src/kernels/dense-product', async (importOriginal) => {
  const kernels = await importOriginal<typeof Kernels>();
  const addProduct: typeof kernels.addProduct = (c, cAt, a, aAt, negB, m, n, depth) => {
    products.flops += 2 * m * n * depth;
    kernels.addProduct(c, cAt, a, aAt, negB, m, n, depth);
  };
  const addTransposedProduct: typeof kernels.addTransposedProduct = (c, cAt, a, b, rows, m, n, aAt, bAt) => {
    products.flops += 2 * rows * m * n;
    kernels.addTransposedProduct(c, cAt, a, b, rows, m, n, aAt, bAt);
  };
  return { ...kernels, addProduct, addTransposedProduct };
});

/** Products that take 50 ms at 3 GFLOPS, a pace that every engine we know reaches. */
const MOST_FLOPS = 1.5e8;

// Every event is a session of its own, the worst that there is: the user unit steps as often as the session unit.
const days = 86_400;
const lonely = trainingDataOf(
  Array.from({ length: 15 }, (_, u) => Array.from({ length: 15 }, (_unused, k) => (u * 7 + k * k) % 300)),
  300,
  days,
);

it('never multiplies for longer than 50 ms without looking for a stop, at the greatest width', async () => {
  let most = 0;
  let looks = 0;
  const job: Job = {
    stopped: false,
    async checkpoint() {
      most = Math.max(most, products.flops);
      products.flops = 0;
      looks++;
    },
  };
  const parameters = checkParameters(hrnn, { hidden_dimension: '256' }, {});
  const config = { parameters, seed: 1, budget: 'instant' } as const;
  const trainer = await hrnn.trainer(lonely, config, new InProcessPool());
  products.flops = 0;
  await trainer.trainEpoch(job);
  await job.checkpoint('end', 1, 1);
  expect(looks).toBeGreaterThan(15);
  expect(most).toBeGreaterThan(1e6);
  expect(most).toBeLessThan(MOST_FLOPS);
});

it('looks for a stop while item vectors are found, as often as wide and long catalogues need', async () => {
  const nItems = 3000;
  const wide = trainingDataOf([[0, 1, 2, 3, 4, 5]], nItems);
  const sequences = sequencesOf(wide, checkParameters(hrnn, {}, {}));
  let looks = 0;
  const job: Job = { stopped: false, checkpoint: async () => void looks++ };
  const width = 64;
  await itemVectors(sequences, new Int32Array(nItems).fill(1), width, 1, job);
  // Eight rounds of Gram–Schmidt, each 2 · items · width² / 2 numbers, 4 million between two looks.
  const numbers = 8 * nItems * width * width;
  expect(looks).toBeGreaterThanOrEqual(Math.floor(numbers / 4e6 / 2));
});
