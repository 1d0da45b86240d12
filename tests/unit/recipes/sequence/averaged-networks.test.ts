import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/domain/errors';
import type { Json } from '../../../../src/domain/json';
import type { StoredModel } from '../../../../src/domain/model';
import { Rng } from '../../../../src/kernels/rng';
import { softmax } from '../../../../src/kernels/softmax';
import { can, having } from '../../../../src/recipes/capabilities';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import { planFor as planHrnn, WORK } from '../../../../src/recipes/hrnn/hrnn-plan';
import { scoreUsers, type Model, type Recipe } from '../../../../src/recipes/recipe';
import { averaged } from '../../../../src/recipes/sequence/averaged-networks';
import { UNCALIBRATED, type Calibration } from '../../../../src/recipes/sequence/calibration';
import { NetworkTrainer, type LearningNetwork } from '../../../../src/recipes/sequence/network-trainer';
import { userPersonalizationV2 } from '../../../../src/recipes/transformer-recipes';
import { planFor as planTransformer } from '../../../../src/recipes/transformer/transformer-plan';
import { checkerboard } from '../../../support/checkerboard';
import { damaged, DAMAGES, PLAUSIBLE } from '../../../support/damaged-model';
import { historyOf } from '../../../../src/domain/queries';
import { trainFully, uncancelled } from '../../../support/recipe-contract';

const ITEMS = 14;
const board = checkerboard(ITEMS);
const calibration: Calibration = {
  factor: 0.5,
  own: UNCALIBRATED.own.map((_, f) => f - 1),
  returns: null,
};
const nobody = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };

const trained = (recipe: Recipe, seed: number): Promise<Model> => trainFully(recipe, board, seed, 1);
const recurrent = await trained(hrnn, 1);
const two = [
  ['a transformer and a recurrent network', userPersonalizationV2, await trained(userPersonalizationV2, 1)],
  ['two recurrent networks', hrnn, await trained(hrnn, 2)],
] as const;
const both = two.map(
  ([name, recipe, first]) =>
    [
      name,
      recipe,
      { networks: [first, recurrent], together: averaged([first, recurrent], calibration) },
    ] as const,
);

function scoresOf(model: Model, query = historyOf(board, 3)): Float64Array {
  const out = new Float64Array(ITEMS).fill(NaN);
  model.scoreUser(query, out);
  return out;
}

function chancesOf(model: Model): Float64Array {
  const out = scoresOf(model);
  softmax(out, out);
  return out;
}

it.each(both)('multiplies the chances of its networks: %s', (_, _recipe, { networks }) => {
  const plain = averaged(networks, UNCALIBRATED);
  const chances = networks.map((network) => chancesOf(network));
  const product = chances[0].map((chance, i) => Math.sqrt(chance * chances[1][i]));
  const sum = product.reduce((total, value) => total + value, 0);
  const found = chancesOf(plain);
  for (let i = 0; i < ITEMS; i++) expect(found[i]).toBeCloseTo(product[i] / sum, 12);
});

it.each(both)(
  'is the same after it was stored, with what its networks share stored once: %s',
  (_, recipe, of) => {
    const stored = structuredClone(of.together.store());
    const names = Object.keys(stored.arrays);
    expect(names.filter((name) => name.startsWith('network2.')).length).toBeGreaterThan(1);
    expect(names).not.toContain('network2.users');
    const loaded = recipe.load(stored);
    expect(loaded.store()).toEqual(stored);
    expect(can(loaded, 'traces')).toBe(recipe === hrnn);
    const queries = [historyOf(board, 3), nobody, historyOf(board, 5), historyOf(board, 8)];
    const outs = queries.map(() => new Float64Array(ITEMS));
    expect(scoreUsers(loaded, queries, outs)).toEqual([true, false, true, true]);
    for (const [q, query] of queries.entries()) expect(outs[q]).toEqual(scoresOf(of.together, query));
  },
);

it.each(both)(
  'says of each share what its networks say on average, and it adds up: %s',
  (_, _recipe, { together }) => {
    for (const query of [historyOf(board, 3), nobody]) {
      const scores = scoresOf(together, query);
      for (let item = 0; item < ITEMS; item++) {
        const shares = having(together, 'explains').explain(query, item);
        expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(scores[item], 9);
        const places = shares.map(({ part, historyPosition }) => `${part} ${historyPosition}`);
        expect(new Set(places).size).toBe(places.length);
      }
    }
  },
);

it.each(both)('refuses what no training leaves in an array of its second network: %s', (_, recipe, of) => {
  const stored = of.together.store();
  const random = new Rng(3, 'damages');
  const unreadable = expect.objectContaining({ code: 'MODEL_UNREADABLE' });
  const loads = (model: StoredModel) => () => recipe.load(model);
  for (const name of Object.keys(stored.arrays).filter((each) => each.startsWith('network2.')))
    for (const damage of DAMAGES) {
      const model = damaged(stored, name, damage, random);
      if (PLAUSIBLE.has(damage)) continue;
      expect(loads(model), `${name} ${damage}`).toThrow(unreadable);
    }
  const withBeside = (beside: Json): StoredModel => {
    const config = { ...stored.header.config, beside };
    return { ...stored, header: { ...stored.header, config } };
  };
  const [other] = stored.header.config.beside as { header: JsonObject; own: string[] }[];
  expect(loads(withBeside([other]))).not.toThrow();
  const wrong: Json[] = [
    null,
    [],
    [3],
    Array.from({ length: 8 }, () => other),
    [{ ...other, own: 'weights' }],
    [{ ...other, own: ['absent'] }],
    [{ ...other, header: null }],
    [{ ...other, header: { ...other.header, config: null } }],
    [{ ...other, header: { ...other.header, nItems: ITEMS - 1 } }],
    [{ ...other, header: { ...other.header, format: 9 } }],
    [{ ...other, header: { ...other.header, recipe: 'aws-sims' } }],
  ];
  for (const beside of wrong) expect(loads(withBeside(beside)), JSON.stringify(beside)).toThrow(unreadable);
  const alone = Object.entries(stored.header.config).filter(([name]) => name !== 'beside');
  const header = { ...stored.header, config: Object.fromEntries(alone) };
  expect(loads({ ...stored, header })).toThrow(unreadable);
});

it('lets each network learn an epoch in turn, and reports the mean loss and progress that goes on', async () => {
  const learned: string[] = [];
  const network = (name: string, model: Model, loss: number): LearningNetwork => ({
    learn: async (job) => {
      learned.push(name);
      await job.checkpoint('epoch', 1, 4);
      return loss;
    },
    snapshot: () => () => model,
  });
  const [one, other] = both[0][2].networks;
  const trainer = new NetworkTrainer(2, [network('one', one, 3), network('other', other, 5)], null, null);
  expect(() => trainer.model()).toThrow(RangeError);
  const progress: number[] = [];
  const job = {
    stopped: false,
    checkpoint: async (_: string, done: number, total: number) => void progress.push(done / total),
  };
  expect(await trainer.trainEpoch(job)).toEqual({ label: 'epoch 1', loss: 4 });
  expect(await trainer.trainEpoch(uncancelled)).toEqual({ label: 'epoch 2', loss: 4 });
  expect(learned).toEqual(['one', 'other', 'one', 'other']);
  expect(progress).toEqual([0, 0.125, 0.625]);
  expect(scoresOf(trainer.model())).toEqual(scoresOf(averaged([one, other], UNCALIBRATED)));
});

it('plans as many networks as a budget has, however many rows, but one where items are too many for two', () => {
  const budgets = ['instant', 'standard', 'thorough'] as const;
  const transformersOf = (rows: number, items = 5000) =>
    budgets.map((each) => planTransformer(rows, items, each).networks);
  const recurrentOf = (rows: number, items = 5000) =>
    budgets.map((b) => planHrnn(rows, items, 44, 32, WORK[b]).networks);
  for (const rows of [1e4, 4e5, 4e6]) {
    expect(transformersOf(rows)).toEqual([1, 2, 3]);
    expect(recurrentOf(rows)).toEqual([1, 2, 3]);
  }
  expect(transformersOf(1e6, 2e5)).toEqual([1, 2, 3]);
  expect(transformersOf(1e6, 1e6)).toEqual([1, 1, 1]);
  expect(recurrentOf(1e6, 1e6)).toEqual([1, 1, 1]);
});
