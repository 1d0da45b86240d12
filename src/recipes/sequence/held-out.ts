import type { TrainingData, UserQuery } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { log } from '../../kernels/math';
import { rankGains } from '../../kernels/rank-gains';
import { Rng } from '../../kernels/rng';
import { type Choices, fitSoftmaxRegression } from '../../kernels/softmax-regression';
import { fitTopScale } from '../../kernels/top-calibration';
import { topK } from '../../kernels/top-k';
import { finish } from '../ensemble/finish';
import { logitsOf } from '../ensemble/fit-order';
import { readHistory } from '../ensemble/moments';
import { OWN_FEATURES, ownItems } from '../ensemble/own-items';
import type { Model } from '../recipe';
import type { Calibration } from './calibration';
import { momentWeights } from './moment-weights';
import type { Sequences } from './sequences';

/** Users whose newest moment is kept from learning: at most so many, one row in so many, and one user in so many. */
const MOST_USERS = 2000;
const ROWS_TO_EACH = 20;
const USERS_TO_EACH = 3;
/** Fewer than this would say nothing. */
const LEAST_USERS = 40;
const LEAST_MOMENTS = 3;

/** Items that stand for themselves among the candidates of a row; the others stand together with their equals. */
const TOP = 20;
const OWN = 100;
/** How far logits of items lie apart at most that stand together; all that lie lower than the last bin are in it. */
const BIN = 0.25;
const BINS = 160;

const WIDTH = 1 + OWN_FEATURES.length;
const PENALTY = 1e-3;
const LEAST_WEIGHT = 0.05;

/** What held-out rows say of a network as it is now. */
export interface Examined {
  readonly calibration: Calibration;
  /** Of each row, calibrated; see `rankGains`. */
  readonly gains: Float64Array;
}

/**
 * The newest moments of some users, which no network learns from: they tell which of its epochs is best, and how sure
 * its scores may be.
 */
export class HeldOut {
  private readonly queries: readonly UserQuery[];
  private readonly targets: readonly number[];

  private constructor(
    private readonly data: TrainingData,
    { moments }: Sequences,
    users: readonly number[],
  ) {
    this.targets = users.map((u) => moments.items[moments.userPtr[u + 1] - 1]);
    this.queries = users.map((u, k) =>
      queryBefore(data, u, this.targets[k], moments.timestampSec[moments.userPtr[u + 1] - 1]),
    );
  }

  /** Draws the users. @returns the sequences without their newest moments; `heldOut` null where there are too few. */
  static draw(
    data: TrainingData,
    sequences: Sequences,
    seed: number,
  ): { readonly heldOut: HeldOut | null; readonly learned: Sequences } {
    const { from, to, rows } = sequences;
    const rng = new Rng(seed, 'held-out');
    const weights = momentWeights(data, sequences.moments);
    const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
    const eligible: number[] = [];
    for (let u = 0; u < from.length; u++) {
      // Rows are met as often as they count.
      if (to[u] - from[u] >= LEAST_MOMENTS && rng.uniform() * heaviest < weights[to[u] - 1]) eligible.push(u);
    }
    const most = Math.min(
      MOST_USERS,
      Math.floor(rows / ROWS_TO_EACH),
      Math.floor(from.length / USERS_TO_EACH),
    );
    if (Math.min(most, eligible.length) < LEAST_USERS) return { heldOut: null, learned: sequences };
    if (eligible.length > most) rng.shuffle(eligible);
    const users = eligible.slice(0, most).sort((a, b) => a - b);
    const cut = to.slice();
    for (const u of users) cut[u]--;
    return {
      heldOut: new HeldOut(data, sequences, users),
      learned: { ...sequences, to: cut, rows: rows - users.length },
    };
  }

  /** Asks a model that is not calibrated yet. */
  async examine(model: Model, job: Job): Promise<Examined> {
    const candidates = new Candidates(this.data);
    const logits = new Float64Array(model.nItems);
    for (const [row, query] of this.queries.entries()) {
      await job.checkpoint('epoch', row, this.queries.length);
      model.scoreUser(query, logits);
      candidates.add(query, this.targets[row], logits);
    }
    const choices = candidates.choices();
    const penalties = new Float64Array(WIDTH).fill(PENALTY);
    const start = Float64Array.of(1, ...OWN_FEATURES.map(() => 0));
    const { weights } = await finish(fitSoftmaxRegression(choices, penalties, start), job, 'epoch');
    weights[0] = Math.max(LEAST_WEIGHT, weights[0]);
    const weighed = logitsOf(choices, weights);
    const scale = await finish(fitTopScale([{ ...choices, logits: weighed }]), job, 'epoch');
    const [factor, ...own] = weights.map((weight) => weight * scale);
    return { calibration: { factor, own }, gains: rankGains({ ...choices, logits: weighed }) };
  }
}

/** Everything that a user did before a moment. */
function queryBefore(data: TrainingData, userIdx: number, item: number, timeSec: number): UserQuery {
  const rows: number[] = [];
  for (let p = data.userPtr[userIdx]; p < data.userPtr[userIdx + 1]; p++) {
    if (data.items[p] !== item || data.timestampSec[p] !== timeSec) rows.push(p);
  }
  return {
    userIdx,
    items: Int32Array.from(rows, (p) => data.items[p]),
    timestampSec: Float64Array.from(rows, (p) => data.timestampSec[p]),
    eventType: Uint16Array.from(rows, (p) => data.eventType[p]),
  };
}

/**
 * Among what each row's item is to be found: first that item, then those of the history and the best others one by
 * one, then all the rest by their logits.
 */
class Candidates {
  private readonly starts: number[] = [0];
  private readonly logMultiplicity: number[] = [];
  private readonly features: number[] = [];
  private readonly counts = new Float64Array(BINS);
  private readonly sums = new Float64Array(BINS);

  constructor(private readonly data: TrainingData) {}

  add({ items, timestampSec }: UserQuery, target: number, logits: Float64Array): void {
    const own = ownItems(readHistory(items, timestampSec));
    const place = new Map(Array.from(own.items, (item, i) => [item, i]));
    const best = topK(logits, this.data.itemRank, TOP);
    const alone = new Set([target, ...own.items.subarray(0, OWN), ...best]);
    for (const item of alone) {
      this.push(logits[item], 1);
      const i = place.get(item);
      for (let f = 0; f < OWN_FEATURES.length; f++) {
        this.features.push(i === undefined ? 0 : own.features[i * OWN_FEATURES.length + f]);
      }
    }
    this.counts.fill(0);
    this.sums.fill(0);
    const most = logits[best[0]];
    for (let item = 0; item < logits.length; item++) {
      if (alone.has(item)) continue;
      const bin = Math.min(BINS - 1, Math.floor((most - logits[item]) / BIN));
      this.counts[bin]++;
      this.sums[bin] += logits[item];
    }
    this.counts.forEach((count, bin) => {
      if (count === 0) return;
      this.push(this.sums[bin] / count, count);
      for (let f = 0; f < OWN_FEATURES.length; f++) this.features.push(0);
    });
    this.starts.push(this.logMultiplicity.length);
  }

  private push(logit: number, count: number): void {
    this.features.push(logit);
    this.logMultiplicity.push(log(count));
  }

  choices(): Choices {
    return {
      starts: Int32Array.from(this.starts),
      logMultiplicity: Float64Array.from(this.logMultiplicity),
      width: WIDTH,
      features: Float64Array.from(this.features),
    };
  }
}
