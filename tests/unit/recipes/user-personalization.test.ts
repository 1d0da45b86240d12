import type { Budget } from '../../../src/domain/resources';
import { describe, expect, it } from 'vitest';
import type { TrainingData, UserQuery } from '../../../src/domain/histories';
import { InProcessPool } from '../../../src/engine/project/in-process-pool';
import { Rng } from '../../../src/kernels/rng';
import { softmax } from '../../../src/kernels/softmax';
import { topK } from '../../../src/kernels/top-k';
import { having } from '../../../src/recipes/capabilities';
import { planFor } from '../../../src/recipes/ensemble/ensemble-plan';
import { momentsOf } from '../../../src/recipes/moments/moments';
import { fitNetworkArrays } from '../../../src/recipes/ensemble/network-evidence';
import { checkParameters } from '../../../src/recipes/parameters';
import type { Model } from '../../../src/recipes/recipe';
import { userPersonalization } from '../../../src/recipes/user-personalization';
import { sparseUserPersonalization } from '../../support/sparse-user-personalization';
import { trainingDataOf } from '../../support/checkerboard';
import { historyOf } from '../../../src/domain/queries';
import { scoresOf, trainFully, uncancelled, trainWith } from '../../support/recipe-contract';
import { withNetwork } from '../../support/small-walks';

const ITEMS = 60;

/**
 * People walk in circles: item i is followed by i + 1 (mod 60) nine times of ten, else by any item. Nobody sees an
 * item twice, so that repeats are never right.
 */
function walkers(nUsers: number, length: number): TrainingData {
  const rng = new Rng(2, 'walkers');
  const histories = Array.from({ length: nUsers }, () => {
    let at = rng.below(ITEMS);
    const path = [at];
    while (path.length < length) {
      const next = rng.uniform() < 0.9 ? (at + 1) % ITEMS : rng.below(ITEMS);
      at = path.includes(next) ? rng.below(ITEMS) : next;
      if (!path.includes(at)) path.push(at);
    }
    return path;
  });
  return trainingDataOf(histories, ITEMS);
}

/** Everybody buys a, b or c again and again. */
function regulars(nUsers: number): TrainingData {
  const rng = new Rng(4, 'regulars');
  const histories = Array.from({ length: nUsers }, () => {
    const own = [rng.below(ITEMS), rng.below(ITEMS)];
    return Array.from({ length: 14 }, () => (rng.uniform() < 0.9 ? own[rng.below(2)] : rng.below(ITEMS)));
  });
  return trainingDataOf(histories, ITEMS);
}

let walked: Promise<Model> | undefined;

/** Of two hundred walkers, trained once for whoever only asks it. */
function walkedModel(): Promise<Model> {
  walked ??= trainFully(userPersonalization, walkers(200, 20));
  return walked;
}

function trainedOn(
  data: TrainingData,
  hyperparameters: Record<string, string>,
  transformations: Record<string, string> = {},
): Promise<Model> {
  const parameters = checkParameters(userPersonalization, hyperparameters, transformations);
  return trainWith(userPersonalization, data, { parameters, seed: 42, budget: 'instant' });
}

function newcomer(...items: number[]): UserQuery {
  return {
    userIdx: -1,
    items: Int32Array.from(items),
    timestampSec: Float64Array.from(items, (_, k) => 60 * k),
  };
}

describe('aws-user-personalization', () => {
  it('learns what comes next', async () => {
    const data = walkers(200, 20);
    const model = await walkedModel();
    let hits = 0;
    for (let item = 0; item < ITEMS; item++) {
      const next = (item + 1) % ITEMS;
      const before = (item + ITEMS - 1) % ITEMS;
      hits += topK(scoresOf(model, newcomer(before, item)), data.itemRank, 1)[0] === next ? 1 : 0;
    }
    expect(hits).toBeGreaterThanOrEqual(57);
  });

  it('gives calibrated scores: what it calls likely happens about so often', async () => {
    const data = walkers(500, 20);
    const model = await walkedModel();
    const scores = new Float64Array(ITEMS);
    let promised = 0;
    let kept = 0;
    // The model knows the first two hundred.
    for (let u = 200; u < 500; u++) {
      const { items, timestampSec } = historyOf(data, u);
      softmax(scoresOf(model, { userIdx: -1, items: items.subarray(0, -1), timestampSec }), scores);
      expect(scores.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      const [best] = topK(scores, data.itemRank, 1);
      promised += scores[best];
      kept += best === items[items.length - 1] ? 1 : 0;
    }
    expect(kept).toBeGreaterThan(100);
    expect(Math.abs(promised - kept) / kept).toBeLessThan(0.1);
  });

  it('leaves out what people never repeat, and offers again what they do', async () => {
    const model = await walkedModel();
    const walker = historyOf(walkers(200, 20), 3);
    const list = topK(
      scoresOf(model, walker),
      Int32Array.from({ length: ITEMS }, (_, i) => i),
      10,
    );
    for (const item of list) expect(walker.items).not.toContain(item);

    const data = regulars(80);
    const bought = await trainFully(userPersonalization, data);
    const regular = historyOf(data, 5);
    const [favourite] = topK(scoresOf(bought, regular), data.itemRank, 1);
    expect(regular.items).toContain(favourite);
  });

  it('offers the second row of a second that has had only its first', async () => {
    // Every step is a click and, at the same second, a watch of the same item.
    const walk = walkers(100, 12);
    const histories = Array.from({ length: walk.nUsers }, (_, u) => [...historyOf(walk, u).items]);
    const twice = trainingDataOf(
      histories.map((path, u) => path.flatMap((item) => [item, item]).slice(0, u % 2 === 0 ? 24 : 23)),
      ITEMS,
    );
    const timestampSec = twice.timestampSec.map((_, p) => {
      const user = histories.findIndex((_unused, u) => p < twice.userPtr[u + 1]);
      return 60 * Math.floor((p - twice.userPtr[user]) / 2);
    });
    const model = await trainFully(userPersonalization, { ...twice, timestampSec });
    const query = { userIdx: -1, items: Int32Array.of(7, 7, 8), timestampSec: Float64Array.of(0, 0, 60) };
    expect(topK(scoresOf(model, query), twice.itemRank, 1)[0]).toBe(8);
    const done = { ...query, items: Int32Array.of(7, 8, 8), timestampSec: Float64Array.of(0, 60, 60) };
    expect(topK(scoresOf(model, done), twice.itemRank, 1)[0]).toBe(9);
  });

  it('is personal after one event', async () => {
    const data = walkers(200, 20);
    const model = await walkedModel();
    const out = new Float64Array(ITEMS);
    expect(model.scoreUser(newcomer(10), out)).toBe(true);
    expect(topK(out, data.itemRank, 3)).toContain(11);
  });

  it('changes with every tunable parameter', async () => {
    const data = walkers(30, 20);
    const base = scoresOf(await trainedOn(data, {}), historyOf(data, 1));
    const changes: Record<string, string>[] = [
      { hidden_dimension: '32' },
      { bptt: '4' },
      { recency_mask: 'false' },
    ];
    for (const given of changes) {
      expect(scoresOf(await trainedOn(data, given), historyOf(data, 1)), JSON.stringify(given)).not.toEqual(
        base,
      );
    }
  });

  it('cuts histories only at percentiles that are set', async () => {
    const data = walkers(60, 20);
    const items = data.items.slice();
    const model = await trainedOn(data, {}, { max_user_history_length_percentile: '0.98' });
    // All histories are equally long, so that nobody is above any percentile.
    expect(model.store().arrays.items).toEqual(items);
    const uneven = trainingDataOf([...Array.from({ length: 9 }, () => [1, 2, 3]), [4, 5, 6, 7, 8]], ITEMS);
    const cut = await trainedOn(uneven, {}, { max_user_history_length_percentile: '0.9' });
    expect([...(cut.store().arrays.items as Int32Array)].slice(-3)).toEqual([6, 7, 8]);
    const whole = await trainedOn(uneven, {});
    expect([...(whole.store().arrays.items as Int32Array)].slice(-5)).toEqual([4, 5, 6, 7, 8]);
    await expect(
      trainedOn(
        uneven,
        {},
        { min_user_history_length_percentile: '1', max_user_history_length_percentile: '0.5' },
      ),
    ).rejects.toMatchObject({ code: 'P05' });
  });

  it('serves after a later import: users and items it does not know cost nothing', async () => {
    const model = await walkedModel();
    const query = { ...newcomer(3, 4), userIdx: 9999 };
    expect(scoresOf(model, query)).toEqual(scoresOf(model, newcomer(3, 4)));
  });

  it('goes without dense matrices where the catalogue asks for it, and still learns what comes next', async () => {
    const data = walkers(200, 20);
    const model = await trainFully(sparseUserPersonalization, data);
    const { arrays } = model.store();
    expect(Object.keys(arrays).filter((name) => name.startsWith('ease'))).toEqual([]);
    for (const [name, { length }] of Object.entries(arrays)) expect(length, name).toBeLessThanOrEqual(4000);
    let hits = 0;
    for (let item = 0; item < ITEMS; item++) {
      const query = newcomer((item + ITEMS - 1) % ITEMS, item);
      const scores = scoresOf(model, query);
      hits += topK(scores, data.itemRank, 1)[0] === (item + 1) % ITEMS ? 1 : 0;
      const shares = having(model, 'explains').explain(query, 7);
      expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(scores[7], 9);
      expect(scoresOf(userPersonalization.load(structuredClone(model.store())), query)).toEqual(scores);
    }
    expect(hits).toBeGreaterThanOrEqual(55);
  });

  it('tries a network where the budget is thorough, and forgets what held-out rows do without', async () => {
    // Walks in a circle are known by their newest item: the kernels tell all that a network could.
    const data = walkers(60, 12);
    const trainer = await userPersonalization.trainer(
      data,
      withNetwork(userPersonalization),
      new InProcessPool(),
    );
    const labels: string[] = [];
    while (labels.length < trainer.epochs) labels.push((await trainer.trainEpoch(uncancelled)).label);
    expect(labels).toEqual(['kernels', 'ease', 'network']);
    const { header, arrays } = trainer.model().store();
    expect(header.config.fitted).toContain('ease');
    expect(header.config.fitted).not.toContain('network');
    expect(Object.keys(header.config.weights as object)).not.toContain('network');
    expect(Object.keys(arrays).filter((name) => name.startsWith('network'))).toEqual([]);
  });

  it('fills a basket with what lies beside its items in others, whatever the order', async () => {
    const rng = new Rng(6, 'kits');
    // Everybody buys three kits of five items; four of them lie in one basket, in any order.
    const histories = Array.from({ length: 150 }, () =>
      Array.from({ length: 3 }, () => rng.below(ITEMS / 5)).flatMap((kit) =>
        [...rng.shuffle(Int32Array.of(0, 1, 2, 3, 4))].slice(1).map((k) => 5 * kit + k),
      ),
    );
    const rows = trainingDataOf(histories, ITEMS);
    const data = { ...rows, timestampSec: rows.timestampSec.map((_, p) => Math.floor(p / 4)) };
    const model = await trainFully(userPersonalization, data);
    const { weights } = model.store().header.config as { weights: Record<string, number> };
    expect(weights.basket).toBeGreaterThan(0);
    const query = { ...newcomer(3, 40, 41, 43), timestampSec: Float64Array.of(0, 9, 9, 9) };
    const scores = scoresOf(model, query);
    expect(new Set(topK(scores, data.itemRank, 2))).toEqual(new Set([42, 44]));
    expect(scoresOf(userPersonalization.load(structuredClone(model.store())), query)).toEqual(scores);
    const shares = having(model, 'explains').explain(query, 42);
    expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(scores[42], 9);

    const parameters = checkParameters(userPersonalization, {}, {});
    const planOf = (of: TrainingData) => planFor(momentsOf(of), { parameters, seed: 1, budget: 'instant' });
    expect(planOf(data).basket).toBeDefined();
    expect(planOf(walkers(100, 12)).basket).toBeUndefined();
  });

  it('shows a network as one pattern', async () => {
    const data = walkers(60, 12);
    const { header, arrays } = (await trainFully(userPersonalization, data)).store();
    const { weights, fitted } = header.config as { weights: Record<string, number>; fitted: string[] };
    const plan = { width: 32, work: { flops: 1e9, enough: 1e5 }, bptt: '32', recency_mask: 'true' };
    const network = await fitNetworkArrays(data, plan, 42, uncancelled);
    const config = {
      ...header.config,
      weights: { ...weights, network: 0.5 },
      fitted: [...fitted, 'network'],
    };
    const model = userPersonalization.load({
      header: { ...header, config },
      arrays: { ...arrays, ...network },
    });
    const loaded = userPersonalization.load(structuredClone(model.store()));
    const scores = scoresOf(model, historyOf(data, 4));
    expect(scoresOf(loaded, historyOf(data, 4))).toEqual(scores);
    const shares = having(model, 'explains').explain(historyOf(data, 4), 9);
    expect(shares.filter(({ part }) => part === 'pattern')).toHaveLength(1);
    expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(scores[9], 9);
  });

  it('gives its network the width, the window and the weights by age that it is asked for', () => {
    const moments = momentsOf(walkers(1000, 12));
    const networkWith = (given: Record<string, string>, of = moments, budget: Budget = 'standard') => {
      const parameters = checkParameters(userPersonalization, given, {});
      return planFor(of, { parameters, seed: 1, budget }).network;
    };
    const usual = networkWith({});
    expect(usual).toMatchObject({ width: 48, bptt: '32', recency_mask: 'true' });
    expect(networkWith({ hidden_dimension: '75', bptt: '8', recency_mask: 'false' })).toMatchObject({
      width: 24,
      work: usual?.work,
      bptt: '8',
      recency_mask: 'false',
    });
    // Fewer people wait for none in standard, and cannot tell in thorough what it is worth.
    expect(networkWith({}, momentsOf(walkers(999, 12)))).toBeNull();
    expect(networkWith({}, momentsOf(walkers(40, 12)), 'thorough')).not.toBeNull();
    expect(networkWith({}, momentsOf(walkers(39, 12)), 'thorough')).toBeNull();
    // What is read of very long histories would be too little to learn from.
    const long = trainingDataOf(
      Array.from({ length: 40 }, () => Array.from({ length: 4000 }, (_, k) => k % ITEMS)),
      ITEMS,
    );
    expect(networkWith({}, momentsOf(long), 'thorough')).toBeNull();
  });
});
