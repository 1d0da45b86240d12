import type { TrainingData, UserQuery } from '../../domain/histories';
import { historyOf } from '../../domain/queries';
import type { Job, Pool, TaskArrays, TaskParams } from '../../domain/ports';
import { isOneVisit } from '../../domain/visits';
import { phase } from '../phase';
import { packQueries } from '../query-arrays';
import type { HeldOutMoment } from './draw-held-out';
import {
  ASK_PART,
  CHOOSE_CANDIDATES,
  FILL_KERNELS,
  FIND_BEST,
  firstFeatures,
  packMoments,
} from './examine-candidates';
import { layOutKernels } from './kernel-parts';
import type { KnownRows } from './known-rows';
import { arraysOf, askedParts, type FittedPart } from './ensemble-parts';
import type { Plan } from './ensemble-plan';
import type { Moments } from '../moments/moments';
import { joined } from './joined';
import { BESIDE, type Weighed, Weighing } from './weighing';

/** Rows that one part of the work on the pool asks for. */
const ROWS_A_PART = 8;

/** Held-out rows as they are answered by what has been learned so far. */
export interface HeldOutRows {
  readonly moments: readonly HeldOutMoment[];
  /** What is known of each user while the row is held out. */
  readonly queries: readonly UserQuery[];
  /** Those of row r are starts[r] … starts[r + 1], the taken one first. */
  readonly candidates: Int32Array;
  readonly starts: Int32Array;
  readonly logMultiplicity: Float64Array;
  /** By candidate. */
  readonly logits: Float64Array;
}

/** Held-out rows to learn blend weights from, each to be found among candidates. */
export class Validation {
  private readonly queries: readonly UserQuery[];
  /** The same, which each part is asked. */
  private packedQueries: TaskArrays | null = null;
  private candidates = new Int32Array(0);
  private readonly starts: Int32Array;
  private logMultiplicity = new Float64Array(0);
  private readonly weighing: Weighing;

  /** @param moments the first of whose rows is to be found. @param known what all parts that are asked were built on: it lacks those rows. */
  constructor(
    private readonly data: TrainingData,
    readonly moments: readonly HeldOutMoment[],
    readonly known: KnownRows,
    private readonly plan: Plan,
    private readonly seed: number,
    private readonly pool: Pool,
  ) {
    this.starts = new Int32Array(this.moments.length + 1);
    this.queries = this.moments.map(({ userIdx, from }) => historyOf(data, userIdx, from));
    this.weighing = new Weighing(pool, mostFeatures(plan));
  }

  /** Nothing is asked or learned any more. */
  end(): void {
    this.weighing.end();
  }

  /** Whether the same kernels answer for both. */
  isAskedAs({ known, plan }: Validation): boolean {
    return known === this.known && plan.basket === this.plan.basket;
  }

  /**
   * Asks the kernels, picks the candidates from their answers, and fills the features of priors and own items.
   * @param others for which `isAskedAs` holds: the same for them, at the price of building the kernels once.
   */
  async begin(job: Job, others: readonly Validation[] = []): Promise<void> {
    await this.choose(others, {}, job);
  }

  /** @param others are asked along. @param best further candidates; see `CHOOSE_CANDIDATES`. */
  private async choose(others: readonly Validation[], best: TaskArrays, job: Job): Promise<void> {
    const { data } = this;
    const all = [this, ...others];
    const moments = all.flatMap((each) => each.moments);
    const targets = Int32Array.from(moments, ({ from }) => data.items[from]);
    const ages = Int32Array.from(moments, ({ age }) => age);
    // By rank, so that it is the same whatever else the catalogue holds, and wherever it is.
    const taken = Int32Array.from(new Set(data.items)).sort((a, b) => data.itemRank[a] - data.itemRank[b]);
    const kernels = await filledKernels(this.known.moments, this.plan, this.pool, job);
    const inputs = { targets, ages, taken, itemRank: data.itemRank, ...best, ...kernels };
    const outputs = await this.ask(CHOOSE_CANDIDATES, inputs, {}, job, all);
    this.pool.giveBack(Object.values(kernels));
    let at = 0;
    for (const each of all) {
      const from = at;
      for (let rows = 0; rows < each.moments.length; at++) rows += outputs[at].ends.length;
      each.take(outputs.slice(from, at));
    }
  }

  /** @param outputs of `CHOOSE_CANDIDATES` for these rows. */
  private take(outputs: readonly TaskArrays[]): void {
    this.candidates = joinInts(outputs.map(({ candidates }) => candidates as Int32Array));
    this.logMultiplicity = joinFloats(outputs.map(({ logMultiplicity }) => logMultiplicity as Float64Array));
    this.starts.set(startsOf(outputs.map(({ ends }) => ends as Int32Array)));
    const features = outputs.map((output) => output.features as Float64Array);
    this.weighing.features.begin(firstFeatures(this.plan), features);
  }

  /** Asks one more part, fitted on `known`, about the candidates there are. */
  async add(part: FittedPart, arrays: TaskArrays, job: Job): Promise<void> {
    const { candidates, starts } = this;
    const inputs = { candidates, starts, ...arraysOf(part, arrays) };
    const outputs = await this.ask(ASK_PART, inputs, { part }, job);
    const values = outputs.map((output) => output.values as Float64Array);
    this.weighing.features.set(part, values);
  }

  /**
   * Asks the network, which has favourites of its own, and everything else anew: among candidates that other parts have
   * chosen, the items that it wrongly puts first would be missing, and it would look better than it is.
   *
   * @param asked the parts that were added, and @param fit their arrays.
   */
  async addNetwork(
    arrays: TaskArrays,
    asked: readonly FittedPart[],
    fit: TaskArrays,
    job: Job,
  ): Promise<void> {
    const inputs = { itemRank: this.data.itemRank, ...arraysOf(BESIDE, arrays) };
    const outputs = await this.ask(FIND_BEST, inputs, { part: BESIDE }, job);
    const best = joinInts(outputs.map((output) => output.best as Int32Array));
    const bestStarts = startsOf(outputs.map((output) => output.ends as Int32Array));
    await this.choose([], { best, bestStarts }, job);
    for (const part of asked) if (this.weighing.features.has(part)) await this.add(part, fit, job);
    await this.add(BESIDE, arrays, job);
  }

  /** @param rows that are asked for, one after the other; no part of the answers is of two. */
  private ask(
    task: string,
    inputs: TaskArrays,
    params: TaskParams,
    job: Job,
    rows: readonly Validation[] = [this],
  ): Promise<TaskArrays[]> {
    const common = { ...params, plan: JSON.stringify(this.plan), nItems: this.data.nItems, seed: this.seed };
    const parts: TaskParams[] = [];
    let end = 0;
    for (const own of rows) {
      let from = end;
      end += own.moments.length;
      for (; from < end; from += ROWS_A_PART) {
        parts.push({ ...common, from, to: Math.min(end, from + ROWS_A_PART) });
      }
    }
    const isAlone = rows.length === 1;
    const queries = isAlone
      ? (this.packedQueries ??= packQueries(this.queries))
      : packQueries(rows.flatMap((each) => each.queries));
    const all = { ...packMoments(this.known.moments), ...queries, ...inputs };
    return this.pool.map(task, all, parts, phase(job, 'blend'));
  }

  /**
   * Weights by feature name, fitted on everything asked so far; see `Weighing`.
   *
   * @param isForVisits whether those who come back are asked with others.
   */
  async fit(isForVisits: boolean, job: Job): Promise<Weighed> {
    await this.learn(job);
    const { timestampSec } = this.data;
    const isWithin = this.moments.map(({ from }) => isOneVisit(timestampSec[from - 1], timestampSec[from]));
    return this.weighing.settle(null, isForVisits ? isWithin : null, job);
  }

  /** As `Weighing.learn`. */
  async learn(job: Job): Promise<void> {
    const { starts, logMultiplicity } = this;
    const people = Int32Array.from(this.moments, ({ person }) => person);
    await this.weighing.learn({ starts, logMultiplicity, people }, job);
  }

  /** As `Weighing.settle`. */
  settle(elsewhere: Weighed['weights'] | null, job: Job): Promise<Weighed> {
    return this.weighing.settle(elsewhere, null, job);
  }

  /** With the weights of the last `settle`. */
  heldOut(): HeldOutRows {
    const { moments, queries, candidates, starts, logMultiplicity } = this;
    const logits = this.weighing.logits();
    return { moments, queries, candidates, starts, logMultiplicity, logits };
  }
}

/** What kernels are asked by, where workers share one; elsewhere each makes its own. */
async function filledKernels(moments: Moments, plan: Plan, pool: Pool, job: Job): Promise<TaskArrays> {
  if (pool.size === 1 || !pool.sharesMemory) return {};
  const kernels = layOutKernels(moments, plan, pool);
  const params = { plan: JSON.stringify(plan), nItems: moments.nItems };
  await pool.map(FILL_KERNELS, { ...packMoments(moments), ...kernels }, [params], phase(job, 'blend'));
  return kernels;
}

/** All that will be told of a candidate. */
function mostFeatures(plan: Plan): number {
  return firstFeatures(plan).length + askedParts(plan).length + (plan.network === null ? 0 : 1);
}

/** Where each row begins. @param ends of pieces, each counted from its own beginning. */
function startsOf(ends: readonly Int32Array[]): Int32Array<ArrayBuffer> {
  const starts = [0];
  for (const piece of ends) {
    const before = starts[starts.length - 1];
    for (const end of piece) starts.push(before + end);
  }
  return Int32Array.from(starts);
}

function joinFloats(pieces: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  return joined(pieces, (n) => new Float64Array(n));
}

function joinInts(pieces: readonly Int32Array[]): Int32Array<ArrayBuffer> {
  return joined(pieces, (n) => new Int32Array(n));
}
