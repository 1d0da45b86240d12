import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import { historyOf } from '../../../../src/domain/queries';
import { softmax } from '../../../../src/kernels/softmax';
import { topK } from '../../../../src/kernels/top-k';
import { loadModel } from '../../../../src/recipes/load-model';
import { Makers, MAKERS } from '../../../../src/recipes/sessions/makers';
import { momentsOf, type Moments } from '../../../../src/recipes/moments/moments';
import { rankingModel } from '../../../../src/recipes/ensemble/ranking-model';
import type { Model, Trainer } from '../../../../src/recipes/recipe';
import { WIDTH } from '../../../../src/recipes/sessions/session-features';
import { sessionModel } from '../../../../src/recipes/sessions/session-model';
import { oldest, buildTables, sessionsOf } from '../../../../src/recipes/sessions/session-tables';
import { isAhead, sessionTrainer } from '../../../../src/recipes/sessions/session-trainer';
import { areSessions, isOfSessions } from '../../../../src/recipes/sessions/sessions-of';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { PLAIN_TAKE_AWAY } from '../../../../src/domain/take-away';
import { leave } from '../../../../src/takeaway/leave/leave';
import { checkerboard, trainingDataOf } from '../../../support/checkerboard';
import {
  configOf,
  scoresOf,
  trainedOnce,
  trainFully,
  trainWith,
  uncancelled,
} from '../../../support/recipe-contract';
import { sessionsUserPersonalization, shopVisits } from '../../../support/sessions-recipe';

const shop = shopVisits(2200);
const trained = (): Promise<Model> => trainedOnce(sessionsUserPersonalization, shop);

function asked(model: Model, items: readonly number[], userIdx = -1): Float64Array {
  const timestampSec = Float64Array.from(items, (_, k) => 1e9 + 60 * k);
  return scoresOf(model, { userIdx, items: Int32Array.from(items), timestampSec });
}

describe('who is a session', () => {
  it('short and new people are; few, long ones and those who come back are not', () => {
    expect(areSessions(shop)).toBe(true);
    expect(areSessions(shopVisits(1900))).toBe(false);
    expect(areSessions(checkerboard(50))).toBe(false);
    // Everybody was there at the beginning too.
    const back = { ...shop, timestampSec: shop.timestampSec.slice() };
    for (let u = 0; u < shop.nUsers; u++) back.timestampSec[shop.userPtr[u]] = 0;
    expect(areSessions(back)).toBe(false);
    expect(areSessions({ ...shop, timestampSec: shop.timestampSec.map(() => 5) })).toBe(false);
  });

  it('long histories are none', () => {
    const long = Array.from({ length: 2000 }, (_, u) =>
      Array.from({ length: 21 }, (_unused, k) => (u + k) % 30),
    );
    const data = trainingDataOf(long, 30);
    const timestampSec = Float64Array.from(data.timestampSec, (_, row) => row);
    expect(areSessions({ ...data, timestampSec })).toBe(false);
  });
});

describe('tables', () => {
  // Two sessions, the newer one first among people: 0 1 2, and before it 0 0 1.
  const data: TrainingData = {
    ...trainingDataOf(
      [
        [0, 1, 2],
        [0, 0, 1],
      ],
      3,
    ),
    timestampSec: Float64Array.of(100, 110, 120, 10, 20, 30),
  };
  const { rows, people } = sessionsOf(momentsOf(data));

  it('number sessions old to new', () => {
    expect([...people]).toEqual([1, 0]);
    expect([...rows.items]).toEqual([0, 0, 1, 0, 1, 2]);
    expect([...oldest(rows, 1).items]).toEqual([0, 0, 1]);
  });

  it('count what follows by its distance, older sessions less', () => {
    const { pairStarts, pairItems, follows, nexts, besides, repeats, counts } = buildTables(rows);
    const pair = (i: number, j: number): number =>
      pairItems.subarray(pairStarts[i], pairStarts[i + 1]).indexOf(j) + pairStarts[i];
    const fade = Math.exp(-1 / 2);
    expect([...counts]).toEqual([2, 2, 1]);
    // 0 0 1 has the one twice, once two places on; 0 1 2 once.
    expect(follows[pair(0, 1)]).toBeCloseTo(fade * 1.5 + 1, 6);
    expect(nexts[pair(0, 1)]).toBeCloseTo(fade + 1, 6);
    expect(nexts[pair(0, 2)]).toBe(0);
    expect(follows[pair(0, 2)]).toBeCloseTo(0.5, 6);
    expect(besides[pair(1, 0)]).toBeCloseTo(2 + Math.SQRT1_2, 6);
    // Of what follows 0, itself: once in the older session.
    expect(repeats[0]).toBeCloseTo(fade / (fade * 2.5 + 1.5 + 1), 6);
  });
});

it('neighbours leave out the asker’s own session', () => {
  const { rows } = sessionsOf(
    momentsOf(
      trainingDataOf(
        [
          [0, 1],
          [0, 2],
          [3, 2],
        ],
        4,
      ),
    ),
  );
  const makers = new Makers(buildTables(rows), { looks: 9, neighbours: 9, candidates: 9 });
  const neighbour = MAKERS.indexOf('neighbours');
  const shareOf = (item: number, own: number): number =>
    makers.find(Int32Array.of(0), own).shares[item * MAKERS.length + neighbour];
  expect(shareOf(1, -1)).toBeGreaterThan(0);
  expect(shareOf(1, 0)).toBe(0);
  expect(shareOf(2, 0)).toBeGreaterThan(shareOf(2, -1));
});

describe('a training of sessions', () => {
  it('is what user-personalization makes of strangers, and finds what comes next', async () => {
    const model = await trainFully(userPersonalization, shop);
    expect(isOfSessions(model.store())).toBe(true);
    for (const last of [3, 17, 42]) {
      const next = 10 * Math.floor(last / 10) + ((last + 1) % 10);
      expect([...topK(asked(model, [last - 1, last]), shop.itemRank, 2)]).toContain(next);
    }
    // What is told as a stranger is told of somebody who trained it too, but for that session itself.
    const loaded = await loadModel(structuredClone(model.store()));
    expect(scoresOf(loaded, historyOf(shop, 7))).toEqual(scoresOf(model, historyOf(shop, 7)));
    await expect(loadModel({ ...model.store(), arrays: {} })).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
    });
  });

  it('promises what it keeps: the scores of what comes next are as high as its frequency', async () => {
    const model = await trained();
    const fresh = shopVisits(2600);
    let [promised, kept] = [0, 0];
    for (let u = 2200; u < 2600; u++) {
      const { items } = historyOf(fresh, u);
      const logits = asked(model, [...items.subarray(0, 1)]);
      const [first] = topK(logits, shop.itemRank, 1);
      promised += 1 / logits.reduce((sum, logit) => sum + Math.exp(logit - logits[first]), 0);
      kept += items[1] === first ? 1 : 0;
    }
    expect(Math.abs(promised - kept) / 400).toBeLessThan(0.07);
  });

  it('leaves to items that are no candidates what they took among held-out rows', () => {
    // Thirty-one items that two sessions have, of which one comes with item 0.
    const items = Int32Array.from([0, 1, ...Array.from({ length: 29 }, (_, i) => i + 2)]);
    const moments: Moments = {
      nUsers: 2,
      nItems: 31,
      userPtr: Int32Array.of(0, 2, items.length),
      items,
      timestampSec: Float64Array.from(items, (_, at) => 1e9 + at),
      rowWeight: null,
    };
    const effort = { looks: 10, neighbours: 10, candidates: 10 };
    const model = sessionModel({
      moments,
      effort,
      weights: new Float64Array(WIDTH),
      missed: 0.95,
      seed: 1,
      rows: 31,
    });
    const chances = asked(model, [0]);
    softmax(chances, chances);
    expect(chances.slice(2).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(0.95, 9);
  });

  it('gives way to a rival that finds more, and to none that finds less', async () => {
    const config = configOf(userPersonalization);
    const calls: number[] = [];
    const rivalOf = (make: (data: TrainingData) => Trainer) => async (data: TrainingData) => {
      calls.push(data.items.length);
      return make(data);
    };
    const always = (model: Model): Trainer => ({
      epochs: 1,
      trainEpoch: async () => ({ label: '', loss: null }),
      model: () => model,
    });
    const knows = await trained();
    const blind: Model = { ...knows, recipe: 'aws-popularity-count', scoreUser: () => false };
    for (const [rival, wins] of [
      [knows, true],
      [blind, false],
    ] as const) {
      calls.length = 0;
      const pool = new AskedHere(rival);
      const trainer = sessionTrainer(
        shop,
        config,
        pool,
        rivalOf(() => always(rival)),
      );
      await trainer.trainEpoch(uncancelled);
      expect(trainer.model() === rival).toBe(wins);
      expect(calls[0]).toBeLessThan(shop.items.length);
      expect(calls.length).toBe(wins ? 2 : 1);
    }
  });

  it('lets an ensemble that serves learn from moments anywhere in visits', async () => {
    const pool = new AskedHere(await trained());
    const served = await trainWith(userPersonalization, shop, configOf(userPersonalization), { pool });
    expect(isOfSessions(served.store())).toBe(false);
    expect(JSON.stringify(served.store().header)).toContain('asksAnywhere');
  });

  it('keeps what is its own where a rival is ahead by no more than chance', () => {
    const sessions = Int32Array.from({ length: 40 }, (_, a) => a);
    const ours = Array.from(sessions, () => 2);
    const theirs = (first: number) => Float64Array.from(sessions, (a) => (a < first ? 1 : Infinity));
    // 21 of 40 ones are a mean of .525 against .5, with an error of about .08; 26 are .65.
    expect(isAhead(theirs(21), ours, sessions)).toBe(false);
    expect(isAhead(theirs(26), ours, sessions)).toBe(true);
    // As rows of two sessions alone they would tell of nothing but chance.
    expect(
      isAhead(
        theirs(26),
        ours,
        sessions.map((a) => Number(a >= 26)),
      ),
    ).toBe(false);
  });

  it('has the same bytes however many workers there are', async () => {
    const config = configOf(userPersonalization);
    const alone = await trained();
    const two = await trainWith(sessionsUserPersonalization, shop, config, { pool: new CopyingPool() });
    expect(two.store()).toEqual(alone.store());
    expect(asked(two, [4, 5])).toEqual(asked(alone, [4, 5]));
  });

  it('is updated: new items stand last, what was known as before', async () => {
    const model = await trained();
    const { nItems, nUsers } = shop;
    const userPtr = new Int32Array(nUsers + 3).fill(shop.items.length);
    userPtr.set(shop.userPtr);
    const grown = { ...shop, nItems: nItems + 2, nUsers: nUsers + 2, userPtr };
    const config = configOf(userPersonalization);
    const updated = await userPersonalization.update?.(model, grown, config, uncancelled);
    if (updated === undefined) throw new Error('no update');
    const [before, after] = [asked(model, [4, 5]), asked(updated, [4, 5])];
    expect(after.subarray(0, nItems)).toEqual(before);
    expect(after[nItems]).toBe(Math.min(...after));
    expect(asked(updated, [nItems + 1])).toEqual(asked(updated, []));
  });

  it.each(['kept', 'left-out'] as const)('does not leave yet, with histories %s', async (histories) => {
    const stored = (await trained()).store();
    const left = leave(stored, { ...PLAIN_TAKE_AWAY, histories }, [], uncancelled);
    await expect(left).rejects.toMatchObject({ code: 'CANNOT_LEAVE', details: { type: 'SESSIONS' } });
  });

  it('ranks given lists too', async () => {
    const model = rankingModel(await trained());
    const loaded = await loadModel(structuredClone(model.store()));
    expect(loaded.recipe).toBe('aws-personalized-ranking');
    expect(asked(loaded, [4, 5])).toEqual(asked(model, [4, 5]));
  });
});

/** Asks the rival here, whatever its stored form. */
class AskedHere extends InProcessPool {
  constructor(private readonly rival: Model) {
    super();
  }

  override async map(...args: Parameters<InProcessPool['map']>) {
    const [task, , parts] = args;
    if (task !== 'target-ranks') return super.map(...args);
    const rank = this.rival.recipe === 'aws-popularity-count' ? Infinity : 1;
    return parts.map(({ from, to }) => {
      const ranks = new Float64Array(Number(to) - Number(from)).fill(rank);
      return { ranks, firstScores: ranks, firstHits: ranks };
    });
  }
}

/** Behaves like workers that have copies of what they are given, and get parts in another order. */
class CopyingPool extends InProcessPool {
  override readonly size = 2;

  override async map(...[task, inputs, parts, job]: Parameters<InProcessPool['map']>) {
    const copies = [structuredClone(inputs), structuredClone(inputs)];
    const order = [...parts.keys()].reverse();
    const outputs = await Promise.all(order.map((p) => super.map(task, copies[p % 2], [parts[p]], job)));
    return parts.map((_, p) => outputs[order.indexOf(p)][0]);
  }
}
