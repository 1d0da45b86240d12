import { expect, it } from 'vitest';
import { softmax } from '../../../../src/kernels/softmax';
import { topK } from '../../../../src/kernels/top-k';
import { Rng } from '../../../../src/kernels/rng';
import { momentsOf } from '../../../../src/recipes/moments/moments';
import { BestEpoch } from '../../../../src/recipes/sequence/best-epoch';
import { calibrate, UNCALIBRATED } from '../../../../src/recipes/sequence/calibration';
import { HeldOut } from '../../../../src/recipes/sequence/held-out';
import { NetworkTrainer, type LearningNetwork } from '../../../../src/recipes/sequence/network-trainer';
import { Precedents, precedentsPlan } from '../../../../src/recipes/sequence/precedents';
import type { TrainingData, UserQuery } from '../../../../src/domain/histories';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import { averaged } from '../../../../src/recipes/sequence/averaged-networks';
import { userPersonalizationV2 } from '../../../../src/recipes/transformer-recipes';
import { scoreUsers, type Model } from '../../../../src/recipes/recipe';
import { trainingDataOf } from '../../../support/checkerboard';
import { trainFully, uncancelled } from '../../../support/recipe-contract';

const ITEMS = 30;

/** Each step goes on to the next item 3 times of 10, else anywhere but to where one has been. */
function walks(nUsers: number, stepsOf = (_user: number) => 8): TrainingData {
  const rng = new Rng(11, 'walks');
  const histories = Array.from({ length: nUsers }, (_, u) => {
    const path = [rng.below(ITEMS)];
    while (path.length < stepsOf(u)) {
      const next = rng.uniform() < 0.3 ? (path[path.length - 1] + 1) % ITEMS : rng.below(ITEMS);
      if (!path.includes(next)) path.push(next);
    }
    return path;
  });
  return trainingDataOf(histories, ITEMS);
}

function sequencesOf(data: TrainingData) {
  const moments = momentsOf(data);
  const rows = moments.items.length - data.nUsers;
  const { userPtr } = moments;
  return { moments, from: userPtr.slice(0, -1), to: userPtr.slice(1), longest: 50, rows };
}

/** Knows what follows, is far too sure of it, and never heard that nobody comes back. */
const boaster: Model = {
  recipe: 'aws-hrnn',
  nItems: ITEMS,
  hasScores: true,
  scoreUser({ items }: UserQuery, out: Float64Array) {
    out.fill(0);
    out[items[items.length - 1]] = 9;
    out[(items[items.length - 1] + 1) % ITEMS] = 12;
    return true;
  },
  store: () => {
    throw new RangeError('never stored');
  },
};

it('takes its rows from learning, of one user in three, and none where they would be too few', () => {
  const data = walks(200);
  const sequences = sequencesOf(data);
  const { heldOut, learned } = HeldOut.draw(data, sequences, 1);
  expect(heldOut).not.toBeNull();
  expect(learned.rows).toBe(sequences.rows - 66);
  const cut = Array.from(sequences.to, (to, u) => to - learned.to[u]);
  expect(cut.filter((rows) => rows === 1)).toHaveLength(66);
  expect(Math.max(...cut)).toBe(1);
  const some = walks(30);
  expect(HeldOut.draw(some, sequencesOf(some), 1).learned.rows).toBe(sequencesOf(some).rows - 10);
  const few = walks(29);
  expect(HeldOut.draw(few, sequencesOf(few), 1).heldOut).toBeNull();
});

it('finds how sure scores may be, and that items of the history do not come again', async () => {
  const data = walks(2000);
  const { heldOut } = HeldOut.draw(data, sequencesOf(data), 1);
  const examined = await heldOut?.examine(boaster, null, false, uncancelled);
  const calibration = { ...UNCALIBRATED, ...examined?.calibration };
  const fresh = walks(3000);
  const scores = new Float64Array(ITEMS);
  let [promised, kept] = [0, 0];
  for (let u = 2000; u < 3000; u++) {
    const items = fresh.items.slice(fresh.userPtr[u], fresh.userPtr[u + 1]);
    const query = { userIdx: -1, items: items.slice(0, -1), timestampSec: Float64Array.from(items.keys()) };
    boaster.scoreUser(query, scores);
    calibrate(calibration, { ...query, timestampSec: query.timestampSec.slice(0, -1) }, scores);
    softmax(scores, scores);
    const [best] = topK(scores, fresh.itemRank, 1);
    promised += scores[best];
    if (best === items[items.length - 1]) kept++;
    expect([...topK(scores, fresh.itemRank, 5)].filter((item) => query.items.includes(item))).toEqual([]);
  }
  expect(kept).toBeGreaterThan(200);
  expect(Math.abs(promised - kept) / kept).toBeLessThan(0.15);
});

it.each([
  ['a recurrent network', async (data: TrainingData) => trainFully(hrnn, data, 1, 1)],
  ['a transformer', async (data: TrainingData) => trainFully(userPersonalizationV2, data, 1, 1)],
  [
    'both together',
    async (data: TrainingData) =>
      averaged(
        [await trainFully(hrnn, data, 1, 1), await trainFully(userPersonalizationV2, data, 1, 1)],
        UNCALIBRATED,
      ),
  ],
])('finds the same bits whether %s answers several rows at once or one by one', async (_, train) => {
  const data = walks(500, (u) => 3 + (u % 23));
  const { heldOut } = HeldOut.draw(data, sequencesOf(data), 1);
  const model = await train(data);
  const askedAtOnce: number[] = [];
  let looks = 0;
  const job = { stopped: false, checkpoint: async () => void looks++ };
  const named = { recipe: model.recipe, nItems: ITEMS, hasScores: true, store: () => model.store() };
  const alone = await heldOut?.examine(
    { ...named, scoreUser: (query, out) => model.scoreUser(query, out) },
    null,
    false,
    uncancelled,
  );
  const together = await heldOut?.examine(
    {
      ...named,
      scoreUser: () => {
        throw new RangeError('asked one by one');
      },
      scoreUsers(queries, outs) {
        askedAtOnce.push(queries.length);
        expect(queries.reduce((events, { items }) => events + items.length, 0)).toBeLessThanOrEqual(500);
        return scoreUsers(model, queries, outs);
      },
    },
    null,
    false,
    job,
  );
  expect(alone?.gains.length).toBe(askedAtOnce.reduce((sum, rows) => sum + rows, 0));
  expect(together).toEqual(alone);
  expect(Math.max(...askedAtOnce)).toBe(16);
  expect(looks).toBeGreaterThan(askedAtOnce.length);
});

it('holds rows out as often as they count', () => {
  const data = walks(2000);
  const heavy = (u: number): boolean => u % 2 === 0;
  const rowWeight = Float32Array.from(data.items, (_, p) =>
    heavy(data.userPtr.findIndex((from) => from > p) - 1) ? 1 : 0.25,
  );
  const sequences = sequencesOf(data);
  const { learned } = HeldOut.draw({ ...data, rowWeight }, sequences, 1);
  const held = Array.from(learned.to.keys()).filter((u) => learned.to[u] < sequences.to[u]);
  const share = held.filter(heavy).length / held.length;
  expect(share).toBeGreaterThan(0.75);
  expect(share).toBeLessThan(0.85);
});

it('keeps the newest epoch unless it falls behind, and gives up when three in a row have', () => {
  const gains = (mean: number): Float64Array =>
    Float64Array.from({ length: 100 }, (_, k) => mean + (k % 2) / 10);
  const best = new BestEpoch();
  expect([0.2, 0.5, 0.4, 0.5, 0.3].map((mean) => best.keeps(gains(mean)))).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
  expect(best.isOver).toBe(false);
  expect([0.4, 0.45].map((mean) => best.keeps(gains(mean)))).toEqual([false, false]);
  expect(best.isOver).toBe(true);
  const without = new BestEpoch();
  for (let epoch = 0; epoch < 9; epoch++) expect(without.keeps(null)).toBe(true);
});

it('weighs precedents by how much better the taken items are found with them', async () => {
  const data = walks(2000);
  const sequences = sequencesOf(data);
  const { heldOut } = HeldOut.draw(data, sequences, 1);
  const precedents = new Precedents(sequences.moments, precedentsPlan(sequences.moments, true));
  const knowsNothing: Model = { ...boaster, scoreUser: (_, out) => (out.fill(0), true) };
  const without = await heldOut?.examine(knowsNothing, null, false, uncancelled);
  const beside = await heldOut?.examine(knowsNothing, precedents, false, uncancelled);
  expect(without?.weight).toBe(0);
  expect(beside?.weight).toBeGreaterThan(0.3);
  expect(beside?.calibration.own).toHaveLength(without?.calibration.own.length ?? NaN);
  const meanOf = (gains: readonly number[]): number =>
    gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  expect(meanOf([...(beside?.gains ?? [])])).toBeGreaterThan(1.1 * meanOf([...(without?.gains ?? [])]));
  // What the network itself knows is not to be found in precedents once more.
  const besideBoaster = await heldOut?.examine(boaster, precedents, false, uncancelled);
  expect(Math.abs(besideBoaster?.weight ?? NaN)).toBeLessThan((beside?.weight ?? NaN) / 2);
  // Each costs as much as a list.
  expect(beside?.gains.length).toBeLessThanOrEqual(600);
  expect(without?.gains.length).toBeGreaterThan(600);
});

it('looks up precedents beside the epoch that is kept, also where learning ends before its last', async () => {
  const data = walks(600);
  const sequences = sequencesOf(data);
  const { heldOut } = HeldOut.draw(data, sequences, 1);
  const knowsNothing: Model = { ...boaster, scoreUser: (_, out) => (out.fill(0), true) };
  let epoch = 0;
  const worsens: LearningNetwork = {
    learn: async () => {
      epoch++;
      return null;
    },
    snapshot: () => {
      const model = epoch === 1 ? boaster : knowsNothing;
      return () => model;
    },
  };
  const trainer = new NetworkTrainer(9, [worsens], heldOut, precedentsPlan(sequences.moments, true));
  const query = { userIdx: -1, items: Int32Array.of(3, 4, 5), timestampSec: Float64Array.of(0, 60, 120) };
  const scoresAfter = async (): Promise<Float64Array> => {
    await trainer.trainEpoch(uncancelled);
    const scores = new Float64Array(ITEMS);
    trainer.model().scoreUser(query, scores);
    return scores;
  };
  const first = await scoresAfter();
  const distinct = (scores: Float64Array): number => new Set(scores).size;
  expect(distinct(first)).toBe(3);
  // Its second and third epoch are worse, and so not kept.
  expect(await scoresAfter()).toEqual(first);
  expect(await scoresAfter()).toEqual(first);
  const last = await scoresAfter();
  expect(distinct(last)).toBeGreaterThan(10);
  expect(topK(last, data.itemRank, 1)).toEqual(topK(first, data.itemRank, 1));
  expect(await scoresAfter()).toEqual(last);
  expect(epoch).toBe(4);
});
