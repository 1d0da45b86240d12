import { expect, it } from 'vitest';
import { AppError, isCancelled } from '../../src/domain/errors';
import type { TrainingData, UserQuery } from '../../src/domain/histories';
import type { StoredModel } from '../../src/domain/model';
import { recipeFacts } from '../../src/domain/recipe-catalogue';
import { uncancelled, type Job, type NumberArray } from '../../src/domain/ports';
import { historyOf } from '../../src/domain/queries';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import { Rng } from '../../src/kernels/rng';
import { topK } from '../../src/kernels/top-k';
import { can, having } from '../../src/recipes/capabilities';
import {
  type Model,
  type Recipe,
  type RecipeConfig,
  scoreUsers,
  type Trainer,
} from '../../src/recipes/recipe';
import { checkerboard } from './checkerboard';
import { full } from './full';
import { DAMAGES, damaged, type Damage } from './damaged-model';
import { smallParameters } from './small-parameters';

/** Of recipes that learn in many epochs, so many tell as much where it is asked how one leads to the next. */
const MOST_EPOCHS = full ? Infinity : 2;

/** Damage that no training can have left, which must be seen whatever the array is for. */
function isPlain(damage: Damage, array: NumberArray, became: NumberArray | undefined): boolean {
  const floats = array.length > 0 && (array instanceof Float64Array || array instanceof Float32Array);
  if (damage !== 'of another type') return floats && ['NaN', 'infinite', 'huge'].includes(damage);
  // Counts are sums where rows weigh.
  return !(array instanceof Int32Array && became instanceof Float64Array);
}

export { uncancelled };

export function configOf(recipe: Recipe, seed = 42): RecipeConfig {
  return { parameters: smallParameters(recipe, full), seed, budget: 'instant' };
}

export async function trainWith(
  recipe: Recipe,
  data: TrainingData,
  config: RecipeConfig,
  { epochs = Infinity, pool = new InProcessPool() } = {},
): Promise<Model> {
  const trainer = await recipe.trainer(data, config, pool);
  for (let epoch = 0; epoch < Math.min(trainer.epochs, epochs); epoch++)
    await trainer.trainEpoch(uncancelled);
  return trainer.model();
}

export function trainFully(
  recipe: Recipe,
  data: TrainingData,
  seed?: number,
  epochs?: number,
): Promise<Model> {
  return trainWith(recipe, data, configOf(recipe, seed), { epochs });
}

const models = new WeakMap<TrainingData, Map<Recipe, Promise<Model>>>();

/** A model for whoever only asks it: one training serves all of the same board. */
export function trainedOnce(recipe: Recipe, board: TrainingData): Promise<Model> {
  const ofBoard = models.get(board) ?? new Map<Recipe, Promise<Model>>();
  models.set(board, ofBoard);
  const model = ofBoard.get(recipe) ?? trainFully(recipe, board);
  ofBoard.set(recipe, model);
  return model;
}

const nobody: UserQuery = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };

/** What a model says of every item; NaN where it says nothing. */
export function scoresOf(model: Model, query: UserQuery): Float64Array {
  const out = new Float64Array(model.nItems).fill(NaN);
  model.scoreUser(query, out);
  return out;
}

/** Every array of a model as bytes, and its header as text. */
function bytesOf(stored: StoredModel): { header: string; arrays: Map<string, Uint8Array> } {
  const arrays = Object.entries(stored.arrays).map(([name, array]): [string, Uint8Array] => [
    name,
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice(),
  ]);
  return { header: JSON.stringify(stored.header), arrays: new Map(arrays) };
}

/** As a database would give it back: nothing shared with the original. */
function throughStore(stored: StoredModel): StoredModel {
  return structuredClone(stored);
}

async function firstEpoch(trainer: Trainer): Promise<void> {
  await trainer.trainEpoch(uncancelled);
}

interface Steps {
  /** What asking for a model before the first epoch has thrown. */
  readonly early: unknown;
  readonly first: Model;
  /** How the first model scored before another epoch ran. */
  readonly before: Float64Array;
  readonly last: Model;
  /** Whether that was the whole training. */
  readonly complete: boolean;
}

async function stepThrough(recipe: Recipe, board: TrainingData): Promise<Steps> {
  const trainer = await recipe.trainer(board, configOf(recipe), new InProcessPool());
  let early: unknown;
  try {
    trainer.model();
  } catch (error) {
    early = error;
  }
  await firstEpoch(trainer);
  const first = trainer.model();
  const before = scoresOf(first, historyOf(board, 5));
  const epochs = Math.min(trainer.epochs, MOST_EPOCHS);
  for (let epoch = 1; epoch < epochs; epoch++) await trainer.trainEpoch(uncancelled);
  return { early, first, before, last: trainer.model(), complete: epochs === trainer.epochs };
}

/** What every recipe must hold, whatever model stands behind it. */
export function recipeContract(recipe: Recipe, board = checkerboard(50)): void {
  const popular = (): Float64Array => {
    const users = new Float64Array(board.nItems);
    for (const item of board.items) users[item]++;
    return users;
  };

  const trained = (): Promise<Model> => trainedOnce(recipe, board);

  it('gives every item of the catalogue a number, and none is NaN', async () => {
    const model = await trained();
    expect(model.nItems).toBe(board.nItems);
    expect(model.recipe).toBe(recipe.name);
    for (const value of scoresOf(model, historyOf(board, 3))) {
      expect(Number.isNaN(value)).toBe(false);
      if (model.hasScores) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('can do what the recipe catalogue says of it, and says what it can do', async () => {
    const model = await trained();
    const { traces, discounts, updates, type } = recipeFacts(recipe.name);
    expect(can(model, 'traces')).toBe(traces === true);
    expect(can(model, 'discounts')).toBe(discounts === true);
    expect(can(model, 'relates')).toBe(type === 'RELATED_ITEMS');
    expect(can(model, 'segments')).toBe(type === 'USER_SEGMENTATION');
    expect(recipe.update !== undefined).toBe(updates !== undefined);
  });

  it('lists no more than the catalogue holds', async () => {
    const model = await trained();
    const list = topK(scoresOf(model, historyOf(board, 3)), board.itemRank, 500);
    expect(list.length).toBeLessThanOrEqual(board.nItems);
    expect(new Set(list).size).toBe(list.length);
  });

  /** Trained step by step, once for all that ask how one epoch leads to the next. */
  let steps: Promise<Steps> | undefined;
  const stepped = (): Promise<Steps> => (steps ??= stepThrough(recipe, board));

  it('gives the same bytes for the same seed', async () => {
    const { last, complete } = await stepped();
    const again = await (complete ? trained() : trainFully(recipe, board, 42, MOST_EPOCHS));
    expect(again).not.toBe(last);
    expect(bytesOf(again.store())).toEqual(bytesOf(last.store()));
  });

  it('scores the same after it was stored and loaded', async () => {
    const model = await trained();
    const loaded = recipe.load(throughStore(model.store()));
    expect(loaded.hasScores).toBe(model.hasScores);
    for (const query of [historyOf(board, 0), historyOf(board, 31), nobody]) {
      expect(scoresOf(loaded, query)).toEqual(scoresOf(model, query));
    }
    expect(bytesOf(loaded.store())).toEqual(bytesOf(model.store()));
  });

  it('refuses an unknown format and a missing array', async () => {
    const { header, arrays } = (await trained()).store();
    const unreadable = expect.objectContaining({ code: 'MODEL_UNREADABLE' });
    expect(() => recipe.load({ header: { ...header, format: 9999 }, arrays })).toThrow(unreadable);
    const [first] = Object.keys(arrays);
    const fewer = Object.fromEntries(Object.entries(arrays).filter(([name]) => name !== first));
    expect(() => recipe.load({ header, arrays: fewer })).toThrow(unreadable);
  });

  it('refuses an array that is damaged, or answers in numbers where the damage could be another training', async () => {
    const stored = (await trained()).store();
    const random = new Rng(5, 'damages');
    for (const [at, name] of Object.keys(stored.arrays).entries()) {
      for (const damage of DAMAGES.filter((_, d) => full || (d + at) % 4 === 0)) {
        const worse = damaged(stored, name, damage, random);
        let model: Model;
        try {
          model = recipe.load(worse);
        } catch (error) {
          expect(error, `${name} ${damage}`).toMatchObject({ code: 'MODEL_UNREADABLE' });
          continue;
        }
        const { [name]: was } = stored.arrays;
        expect(isPlain(damage, was, worse.arrays[name]), `${name} ${damage}`).toBe(false);
        const scores = scoresOf(model, historyOf(board, 3));
        expect(
          scores.some((value) => Number.isNaN(value) || value === Infinity),
          `${name} ${damage}`,
        ).toBe(false);
      }
    }
  });

  it('answers an empty history and an unknown user with the popular order', async () => {
    const model = await trained();
    const out = new Float64Array(board.nItems);
    expect(model.scoreUser(nobody, out)).toBe(false);
    // Everything that anybody has had: items and people are as many on a board.
    const places = board.nUsers;
    const expected = topK(popular(), board.itemRank, places);
    expect([...topK(out, board.itemRank, places)]).toEqual([...expected]);
    expect(model.scoreUser({ ...nobody, userIdx: board.nUsers + 5 }, out)).toBe(false);
    expect([...topK(out, board.itemRank, places)]).toEqual([...expected]);
  });

  it('answers one request the same alone and among others', async () => {
    const model = await trained();
    const alone = scoresOf(model, historyOf(board, 8));
    for (let u = 0; u < board.nUsers; u++) scoresOf(model, historyOf(board, u));
    expect(scoresOf(model, historyOf(board, 8))).toEqual(alone);
  });

  it('answers many at once with the bits of one after the other', async () => {
    const model = await trained();
    const random = new Rng(11, 'queries');
    // Of all lengths, with repeats, several rows to a second, and people that nothing is known of.
    const queries = Array.from({ length: 23 }, (_, q): UserQuery => {
      const items = Int32Array.from({ length: q % 5 === 0 ? 0 : random.below(40) }, () =>
        random.below(board.nItems),
      );
      const timestampSec = Float64Array.from(items, () => 1e5 * random.below(20)).sort();
      return { userIdx: random.below(board.nUsers + 5) - 3, items, timestampSec };
    });
    const outs = queries.map(() => new Float64Array(board.nItems).fill(NaN));
    const personal = scoreUsers(model, queries, outs);
    const one = new Float64Array(board.nItems);
    for (const [q, query] of queries.entries()) {
      expect(model.scoreUser(query, one)).toBe(personal[q]);
      expect(outs[q]).toEqual(one);
    }
  });

  it('has no model before the first epoch and a complete one after it', async () => {
    const { early, first, before } = await stepped();
    expect(early).toBeInstanceOf(RangeError);
    expect(before.some((value) => value > -Infinity)).toBe(true);
    // Later epochs make a new model; the one that was handed out goes on as it was.
    expect(scoresOf(first, historyOf(board, 5))).toEqual(before);
  });

  it('keeps the last finished epoch when it is cancelled', async () => {
    const trainer = await recipe.trainer(board, configOf(recipe), new InProcessPool());
    await firstEpoch(trainer);
    const before = scoresOf(trainer.model(), historyOf(board, 5));
    if (trainer.epochs > 1) {
      let asked = 0;
      const job: Job = {
        stopped: false,
        async checkpoint() {
          if (++asked > 3) throw new AppError('CANCELLED');
        },
      };
      const failure = await trainer.trainEpoch(job).catch((error: unknown) => error);
      expect(isCancelled(failure)).toBe(true);
    }
    expect(scoresOf(trainer.model(), historyOf(board, 5))).toEqual(before);
  });

  it('looks up for a stop while it trains', async () => {
    const trainer = await recipe.trainer(board, configOf(recipe), new InProcessPool());
    const job: Job = {
      stopped: true,
      checkpoint: () => Promise.reject(new AppError('CANCELLED')),
    };
    const failure = await trainer.trainEpoch(job).catch((error: unknown) => error);
    expect(isCancelled(failure)).toBe(true);
  });
}

/** Personal recipes must find what is missing on the checkerboard's diagonal. */
export function personalContract(recipe: Recipe, board = checkerboard(50)): void {
  it("recovers the checkerboard's hidden diagonal", async () => {
    const model = await trainedOnce(recipe, board);
    for (let u = 0; u < board.nUsers; u++) {
      const query = historyOf(board, u);
      const fresh = new Uint8Array(board.nItems).fill(1);
      for (const item of query.items) fresh[item] = 0;
      expect([...topK(scoresOf(model, query), board.itemRank, 1, fresh)]).toEqual([u]);
    }
  });
}

/** Segmentation recipes must find who is missing on the checkerboard's diagonal, and answer only of what they know. */
export function segmentContract(recipe: Recipe, board = checkerboard(50)): void {
  const segmentOf = (model: Model, items: Int32Array): Float64Array => {
    const out = new Float64Array(board.nUsers).fill(NaN);
    having(model, 'segments').scoreSegment(items, out);
    return out;
  };

  it("names the checkerboard's hidden people first among those who lack the item", async () => {
    const model = await trainedOnce(recipe, board);
    const userRank = Int32Array.from({ length: board.nUsers }, (_, u) => u);
    for (let item = 0; item < board.nUsers; item++) {
      const lacking = Uint8Array.from(userRank, (u) => (historyOf(board, u).items.includes(item) ? 0 : 1));
      const first = topK(segmentOf(model, Int32Array.of(item)), userRank, 1, lacking);
      expect([...first], `item ${item}`).toEqual([item]);
    }
  });

  it('gives every user a number, whatever is asked, and the same after it was stored and loaded', async () => {
    const model = await trainedOnce(recipe, board);
    const loaded = recipe.load(throughStore(model.store()));
    for (const items of [
      Int32Array.of(0),
      Int32Array.of(7),
      Int32Array.of(2, 4, 5),
      Int32Array.of(board.nUsers - 1),
    ]) {
      const alone = segmentOf(model, items);
      expect(alone.every((value) => value > -Infinity && value < Infinity)).toBe(true);
      expect(new Set(alone).size).toBeGreaterThan(1);
      expect(segmentOf(loaded, items)).toEqual(alone);
      // Nothing of an answer is left in the next.
      segmentOf(model, Int32Array.of(11));
      expect(segmentOf(model, items)).toEqual(alone);
    }
  });
}
