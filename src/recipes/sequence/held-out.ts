import type { TrainingData, UserQuery } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { historyOf } from '../../domain/queries';
import { comesBack, visitFrom } from '../../domain/visits';
import { inSteps } from '../../domain/steps';
import { log } from '../../kernels/math';
import { rankGains } from '../../kernels/rank-gains';
import { Rng } from '../../kernels/rng';
import { type Choices, fitSoftmaxRegression } from '../../kernels/softmax-regression';
import { fitTopScale } from '../../kernels/top-calibration';
import { topK } from '../../kernels/top-k';
import { longestFirst, USERS_A_PART } from '../ask-users';
import { logitsOf } from '../moments/fit-order';
import { readHistory } from '../moments/moments';
import { OWN_FEATURES, ownItems } from '../moments/own-items';
import { type Model, scoreUsers } from '../recipe';
import { fitVisitScale } from '../moments/visit-scale';
import type { Scale } from './calibration';
import { momentWeights } from './moment-weights';
import type { Precedents } from './precedents';
import type { Sequences } from './sequences';

/** Users whose newest moment is kept from learning: at most so many, one row in so many, and one user in so many. */
const MOST_USERS = 2000;
const ROWS_TO_EACH = 20;
const USERS_TO_EACH = 3;
/** Fewer than this would say nothing; a third of a hundred people keeps their networks from promising many times too much. */
const LEAST_USERS = 10;
const LEAST_MOMENTS = 3;

/** People whose newest visit is kept from learning as well: at least and at most so many, and no more than one row in so many. */
const LEAST_VISITS = 40;
const MOST_VISITS = 600;
const ROWS_TO_EACH_OF_VISITS = 20;

/** Items that stand for themselves among the candidates of a row; the others stand together with their equals. */
const TOP = 20;
const OWN = 100;
/** How far logits of items lie apart at most that stand together; all that lie lower than the last bin are in it. */
const BIN = 0.25;
const BINS = 160;

/** What a model is asked for at once, at most, so that a stop is heard soon: numbers it answers, and events it reads. */
const MOST_ANSWERS = 131_072;
const MOST_EVENTS = 1000;

/** Rows that precedents are looked up for, at most: each costs as much as a list. */
const MOST_LOOKED_UP = 600;
const PENALTY = 1e-3;
const LEAST_WEIGHT = 0.05;

/** What held-out rows say of a network as it is now. */
export interface Examined {
  readonly calibration: Scale;
  /** What precedents count beside the network; 0 where none were looked up. */
  readonly weight: number;
  /** Of each row, calibrated; see `rankGains`. */
  readonly gains: Float64Array;
}

/** What somebody did, and all that is known of them when they are to be found to do it. */
interface Row {
  readonly target: number;
  readonly query: UserQuery;
  /** Whether they were in the middle of a visit. */
  readonly isWithin: boolean;
}

/**
 * The newest moments of some users, which no network learns from: they tell which of its epochs is best, and how sure
 * its scores may be.
 */
export class HeldOut {
  /** @param sequences all that there is. @param returns what others began their newest visits with; null where few come back. */
  private constructor(
    private readonly data: TrainingData,
    readonly sequences: Sequences,
    private readonly rows: readonly Row[],
    readonly returns: HeldOut | null,
  ) {}

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
    const { moments } = sequences;
    const cut = to.slice();
    for (const u of users) cut[u]--;
    const visits = drawNewestVisits(sequences, weights, new Set(users), seed);
    for (const { user, begin } of visits) cut[user] = begin;
    const back = visits.map(({ user, begin }) => {
      const timeSec = moments.timestampSec[begin];
      const query = { ...queryUntil(data, user, timeSec), returns: true };
      return { target: moments.items[begin], query, isWithin: false };
    });
    const newest = users.map((u) => {
      const last = moments.userPtr[u + 1] - 1;
      const target = moments.items[last];
      const timeSec = moments.timestampSec[last];
      const query = queryBefore(data, u, target, timeSec);
      return { target, query, isWithin: !comesBack(query.timestampSec, timeSec) };
    });
    const returns = back.length === 0 ? null : new HeldOut(data, sequences, back, null);
    return {
      heldOut: new HeldOut(data, sequences, newest, returns),
      learned: { ...sequences, to: cut, rows: rows - cut.reduce((sum, end, u) => sum + to[u] - end, 0) },
    };
  }

  /**
   * Asks a model that is not calibrated yet.
   *
   * @param precedents looked up as well, for some of the rows; null = none. They may hold the held-out rows: nobody's
   * own are looked up, and those of others are there when a list is asked for, too.
   * @param isForVisits whether those who come back are calibrated apart; see `fitVisitScale`.
   */
  async examine(
    model: Model,
    precedents: Precedents | null,
    isForVisits: boolean,
    job: Job,
  ): Promise<Examined> {
    const every = precedents === null ? 1 : Math.ceil(this.rows.length / MOST_LOOKED_UP);
    const rows = this.rows.filter((_, row) => row % every === 0);
    const choices = await this.choices(model, precedents, rows, job);
    const penalties = new Float64Array(choices.width).fill(PENALTY);
    const start = new Float64Array(choices.width);
    start[0] = 1;
    const { weights } = await inSteps(fitSoftmaxRegression(choices, penalties, start), job, 'epoch');
    weights[0] = Math.max(LEAST_WEIGHT, weights[0]);
    const logits = logitsOf(choices, weights);
    const scored = { ...choices, logits, isWithin: rows.map(({ isWithin }) => isWithin) };
    const common = await inSteps(fitTopScale([scored]), job, 'epoch');
    const scale = isForVisits ? await inSteps(fitVisitScale([scored], common), job, 'epoch') : common;
    const [factor, ...others] = Array.from(weights, (weight) => weight * scale);
    const own = others.slice(-OWN_FEATURES.length);
    const weight = precedents === null ? 0 : others[0];
    return { calibration: { factor, own }, weight, gains: rankGains(scored) };
  }

  private async choices(
    model: Model,
    precedents: Precedents | null,
    asked: readonly Row[],
    job: Job,
  ): Promise<Choices> {
    const queries = asked.map(({ query }) => query);
    const candidates = new Candidates(this.data);
    const logits: Float64Array[] = [];
    const found: Float64Array[] = [];
    let done = 0;
    for (const rows of askedTogether(queries, model.nItems)) {
      await job.checkpoint('epoch', done, queries.length);
      const together = rows.map((row) => queries[row]);
      for (const each of [logits, found])
        while (each.length < rows.length) each.push(new Float64Array(model.nItems));
      scoreUsers(model, together, logits.slice(0, rows.length));
      precedents?.ask(together, found.slice(0, rows.length));
      for (const [k, row] of rows.entries()) {
        const said = precedents === null ? [logits[k]] : [logits[k], found[k]];
        candidates.put(row, queries[row], asked[row].target, said);
      }
      done += rows.length;
    }
    return candidates.choices();
  }
}

/** Numbers of the rows that a model is asked about at once, the longest histories first. */
function* askedTogether(queries: readonly UserQuery[], nItems: number): Generator<readonly number[]> {
  const most = Math.max(1, Math.min(USERS_A_PART, Math.floor(MOST_ANSWERS / nItems)));
  let rows: number[] = [];
  let events = 0;
  for (const row of longestFirst(queries)) {
    const own = queries[row].items.length;
    if (rows.length === most || (rows.length > 0 && events + own > MOST_EVENTS)) {
      yield rows;
      rows = [];
      events = 0;
    }
    rows.push(row);
    events += own;
  }
  if (rows.length > 0) yield rows;
}

/** Where somebody's newest visit begins, among moments. */
interface Visit {
  readonly user: number;
  readonly begin: number;
}

/** Newest visits of people of whom nothing else is held out. */
function drawNewestVisits(
  { moments, from, to, rows }: Sequences,
  weights: Float64Array,
  others: ReadonlySet<number>,
  seed: number,
): readonly Visit[] {
  const rng = new Rng(seed, 'held-out-visits');
  const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const eligible: Visit[] = [];
  for (let user = 0; user < from.length; user++) {
    if (others.has(user) || to[user] - from[user] < LEAST_MOMENTS) continue;
    const begin = visitFrom(moments.timestampSec, from[user], to[user]);
    // Rows are met as often as they count.
    if (begin > from[user] + 1 && rng.uniform() * heaviest < weights[begin]) eligible.push({ user, begin });
  }
  rng.shuffle(eligible);
  const drawn: Visit[] = [];
  let left = rows / ROWS_TO_EACH_OF_VISITS;
  for (const visit of eligible) {
    left -= to[visit.user] - visit.begin;
    if (left < 0 || drawn.length === MOST_VISITS) break;
    drawn.push(visit);
  }
  return drawn.length < LEAST_VISITS ? [] : drawn.sort((a, b) => a.user - b.user);
}

/** Everything that a user did before a time. */
function queryUntil(data: TrainingData, userIdx: number, timeSec: number): UserQuery {
  const { userPtr, timestampSec } = data;
  let to = userPtr[userIdx + 1];
  while (to > userPtr[userIdx] && timestampSec[to - 1] >= timeSec) to--;
  return historyOf(data, userIdx, to);
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
  private readonly rows: { readonly logMultiplicity: number[]; readonly features: number[] }[] = [];
  private readonly counts = new Float64Array(BINS);
  private width = 0;
  /** By what is said, and by bin. */
  private readonly sums: Float64Array[] = [];
  /** 1 for items that stand for themselves in the row in hand. */
  private readonly isAlone: Uint8Array;

  constructor(private readonly data: TrainingData) {
    this.isAlone = new Uint8Array(data.nItems);
  }

  /** Rows may come in any order. @param said of every item: a network's logits, and what stands beside them. */
  put(row: number, { items, timestampSec }: UserQuery, target: number, said: readonly Float64Array[]): void {
    const logMultiplicity: number[] = [];
    const features: number[] = [];
    const own = ownItems(readHistory(items, timestampSec));
    const place = new Map(Array.from(own.items, (item, i) => [item, i]));
    const best = said.map((each) => topK(each, this.data.itemRank, TOP));
    const alone = new Set([target, ...own.items.subarray(0, OWN), ...best.flatMap((each) => [...each])]);
    for (const item of alone) {
      this.isAlone[item] = 1;
      for (const each of said) features.push(each[item]);
      logMultiplicity.push(0);
      const i = place.get(item);
      for (let f = 0; f < OWN_FEATURES.length; f++) {
        features.push(i === undefined ? 0 : own.features[i * OWN_FEATURES.length + f]);
      }
    }
    this.counts.fill(0);
    while (this.sums.length < said.length) this.sums.push(new Float64Array(BINS));
    for (const sums of this.sums) sums.fill(0);
    const [logits] = said;
    const most = logits[best[0][0]];
    for (let item = 0; item < logits.length; item++) {
      if (this.isAlone[item] === 1) continue;
      const bin = Math.min(BINS - 1, Math.floor((most - logits[item]) / BIN));
      this.counts[bin]++;
      for (const [k, each] of said.entries()) this.sums[k][bin] += each[item];
    }
    this.counts.forEach((count, bin) => {
      if (count === 0) return;
      for (const sums of this.sums) features.push(sums[bin] / count);
      logMultiplicity.push(log(count));
      for (let f = 0; f < OWN_FEATURES.length; f++) features.push(0);
    });
    for (const item of alone) this.isAlone[item] = 0;
    this.width = said.length + OWN_FEATURES.length;
    this.rows[row] = { logMultiplicity, features };
  }

  choices(): Choices {
    const { rows, width } = this;
    const starts = new Int32Array(rows.length + 1);
    for (const [row, each] of rows.entries()) starts[row + 1] = starts[row] + each.logMultiplicity.length;
    const logMultiplicity = new Float64Array(starts[rows.length]);
    const features = new Float64Array(starts[rows.length] * width);
    for (const [row, each] of rows.entries()) {
      logMultiplicity.set(each.logMultiplicity, starts[row]);
      features.set(each.features, starts[row] * width);
    }
    return { starts, logMultiplicity, width, features };
  }
}
