import type { LessonEpoch } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import { fnv1a } from '../../../kernels/fnv1a';
import { exp, log } from '../../../kernels/math';
import { PairFactors } from '../../../kernels/pair-factors';
import { topK } from '../../../kernels/top-k';
import { ndcgAt } from '../../../kernels/metrics/ndcg';
import type { HalfSeen } from './half-seen';
import { popularFor } from './next-item';

/** So few pairs that an epoch takes a fifth of a second, and so many people that what it does to them can be told. */
const MOST_PAIRS = 20_000;
const LEAST_PEOPLE = 20;
const FACTORS = 64;
const LEARNING_RATE = 0.2;
const SEED = 42;
/** Items that what came later is held against, at most: a fixed draw of those that a person never took. */
const MOST_OTHERS = 100;
/** Lists that are made to measure an epoch: as many people as these scores give, but never fewer than so many. */
const MOST_SCORES = 2_000_000;
const LEAST_MEASURED = 100;
/** What a run is held back by as usual, and hardly at all. */
export const HELD = 0.03;
export const FREE = 0.000_01;
export const MOST_EPOCHS = 20;
const FIRST = 10;

/** Whom the small model learns from: numbers of the data, by number of the model. */
interface Class {
  readonly users: readonly number[];
  readonly taken: readonly ReadonlySet<number>[];
  readonly nPairs: number;
}

/** What an epoch knows of what each person took later, the same people in the same order each time. */
export interface Found {
  /** nDCG@10 of those items. */
  readonly ndcg: Float64Array;
  /** Mean −ln σ(score of such an item − score of one never taken): 0 = expected, ln 2 = by the throw of a coin. */
  readonly surprise: Float64Array;
}

/** State after the newest epoch, and what it has changed for the person on screen. */
export interface RunState {
  readonly points: readonly LessonEpoch[];
  /** Person by person, epoch by epoch. */
  readonly found: readonly Found[];
  readonly model: PairFactors;
  /** What the first of the class would get now, and would have got an epoch ago; null: before the first epoch. */
  readonly list: Int32Array;
  readonly listBefore: Int32Array | null;
}

/** A training of the small factor model, epoch by epoch, with what it finds among the items that came later. */
export class FactorRun {
  #state: RunState | null = null;
  /** Loss of the epoch that is learned and not yet measured. */
  #loss: number | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  /** In the order of the newest epoch. */
  #pairs: Int32Array = new Int32Array(0);

  constructor(
    private readonly data: HalfSeen,
    private readonly room: Class,
    private readonly regularization: number,
    private readonly seed: number,
  ) {}

  get users(): readonly number[] {
    return this.room.users;
  }

  get nPairs(): number {
    return this.room.nPairs;
  }

  /**
   * Goes on until all epochs are finished; one call after the other. What a cancelled call has begun is finished by
   * the next, so that the curve is the same whoever asked.
   *
   * @throws AppError CANCELLED through the job.
   */
  async whole(job: Job): Promise<RunState> {
    return this.#inTurn(MOST_EPOCHS, job, false);
  }

  /** The same until so many are finished, and no further: a run that has come further begins anew, and learns the very same again. */
  async at(epochs: number, job: Job): Promise<RunState> {
    return this.#inTurn(epochs, job, true);
  }

  async #inTurn(epochs: number, job: Job, noFurther: boolean): Promise<RunState> {
    const turn = this.#turn.then(async () => {
      if (noFurther && this.#state !== null && this.#state.points.length > epochs)
        this.#state = this.#loss = null;
      let state = (this.#state ??= await this.#begin(job));
      while (state.points.length < Math.min(epochs, MOST_EPOCHS))
        state = this.#state = await this.#epoch(state, job);
      return state;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #begin(job: Job): Promise<RunState> {
    const shape = {
      nUsers: this.room.users.length,
      nItems: this.data.nItems,
      factors: FACTORS,
      learningRate: LEARNING_RATE,
      regularization: this.regularization,
      seed: this.seed,
    };
    this.#pairs = pairsOf(this.room);
    const model = await PairFactors.begin(shape, () => job.checkpoint('lesson', 0, MOST_EPOCHS));
    const list = this.#listOf(model, 0, new Float64Array(this.data.nItems));
    return { points: [], found: [], model, list, listBefore: null };
  }

  async #epoch({ points, found, model, list }: RunState, job: Job): Promise<RunState> {
    const epoch = points.length + 1;
    const look = (): Promise<void> => job.checkpoint('lesson', epoch, MOST_EPOCHS);
    this.#loss ??= await model.epoch(this.room.taken, this.#pairs, look);
    const now = await this.#found(model, look);
    const point = { epoch, loss: this.#loss, heldOut: mean(now.ndcg) };
    this.#loss = null;
    return {
      points: [...points, point],
      found: [...found, now],
      model,
      list: this.#listOf(model, 0, new Float64Array(this.data.nItems)),
      listBefore: list,
    };
  }

  /** nDCG@10 of the popular order, of the same people in the same order. */
  async popular(job: Job): Promise<readonly number[]> {
    const ndcg: number[] = [];
    for (const { user, later } of this.#asked) {
      await job.checkpoint('lesson', MOST_EPOCHS, MOST_EPOCHS);
      ndcg.push(ndcgAt(popularFor(this.data, user, FIRST), later, FIRST));
    }
    return ndcg;
  }

  /** Those of the class who took something later, or as many of them as a large catalogue leaves time for. */
  get #asked(): readonly { readonly place: number; readonly user: number; readonly later: Set<number> }[] {
    const most = Math.max(LEAST_MEASURED, Math.floor(MOST_SCORES / this.data.nItems));
    return this.room.users
      .slice(0, most)
      .map((user, place) => ({ user, place, later: new Set(this.data.later[user]) }))
      .filter(({ later }) => later.size > 0);
  }

  async #found(model: PairFactors, look: () => Promise<void>): Promise<Found> {
    const asked = this.#asked;
    const scores = new Float64Array(this.data.nItems);
    const [ndcg, surprise] = [new Float64Array(asked.length), new Float64Array(asked.length)];
    for (const [k, { place, later }] of asked.entries()) {
      await look();
      const list = this.#listOf(model, place, scores);
      ndcg[k] = ndcgAt(list, later, FIRST);
      surprise[k] = surpriseAt(scores, later);
    }
    return { ndcg, surprise };
  }

  #listOf(model: PairFactors, place: number, scores: Float64Array): Int32Array {
    model.score(place, scores);
    for (const item of this.room.taken[place]) scores[item] = -Infinity;
    return topK(scores, this.data.index.itemRank, FIRST);
  }
}

/** @param scores of all items, −∞ for those taken before. */
function surpriseAt(scores: Float64Array, later: ReadonlySet<number>): number {
  const stride = Math.ceil(scores.length / MOST_OTHERS);
  let sum = 0;
  let n = 0;
  for (const item of later)
    for (let other = 0; other < scores.length; other += stride) {
      if (later.has(other) || scores[other] === -Infinity) continue;
      const ahead = scores[item] - scores[other];
      sum += ahead < -30 ? -ahead : log(1 + exp(-ahead));
      n++;
    }
  return n === 0 ? 0 : sum / n;
}

/** 0 of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return values.length === 0 ? 0 : sum / values.length;
}

function pairsOf({ taken, nPairs }: Class): Int32Array {
  const pairs = new Int32Array(2 * nPairs);
  let at = 0;
  taken.forEach((items, user) => {
    for (const item of items) {
      pairs[at++] = user;
      pairs[at++] = item;
    }
  });
  return pairs;
}

/** A fixed draw of people until their pairs are enough, the person on screen among them; null where there are too few. */
function drawClass(data: HalfSeen, user: number, seed: number): Class | null {
  const { userIds } = data.index.tables;
  const fit = (u: number): boolean =>
    data.known[u].length >= 5 && data.known[u].length < data.nItems / 2 && data.later[u].length > 0;
  const others = Array.from({ length: data.nUsers }, (_, u) => u)
    .filter((u) => u !== user && fit(u))
    .map((u) => ({ u, order: fnv1a(`class|${seed}|${userIds[u]}`) }))
    .sort((a, b) => a.order - b.order || a.u - b.u);
  const users = user >= 0 && data.known[user].length < data.nItems / 2 ? [user] : [];
  let nPairs = users.reduce((sum, u) => sum + data.known[u].length, 0);
  for (const { u } of others) {
    if (nPairs >= MOST_PAIRS) break;
    users.push(u);
    nPairs += data.known[u].length;
  }
  if (users.length < LEAST_PEOPLE) return null;
  return { users, taken: users.map((u) => new Set(data.known[u])), nPairs };
}

interface Runs {
  readonly user: number;
  readonly byHold: Map<string, FactorRun>;
}
const made = new WeakMap<HalfSeen, Runs>();

/**
 * The run of a person's class with this regularization, as far as it has come, the person first; who has half of all
 * items or more is not in it. null where there are too few people.
 *
 * @param seed draws the class, the numbers that learning starts from, and its order. @param watched a run of its own, which
 *   is taken no further than it was looked at.
 */
export function runOf(
  data: HalfSeen,
  user: number,
  regularization: number,
  seed: number = SEED,
  watched = false,
): FactorRun | null {
  let runs = made.get(data);
  if (runs?.user !== user) {
    runs = { user, byHold: new Map() };
    made.set(data, runs);
  }
  const hold = `${regularization}|${seed}|${watched}`;
  const there = runs.byHold.get(hold);
  if (there !== undefined) return there;
  const room = drawClass(data, user, seed);
  if (room === null) return null;
  const run = new FactorRun(data, room, regularization, seed);
  runs.byHold.set(hold, run);
  return run;
}
