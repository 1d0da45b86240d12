import { expect, it } from 'vitest';
import type { UserQuery } from '../../../../src/domain/histories';
import { Rng } from '../../../../src/kernels/rng';
import { tiedRank } from '../../../../src/kernels/tied-rank';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import { userPaths } from '../../../support/user-paths';
import { checkParameters } from '../../../../src/recipes/parameters';
import type { Model } from '../../../../src/recipes/recipe';
import { trainingDataOf } from '../../../support/checkerboard';
import { trainWith } from '../../../support/recipe-contract';

const CLUSTERS = 8;
const RING = 6;
const OPENERS = 4;
const [USERS, SESSIONS, STEPS] = [100, 7, 3];

/**
 * People with one taste each, a ring of items that they walk in order. Every session opens with an item that tells
 * nothing, then takes three steps from anywhere on the ring: where the first step goes only the person's earlier
 * sessions tell, where the others go only the order.
 */
const rng = new Rng(8, 'tastes');
const nItems = CLUSTERS * RING + OPENERS;
const histories = Array.from({ length: USERS }, (_, u) =>
  Array.from({ length: SESSIONS }, () => {
    const from = rng.below(RING);
    const steps = Array.from({ length: STEPS }, (_step, k) => (u % CLUSTERS) * RING + ((from + k) % RING));
    return [CLUSTERS * RING + rng.below(OPENERS), ...steps];
  }).flat(),
);
const LENGTH = 1 + STEPS;
const timeOf = (k: number): number => Math.floor(k / LENGTH) * 86_400 + (k % LENGTH) * 60;
const trained = histories.map((own) => own.slice(0, -LENGTH));
const plain = trainingDataOf(trained, nItems);
const data = {
  ...plain,
  timestampSec: Float64Array.from(trained.flatMap((own) => own.map((_, k) => timeOf(k)))),
};

/** The steps of everybody's last session, which nobody learned from. */
const tests = histories.flatMap((own, userIdx) =>
  Array.from({ length: STEPS }, (_, k) => own.length - STEPS + k).map((at) => ({
    query: {
      userIdx,
      items: Int32Array.from(own.slice(0, at)),
      timestampSec: Float64Array.from({ length: at }, (_, k) => timeOf(k)),
    },
    target: own[at],
  })),
);

const train = () =>
  trainWith(hrnn, data, { parameters: checkParameters(hrnn, {}, {}), seed: 3, budget: 'instant' });

/** NDCG@10 of every test. */
function gains(model: Model, change: (query: UserQuery) => UserQuery = (query) => query): number[] {
  const out = new Float64Array(nItems);
  return tests.map(({ query, target }) => {
    model.scoreUser(change(query), out);
    const rank = tiedRank(out, target, null);
    return rank < 11 ? 1 / Math.log2(1 + rank) : 0;
  });
}

/** Mean of the paired differences in their own standard errors. */
function standardErrors(better: readonly number[], worse: readonly number[]): number {
  const differences = better.map((gain, k) => gain - worse[k]);
  const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / differences.length;
  return variance === 0 ? 0 : mean / Math.sqrt(variance / differences.length);
}

it('loses what it knows of a person without the user unit, and of the moment when histories are shuffled', async () => {
  const model = await train();
  const whole = gains(model);
  expect(whole.reduce((sum, gain) => sum + gain, 0) / whole.length).toBeGreaterThan(0.5);

  const { header, arrays } = structuredClone(model.store());
  for (const [from, to] of userPaths(Number(header.config.width))) arrays.weights.fill(0, from, to);
  expect(standardErrors(whole, gains(hrnn.load({ header, arrays })))).toBeGreaterThan(5);

  const order = new Rng(4, 'order');
  const shuffled = gains(model, (query) => ({ ...query, items: order.shuffle(query.items.slice()) }));
  expect(standardErrors(whole, shuffled)).toBeGreaterThan(5);
});
