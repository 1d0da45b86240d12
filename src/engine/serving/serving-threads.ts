import { AppError } from '../../domain/errors';
import type { UserQuery } from '../../domain/histories';
import type { Job, KeptTask, Pool } from '../../domain/ports';
import type { Model } from '../../recipes/recipe';
import { Answers, askedFor, SCORE_USERS, scoresOf, type UserScores } from '../../recipes/score-users';
import { headerOf, modelInputs } from '../../recipes/stored-inputs';

/** People who are scored in one go, at most; no result depends on it. */
const MOST_AT_ONCE = 16;
/** Scores of theirs, at most. */
const MOST_SCORES = 1_000_000;
/** People by whom it is known what a model takes. */
const WARM_UP = 20;
/** A thread that has not loaded a model by then is given up. */
const START_MS = 30_000;
/** After so many failures, one after the other, threads are not asked for this model any more. */
const MOST_FAILURES = 3;

export interface ThreadOptions {
  /** Resolves when the requests that have come in by now have been read. */
  readonly turn: () => Promise<unknown>;
  /** A model that takes less for a person than this is quicker asked than sent for. */
  readonly worthMs?: number;
  /** A thread that says nothing for so long is given up, and what it was asked is computed here. */
  readonly slowMs?: number;
}

/** Somebody who is asked for, and who waits for the scores. */
interface Waiting {
  readonly query: UserQuery;
  readonly resolve: (scores: UserScores) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread with the model. */
interface Lane {
  readonly task: KeptTask;
  readonly number: number;
  /** Of all lanes. */
  readonly answers: Answers;
  /** Of the model. */
  readonly header: string;
  isReady: boolean;
  isFree: boolean;
}

/**
 * Scores people in threads beside this one, those who wait at the same time together. The numbers are those that the
 * model itself gives. Threads start when several wait at once for a model that takes its time; until they are ready,
 * where they fail, and for whoever comes alone before, it is asked in this thread.
 */
export class ServingThreads {
  readonly #models = new Map<Model, Crowd>();

  readonly #options: Required<ThreadOptions>;

  /** @param pool for this alone, so that nobody waits for a training. Each of its threads gets each model that is asked for. */
  constructor(
    private readonly pool: Pool,
    options: ThreadOptions,
  ) {
    this.#options = { worthMs: 0.5, slowMs: 1000, ...options };
  }

  /** What the model says of somebody. */
  async scores(model: Model, query: UserQuery): Promise<UserScores> {
    let crowd = this.#models.get(model);
    if (crowd === undefined) {
      crowd = new Crowd(model, this.pool, this.#options);
      this.#models.set(model, crowd);
    }
    return crowd.scores(query);
  }

  /** Lets go of models, and of threads, that nobody has asked since the last call. */
  rest(): void {
    for (const [model, crowd] of this.#models) if (!crowd.rest()) this.#models.delete(model);
    if (this.#models.size === 0) this.pool.release();
  }
}

/** Those who ask one model. */
class Crowd {
  readonly #waiting: Waiting[] = [];
  #lanes: Lane[] = [];
  #isCalled = false;
  #wasAsked = true;
  #failures = 0;
  /** How many were answered in this thread, and what each of the last took. */
  #answered = 0;
  #eachMs = 0;

  constructor(
    private readonly model: Model,
    private readonly pool: Pool,
    private readonly options: Required<ThreadOptions>,
  ) {}

  async scores(query: UserQuery): Promise<UserScores> {
    this.#wasAsked = true;
    const scores = new Promise<UserScores>((resolve, reject) => {
      this.#waiting.push({ query, resolve, reject });
    });
    if (!this.#isCalled) {
      this.#isCalled = true;
      await this.options.turn();
      this.#isCalled = false;
      this.#serve();
    }
    return scores;
  }

  /** @returns false when nobody has asked since the last call; the threads have then let go of the model. */
  rest(): boolean {
    const isIdle = !this.#wasAsked && this.#waiting.length === 0 && this.#lanes.every(({ isFree }) => isFree);
    this.#wasAsked = false;
    if (isIdle) this.#end();
    return !isIdle;
  }

  #serve(): void {
    if (this.#lanes.length === 0 && this.#isWorthThreads()) this.#start();
    if (!this.#lanes.some(({ isReady }) => isReady)) {
      this.#answerHere(this.#waiting.splice(0));
      return;
    }
    for (const lane of this.#lanes) {
      if (!lane.isReady || !lane.isFree || this.#waiting.length === 0) continue;
      // Sending costs about as much for several as for one; some are left for the thread that is done next.
      const share = Math.ceil(this.#waiting.length / this.#lanes.length);
      void this.#answerThere(lane, this.#waiting.splice(0, Math.min(share, lane.answers.most)));
    }
  }

  #isWorthThreads(): boolean {
    const isKnown = this.#answered >= WARM_UP && this.#failures < MOST_FAILURES;
    return isKnown && this.#waiting.length > 1 && this.#eachMs >= this.options.worthMs;
  }

  /** Has the threads load the model; each counts from when it has. */
  #start(): void {
    const { model, pool } = this;
    const most = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(MOST_SCORES / model.nItems)));
    const answers = new Answers(model.nItems, most, pool);
    const inputs = { ...modelInputs(model), ...answers.input };
    const header = headerOf(model);
    this.#lanes = Array.from({ length: pool.size }, (_, number) => ({
      task: pool.keep(SCORE_USERS, inputs),
      number,
      answers,
      header,
      isReady: false,
      isFree: false,
    }));
    for (const lane of this.#lanes) void this.#open(lane);
  }

  async #open(lane: Lane): Promise<void> {
    if ((await this.#run(lane, [], START_MS)) !== null) lane.isReady = true;
  }

  #answerHere(asked: readonly Waiting[]): void {
    if (asked.length === 0) return;
    const startedMs = performance.now();
    try {
      const scores = scoresOf(
        this.model,
        asked.map(({ query }) => query),
      );
      asked.forEach(({ resolve }, a) => resolve(scores[a]));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
    this.#eachMs = (performance.now() - startedMs) / asked.length;
    this.#answered += asked.length;
  }

  async #answerThere(lane: Lane, asked: readonly Waiting[]): Promise<void> {
    const queries = asked.map(({ query }) => query);
    const scores = await this.#run(lane, queries, this.options.slowMs);
    if (scores === null) this.#answerHere(asked);
    else asked.forEach(({ resolve }, a) => resolve(scores[a]));
    this.#serve();
  }

  /** @returns null when the thread has failed, or said nothing for so long; no thread is asked then until they start anew. */
  async #run(lane: Lane, queries: readonly UserQuery[], mostMs: number): Promise<UserScores[] | null> {
    lane.isFree = false;
    try {
      const { answers, number, header } = lane;
      const params = { ...askedFor(queries), ...answers.at(number), header };
      await lane.task.run(params, within(mostMs));
      const scores = answers.of(number, queries.length);
      // That it could load the model says nothing yet.
      if (queries.length > 0) this.#failures = 0;
      lane.isFree = true;
      return scores;
    } catch {
      // Whatever it was: who waits is answered here, and hears it if the model itself is at fault.
      this.#failures++;
      this.#end();
      return null;
    }
  }

  #end(): void {
    for (const { task } of this.#lanes) task.end();
    this.#lanes = [];
  }
}

/** A job that is given up after a while. */
function within(mostMs: number): Job {
  const untilMs = performance.now() + mostMs;
  return {
    stopped: false,
    checkpoint: async () => {
      if (performance.now() > untilMs) throw new AppError('WORKER_GONE', { reason: 'slow' });
    },
  };
}
