import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { exp, log } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import { tiedRank } from '../../kernels/tied-rank';
import type { HeldOutRows } from './blend';
import type { LearnedContext } from './context-tilt';
import { EventValues } from './event-values';
import { Gains, WEIGHTS } from './weight-gains';

/** Events that every value is taken to have of an item beside its own, as many as of any. */
const SHRINK = 15;
/** People whose newest events the weight is learned from, how many of them, and items × events ranked, at most. */
const LEARNERS = 1000;
const NEWEST = 5;
const MOST_RANKED = 1e7;
const ROWS_A_STEP = 8192;
const CELLS_A_STEP = 65_536;
/** Items scored between two looks at whether to stop, and as how many one event counts that is taken out. */
const SCORED_A_STEP = 100_000;
const OWN_EVENT = 30;

/**
 * What is taken on one device, in one channel or the like more or less than at any other: the logarithm of the events
 * of a value that are of an item over those to be expected; and how much it counts, by where it puts events that were
 * taken out with all that the same person did.
 */
export class ContextFit {
  /** [values, items] row-major. */
  readonly lift: Float64Array;

  private constructor(
    private readonly data: TrainingData,
    readonly values: EventValues,
    /** [values, items] row-major: events, in shares where they have several values. */
    private readonly counts: Float64Array,
    /** Share of all events that have each value. */
    private readonly shares: Float64Array,
    /** Events of each item, and people who had it. */
    private readonly all: Float64Array,
    private readonly users: Float64Array,
  ) {
    this.lift = new Float64Array(counts.length);
  }

  /** @returns null where events have nothing to learn from. @throws AppError CANCELLED through `job`. */
  static async count(data: TrainingData, job: Job): Promise<ContextFit | null> {
    if (data.eventColumns === undefined || data.columnRow === undefined) return null;
    const values = new EventValues(data);
    if (values.nValues === 0) return null;
    const { nItems, items, userPtr } = data;
    const counts = new Float64Array(values.nValues * nItems);
    const shares = new Float64Array(values.nValues);
    const all = new Float64Array(nItems);
    const users = new Float64Array(nItems);
    const lastUser = new Int32Array(nItems).fill(-1);
    for (let p = 0, u = 0; p < items.length; p++) {
      if (p % ROWS_A_STEP === 0) await job.checkpoint('blend', p, items.length);
      while (p === userPtr[u + 1]) u++;
      const item = items[p];
      all[item]++;
      if (lastUser[item] !== u) users[item]++;
      lastUser[item] = u;
      values.each(p, (value, share) => {
        counts[value * nItems + item] += share;
        shares[value] += share;
      });
    }
    // Divided at the end: what all events have is to be exactly what was expected.
    for (let value = 0; value < shares.length; value++) shares[value] /= items.length;
    const fit = new ContextFit(data, values, counts, shares, all, users);
    for (let at = 0; at < counts.length; at++) {
      if (at % CELLS_A_STEP === 0) await job.checkpoint('blend', at, counts.length);
      const expected = all[at % nItems] * shares[Math.floor(at / nItems)];
      fit.lift[at] = log((counts[at] + SHRINK) / (expected + SHRINK));
    }
    return fit;
  }

  /** The lift of a value for an item, as if one person had done nothing; others' items are as they are in `lift`. */
  private async liftsWithout(userIdx: number, pause: Pause): Promise<Without> {
    const { data, values } = this;
    const { nItems, userPtr, items } = data;
    const eventWork = OWN_EVENT * (1 + values.fields.length);
    const ownItems = new Map<number, number>();
    const own = new Map<number, number>();
    for (let p = userPtr[userIdx]; p < userPtr[userIdx + 1]; p++) {
      if (pause.isDue(eventWork)) await pause.take();
      const item = items[p];
      ownItems.set(item, (ownItems.get(item) ?? 0) + 1);
      values.each(p, (value, share) => {
        const at = value * nItems + item;
        own.set(at, (own.get(at) ?? 0) + share);
      });
    }
    return {
      ownItems,
      lift: (value, item) => {
        const at = value * nItems + item;
        const less = ownItems.get(item);
        if (less === undefined) return this.lift[at];
        const expected = (this.all[item] - less) * this.shares[value];
        return log((this.counts[at] - (own.get(at) ?? 0) + SHRINK) / (expected + SHRINK));
      },
    };
  }

  /** The weight beside popularity that puts people's newest events highest, by nDCG. */
  async popularWeight(seed: number, job: Job): Promise<number> {
    const { nItems, items } = this.data;
    const popular = new Float64Array(nItems);
    for (let i = 0; i < nItems; i++) {
      if (i % CELLS_A_STEP === 0) await job.checkpoint('blend', i, nItems);
      popular[i] = log(this.users[i] + 1);
    }
    const gains = new Gains();
    const tilt = new Float64Array(nItems);
    const logits = new Float64Array(nItems);
    const pause = new Pause(job);
    for await (const { userIdx, newest } of this.learners(seed, pause)) {
      const own = new Float64Array(WEIGHTS.length);
      const { ownItems, lift } = await this.liftsWithout(userIdx, pause);
      for (const p of newest) {
        tilt.fill(0);
        this.values.each(p, (value, share) => {
          const from = value * nItems;
          for (let i = 0; i < nItems; i++) tilt[i] += share * this.lift[from + i];
          for (const item of ownItems.keys())
            tilt[item] += share * (lift(value, item) - this.lift[from + item]);
        });
        for (const [w, weight] of WEIGHTS.entries()) {
          if (pause.isDue(nItems)) await pause.take();
          for (let i = 0; i < nItems; i++) logits[i] = popular[i] + weight * tilt[i];
          for (const item of ownItems.keys()) logits[item] += log(this.users[item]) - popular[item];
          own[w] += 1 / (newest.length * log(1 + tiedRank(logits, items[p], null)));
        }
      }
      gains.add(userIdx, own);
    }
    return gains.best();
  }

  /** People in random order, with the newest events of each of which anything is known. */
  private async *learners(
    seed: number,
    pause: Pause,
  ): AsyncGenerator<{ readonly userIdx: number; readonly newest: readonly number[] }> {
    const { nUsers, nItems, userPtr } = this.data;
    const rng = new Rng(seed, 'context');
    const order = new Int32Array(nUsers);
    for (let u = 0; u < nUsers; u++) order[u] = u;
    let rows = 0;
    let learners = 0;
    for (let k = 0; k < nUsers && learners < LEARNERS && rows * nItems < MOST_RANKED; k++) {
      const drawn = k + rng.below(nUsers - k);
      const userIdx = order[drawn];
      order[drawn] = order[k];
      // Most of them may have nothing known, and are gone through all the same.
      if (pause.isDue(OWN_EVENT * (1 + userPtr[userIdx + 1] - userPtr[userIdx]))) await pause.take();
      const newest = this.newestKnown(userIdx);
      if (newest.length === 0) continue;
      learners++;
      rows += newest.length;
      yield { userIdx, newest };
    }
  }

  private newestKnown(userIdx: number): number[] {
    const { userPtr } = this.data;
    const rows: number[] = [];
    for (let p = userPtr[userIdx + 1] - 1; p >= userPtr[userIdx] && rows.length < NEWEST; p--)
      if (this.values.has(p)) rows.push(p);
    return rows;
  }

  /** The weight beside all that a history says that puts the newest events highest among their candidates. */
  async personalWeight(held: Omit<HeldOutRows, 'queries'>, job: Job): Promise<number> {
    const { moments, starts, candidates, logits, logMultiplicity } = held;
    const gains = new Gains();
    const pause = new Pause(job);
    for (const [row, { userIdx, to: end }] of moments.entries()) {
      const newest = end - 1;
      if (!this.values.has(newest)) continue;
      const { lift } = await this.liftsWithout(userIdx, pause);
      const [from, to] = [starts[row], starts[row + 1]];
      if (pause.isDue(OWN_EVENT * (to - from))) await pause.take();
      const tilt = new Float64Array(to - from);
      this.values.each(newest, (value, share) => {
        for (let c = from; c < to; c++) tilt[c - from] += share * lift(value, candidates[c]);
      });
      const own = WEIGHTS.map((weight) => {
        const scoreOf = (c: number): number => logits[c] + weight * tilt[c - from];
        // The taken one stands first; every other stands for as many as it was drawn from.
        const target = scoreOf(from);
        let rank = 1;
        for (let c = from + 1; c < to; c++) {
          const score = scoreOf(c);
          if (score >= target) rank += exp(logMultiplicity[c]) * (score > target ? 1 : 0.5);
        }
        return 1 / log(1 + rank);
      });
      gains.add(userIdx, own);
    }
    return gains.best();
  }

  /** What a model keeps of it; null where it does not help. */
  learned(popular: number, personal: number): LearnedContext | null {
    if (popular === 0 && personal === 0) return null;
    const lift = new Float32Array(this.lift);
    return {
      fields: this.values.fields,
      arrays: { contextLift: lift, contextWeights: Float64Array.of(popular, personal) },
    };
  }
}

interface Without {
  /** What the person had, and how often. */
  readonly ownItems: ReadonlyMap<number, number>;
  readonly lift: (value: number, item: number) => number;
}

/** Says when so much has been done that it is time to look whether to stop. */
class Pause {
  private done = 0;

  constructor(private readonly job: Job) {}

  /** @param work what comes next, in items scored. */
  isDue(work: number): boolean {
    this.done += work;
    return this.done >= SCORED_A_STEP;
  }

  async take(): Promise<void> {
    this.done = 0;
    await this.job.checkpoint('blend', 0, 1);
  }
}
