import type { LessonEpoch } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import { fnv1a } from '../../../kernels/fnv1a';
import { PairFactors } from '../../../kernels/pair-factors';
import { topK } from '../../../kernels/top-k';
import { ndcgAt } from '../../../metrics/ndcg';
import type { HalfSeen } from './half-seen';
import { popularFor } from './next-item';

/** So few pairs that an epoch takes a tenth of a second. */
const MOST_PAIRS = 16_000;
const LEAST_PEOPLE = 20;
const FACTORS = 64;
const LEARNING_RATE = 0.2;
const SEED = 42;
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

/** State after the newest epoch, and what it has changed for the person on screen. */
export interface RunState {
  readonly points: readonly LessonEpoch[];
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
  readonly #pairs: Int32Array;

  constructor(
    private readonly data: HalfSeen,
    private readonly room: Class,
    private readonly regularization: number,
  ) {
    this.#pairs = pairsOf(room);
  }

  get users(): readonly number[] {
    return this.room.users;
  }

  get nPairs(): number {
    return this.room.nPairs;
  }

  /**
   * Goes on until so many epochs are finished; one call after the other. What a cancelled call has begun is finished by
   * the next, so that the curve is the same whoever asked.
   *
   * @throws AppError CANCELLED through the job.
   */
  async until(epochs: number, job: Job): Promise<RunState> {
    const turn = this.#turn.then(async () => {
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
      seed: SEED,
    };
    const model = await PairFactors.begin(shape, () => job.checkpoint('lesson', 0, MOST_EPOCHS));
    const list = this.#listOf(model, 0, new Float64Array(this.data.nItems));
    return { points: [], model, list, listBefore: null };
  }

  async #epoch({ points, model, list }: RunState, job: Job): Promise<RunState> {
    const epoch = points.length + 1;
    const look = (): Promise<void> => job.checkpoint('lesson', epoch, MOST_EPOCHS);
    this.#loss ??= await model.epoch(this.room.taken, this.#pairs, look);
    const scores = new Float64Array(this.data.nItems);
    const heldOut = await this.#measure(async (place) => {
      await look();
      return this.#listOf(model, place, scores);
    });
    const point = { epoch, loss: this.#loss, heldOut };
    this.#loss = null;
    return { points: [...points, point], model, list: this.#listOf(model, 0, scores), listBefore: list };
  }

  /** The popular order on the same people. */
  async popular(job: Job): Promise<number> {
    return this.#measure(async (place) => {
      await job.checkpoint('lesson', MOST_EPOCHS, MOST_EPOCHS);
      return popularFor(this.data, this.room.users[place], FIRST);
    });
  }

  #listOf(model: PairFactors, place: number, scores: Float64Array): Int32Array {
    model.score(place, scores);
    for (const item of this.room.taken[place]) scores[item] = -Infinity;
    return topK(scores, this.data.index.itemRank, FIRST);
  }

  /** Mean nDCG@10 over the class, or as many of it as a large catalogue leaves time for. */
  async #measure(listOf: (place: number) => Promise<ArrayLike<number>>): Promise<number> {
    const most = Math.max(LEAST_MEASURED, Math.floor(MOST_SCORES / this.data.nItems));
    let sum = 0;
    let n = 0;
    for (const [place, user] of this.room.users.slice(0, most).entries()) {
      const later = new Set(this.data.later[user]);
      if (later.size === 0) continue;
      sum += ndcgAt(await listOf(place), later, FIRST);
      n++;
    }
    return n === 0 ? 0 : sum / n;
  }
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
function drawClass(data: HalfSeen, user: number): Class | null {
  const { userIds } = data.index.tables;
  const fit = (u: number): boolean =>
    data.known[u].length >= 5 && data.known[u].length < data.nItems / 2 && data.later[u].length > 0;
  const others = Array.from({ length: data.nUsers }, (_, u) => u)
    .filter((u) => u !== user && fit(u))
    .map((u) => ({ u, order: fnv1a(`class|${userIds[u]}`) }))
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
  readonly byRegularization: Map<number, FactorRun>;
}
const made = new WeakMap<HalfSeen, Runs>();

/**
 * The run of a person's class with this regularization, as far as it has come, the person first; who has half of all
 * items or more is not in it. null where there are too few people.
 */
export function runOf(data: HalfSeen, user: number, regularization: number): FactorRun | null {
  let runs = made.get(data);
  if (runs?.user !== user) {
    runs = { user, byRegularization: new Map() };
    made.set(data, runs);
  }
  const there = runs.byRegularization.get(regularization);
  if (there !== undefined) return there;
  const room = drawClass(data, user);
  if (room === null) return null;
  const run = new FactorRun(data, room, regularization);
  runs.byRegularization.set(regularization, run);
  return run;
}
