import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/domain/errors';
import type { EventColumn, RequestContext, TrainingData, UserQuery } from '../../../../src/domain/histories';
import { splitLeaveOneOut } from '../../../../src/engine/measuring/split';
import { dropRareItems } from '../../../../src/engine/training/training-data';
import { tiedRank } from '../../../../src/kernels/tied-rank';
import { discount } from '../../../../src/kernels/metrics/ndcg';
import { having } from '../../../../src/recipes/capabilities';
import { explainExplored, explore, planExploration } from '../../../../src/recipes/exploration';
import { withObjective } from '../../../../src/recipes/objective';
import { personalizedRanking } from '../../../../src/recipes/personalized-ranking';
import type { Model, Recipe } from '../../../../src/recipes/recipe';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { sparseUserPersonalization } from '../../../support/sparse-user-personalization';
import { DEVICE_ITEMS, onDevices, withEventColumn, withoutEventColumns } from '../../../support/devices';
import { full } from '../../../support/full';
import { historyOf } from '../../../../src/domain/queries';
import { configOf, trainFully, uncancelled } from '../../../support/recipe-contract';

const NOBODY: UserQuery = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };
const data = onDevices(200);

function logitsOf(model: Model, query: UserQuery, context?: RequestContext): Float64Array {
  const out = new Float64Array(model.nItems);
  model.scoreUser({ ...query, context }, out);
  return out;
}

/** The first thing that is known of each event. */
function codesOf({ eventColumns: [column] = [] }: TrainingData) {
  if (column?.kind !== 'code') throw new Error('no column');
  return column;
}

/** nDCG@10 of everybody's newest item, asked with the device that it was taken on and without. */
async function measure(all: TrainingData, recipe: Recipe): Promise<{ with: number; without: number }> {
  const { train, tests } = splitLeaveOneOut(all);
  const model = await trainFully(recipe, train);
  const sums = { with: 0, without: 0 };
  const column = codesOf(all);
  for (const { query, relevant } of tests) {
    const newest = all.userPtr[query.userIdx + 1] - 1;
    const DEVICE = column.vocabulary[column.codes[all.columnRow?.[newest] ?? -1]];
    const gain = (logits: Float64Array): number => {
      const rank = tiedRank(logits, [...relevant][0], null);
      return rank <= 10 ? discount(rank) / tests.length : 0;
    };
    sums.without += gain(logitsOf(model, query));
    sums.with += gain(logitsOf(model, query, { DEVICE }));
  }
  return sums;
}

describe('people who take other things on another device', () => {
  let model: Model;
  beforeAll(async () => {
    model = await trainFully(userPersonalization, data);
  });

  it.each([
    ['by counts', userPersonalization],
    ['without dense matrices', sparseUserPersonalization],
    // The model of the first, under another name.
    ...(full ? ([['to rank lists', personalizedRanking]] as const) : []),
  ] as const)('are served better where the device is told, %s', async (_, recipe) => {
    const found = await measure(data, recipe);
    expect(found.with).toBeGreaterThan(1.25 * found.without);
  });

  it('are answered as before where it is not told, or unknown', async () => {
    const plain = await trainFully(userPersonalization, withoutEventColumns(data));
    for (const query of [historyOf(data, 3), historyOf(data, 7), NOBODY]) {
      const before = logitsOf(plain, query);
      expect(logitsOf(model, query)).toEqual(before);
      expect(logitsOf(model, query, {})).toEqual(before);
      expect(logitsOf(model, query, { DEVICE: 'radio' })).toEqual(before);
      expect(logitsOf(model, query, { COLOUR: 'tv' })).toEqual(before);
      expect(logitsOf(model, query, { DEVICE: 'tv' })).not.toEqual(before);
    }
    // Nothing else in the model is another one.
    const { contextLift, contextWeights, ...arrays } = model.store().arrays;
    expect(contextLift).toHaveLength(2 * DEVICE_ITEMS);
    expect(contextWeights).toHaveLength(2);
    expect(arrays).toEqual(plain.store().arrays);
  });

  it('are told apart by the popular list for strangers too, whatever case the name of the column has', () => {
    const onTv = logitsOf(model, NOBODY, { device: 'tv' });
    expect(onTv).toEqual(logitsOf(model, NOBODY, { DEVICE: 'tv' }));
    expect(onTv.indexOf(Math.max(...onTv))).toBeGreaterThanOrEqual(30);
    const onMobile = logitsOf(model, NOBODY, { DEVICE: 'mobile' });
    expect(onMobile.indexOf(Math.max(...onMobile))).toBeLessThan(30);
  });

  it('are shifted as much after a long history as after a short one', () => {
    const shift = (query: UserQuery): number =>
      logitsOf(model, query, { DEVICE: 'tv' })[40] - logitsOf(model, query)[40];
    const whole = historyOf(data, 5);
    const short = {
      ...whole,
      items: whole.items.subarray(0, 1),
      timestampSec: whole.timestampSec.subarray(0, 1),
    };
    expect(shift(whole)).toBeGreaterThan(0.1);
    expect(shift(short)).toBeCloseTo(shift(whole), 9);
  });

  it('keep it in store and over an update, in which new items are not shifted', async () => {
    const loaded = userPersonalization.load(structuredClone(model.store()));
    const query = historyOf(data, 2);
    const before = logitsOf(model, query, { DEVICE: 'tv' });
    expect(logitsOf(loaded, query, { DEVICE: 'tv' })).toEqual(before);
    const grown = { ...data, nItems: DEVICE_ITEMS + 3 };
    const updated = await userPersonalization.update?.(
      model,
      grown,
      configOf(userPersonalization),
      uncancelled,
    );
    if (updated === undefined) throw new Error('no update');
    expect(logitsOf(updated, query, { DEVICE: 'tv' }).subarray(0, DEVICE_ITEMS)).toEqual(before);
    const [told, untold] = [logitsOf(updated, query, { DEVICE: 'tv' }), logitsOf(updated, query)];
    expect(told.subarray(DEVICE_ITEMS)).toEqual(untold.subarray(DEVICE_ITEMS));
  });

  it('are not served by a model of which a part is missing or another', () => {
    const { header, arrays } = model.store();
    const { contextLift, contextWeights, ...others } = arrays;
    const withFields = (contextFields: Json) => ({
      ...header,
      config: { ...header.config, contextFields },
    });
    for (const broken of [
      { header, arrays: { ...others, contextWeights } },
      { header, arrays: { ...others, contextLift } },
      { header, arrays: { ...arrays, contextLift: contextLift.slice(1) } },
      { header, arrays: { ...arrays, contextWeights: contextWeights.slice(1) } },
      { header: withFields([]), arrays },
      { header: withFields([{ name: 'DEVICE', values: ['tv', { k: 1 }], splits: true }]), arrays },
      { header: withFields([{ name: 'DEVICE', values: ['tv', null], splits: true }]), arrays },
    ])
      expect(() => userPersonalization.load(broken)).toThrow(
        expect.objectContaining({ code: 'MODEL_UNREADABLE' }),
      );
  });

  it('see it as a part of the explanation, which adds up', () => {
    const context = { DEVICE: 'tv' };
    const values = Float64Array.from({ length: DEVICE_ITEMS }, (_, i) => i % 7);
    const led = withObjective(model, { itemAttribute: 'PRICE', sensitivity: 'MEDIUM', values });
    for (const each of [model, led])
      for (const own of [
        historyOf(data, 4),
        { ...historyOf(data, 9), items: data.items.slice(0, 12) },
        NOBODY,
      ]) {
        const query = { ...own, context };
        const logits = logitsOf(each, query, context);
        const exposure = {
          ageSec: Float64Array.from({ length: DEVICE_ITEMS }, (_, i) => (i % 3 === 0 ? 10 : 1e9)),
          interactions: new Int32Array(DEVICE_ITEMS),
          impressions: new Int32Array(DEVICE_ITEMS),
        };
        const plan = planExploration(logits, exposure, {
          weight: 0.4,
          ageCutOffDays: 30,
          seed: 3,
          purpose: 'Ann',
        });
        const explored = logits.slice();
        explore(explored, plan);
        for (let item = 0; item < DEVICE_ITEMS; item++) {
          const shares = having(each, 'explains').explain(query, item);
          const sum = (all: typeof shares): number => all.reduce((total, { value }) => total + value, 0);
          expect(Math.abs(sum(shares) - logits[item])).toBeLessThan(1e-9);
          expect(Math.abs(sum(explainExplored(shares, plan, item)) - explored[item])).toBeLessThan(1e-9);
          const told = shares.filter(({ part }) => part === 'context');
          expect(told).toMatchObject([{ context: { field: 'DEVICE', value: 'tv' } }]);
          // The most taken ones of both halves.
          if (each === model && item % 30 < 6) expect(told[0].value > 0).toBe(item >= 30);
        }
      }
  });
});

it('learns nothing from a column that says nothing, nor from one of one value', async () => {
  const noise = onDevices(200, (_device, row) => (row * 7 + (row % 13)) % 2);
  const one = { ...codesOf(onDevices(200, () => 1)), name: 'ONE' };
  const { arrays, header } = (await trainFully(userPersonalization, withEventColumn(noise, one))).store();
  expect(arrays.contextLift).toBeUndefined();
  expect(header.config.contextFields).toBeUndefined();
});

it('learns nothing from the events of so few people that all of them may gain by chance', async () => {
  const ofTwo = onDevices(30, (device, _row, userIdx) => (userIdx < 2 ? device : -1));
  const { arrays } = (await trainFully(userPersonalization, ofTwo)).store();
  expect(arrays.contextLift).toBeUndefined();
});

describe('of columns of many kinds', () => {
  const device = codesOf(data);
  const columns: readonly EventColumn[] = [
    {
      kind: 'multi',
      name: 'DEVICES',
      categorical: true,
      vocabulary: device.vocabulary,
      offsets: Int32Array.from({ length: data.items.length + 1 }, (_, p) => p),
      codes: device.codes,
    },
    { kind: 'boolean', name: 'ON_TV', values: Uint8Array.from(device.codes) },
    { ...device, name: 'PLAIN', categorical: false, vocabulary: ['a|b', 'tv'] },
    { ...device, name: 'JOINED', vocabulary: ['mobile|watch', 'tv'] },
    {
      ...device,
      name: 'SESSION',
      vocabulary: Array.from({ length: 201 }, (_, k) => `s${k}`),
      codes: Int32Array.from(data.items, (_, p) => p % 201),
    },
  ];
  const query = historyOf(data, 6);
  let model: Model;
  beforeAll(async () => {
    model = await trainFully(userPersonalization, columns.reduce(withEventColumn, withoutEventColumns(data)));
  });
  const at = (context: RequestContext): number =>
    logitsOf(model, query, context)[45] - logitsOf(model, query)[45];

  it('leaves out one of too many values', () => {
    expect(model.store().header.config.contextFields).toEqual([
      { name: 'DEVICES', values: ['mobile', 'tv'], splits: true },
      { name: 'ON_TV', values: ['false', 'true'], splits: false },
      { name: 'PLAIN', values: ['a|b', 'tv'], splits: false },
      { name: 'JOINED', values: ['mobile|watch', 'tv'], splits: true },
    ]);
  });

  it('reads several values of one as parts, a flag by its word and a plain text as a whole', () => {
    const [tv, mobile] = [at({ DEVICES: 'tv' }), at({ DEVICES: 'mobile' })];
    expect(tv).toBeGreaterThan(0);
    expect(at({ DEVICES: ' tv |mobile' })).toBeCloseTo((tv + mobile) / 2, 9);
    expect(at({ DEVICES: 'tv|radio' })).toBeCloseTo(tv / 2, 9);
    expect(at({ ON_TV: 'true' })).toBeCloseTo(tv, 9);
    expect(at({ PLAIN: 'a|b' })).toBeCloseTo(mobile, 9);
    expect(at({ DEVICES: 'tv', ON_TV: 'true' })).toBeCloseTo(2 * tv, 9);
  });

  it('takes a joined value that events have as one for what it is', () => {
    expect(at({ JOINED: 'mobile|watch' })).toBeCloseTo(at({ DEVICES: 'mobile' }), 9);
  });
});

it('knows of each event what was said of it, whatever rows are left out', async () => {
  const { train } = splitLeaveOneOut(data);
  const rare = dropRareItems(data, 40);
  for (const left of [train, rare]) {
    expect(left.items.length).toBeLessThan(data.items.length);
    expect(left.columnRow).toHaveLength(left.items.length);
  }
  for (let u = 0; u < data.nUsers; u++) {
    const [from, to] = [train.userPtr[u], train.userPtr[u + 1]];
    expect(train.columnRow?.slice(from, to)).toEqual(
      data.columnRow?.slice(data.userPtr[u], data.userPtr[u + 1] - 1),
    );
  }
  // Items are numbered anew; times tell which row it was.
  rare.columnRow?.forEach((row, p) => expect(data.timestampSec[row]).toBe(rare.timestampSec[p]));
  const cut = await trainFully(
    {
      ...userPersonalization,
      trainer: (all, config, pool) =>
        userPersonalization.trainer(
          all,
          { ...config, parameters: { ...config.parameters, max_user_history_length_percentile: '0.5' } },
          pool,
        ),
    },
    train,
  );
  expect(cut.store().arrays.contextLift).toBeDefined();
});
