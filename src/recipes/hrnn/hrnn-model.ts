import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import { log } from '../../kernels/math';
import type { Moments } from '../ensemble/moments';
import { leaveOneOut } from '../leave-one-out';
import type { Explains, Traces, TraceStep } from '../capabilities';
import { calibrate, calibrateShares } from '../sequence/calibration';
import type { Model } from '../recipe';
import { sumInto } from './feature-sum';
import { readEvents } from './moment-types';
import { Network } from './hrnn-network';
import { ReadsTogether } from './read-together';
import { followsAt } from './session-gap';
import { storedHrnn, type HrnnName, type HrnnParts } from './stored-model';
import { NEW_SESSION, NEW_USER, SAME_SESSION } from './window';

/** Steps that a request is read in at a time; no result depends on it. */
const STEPS = 32;

/** Called after each event was read; its state stands in slot `t` of the network. */
type Visit = (
  moments: Pick<Moments, 'items' | 'timestampSec'>,
  p: number,
  t: number,
  follows: number,
) => void;

/** What is looked for, and whether it comes from events or from metadata alone. */
interface Sought {
  readonly vector: Float64Array;
  readonly personal: boolean;
}

/** One state of a walk, before the catalogue is scored by it. */
interface Walked {
  readonly step: Omit<TraceStep, 'expected' | 'nextRank'>;
  readonly sought: Float64Array;
  /** The item that came; null: the newest. */
  readonly next: number | null;
}

class HrnnModel implements Model, Explains, Traces {
  readonly recipe: HrnnName;
  readonly nItems: number;
  readonly hasScores = true;
  private readonly network: Network;
  /** Items × (width + 1): own rows and features together. */
  private readonly table: Float64Array;
  private readonly popular: Float64Array;
  private together: ReadsTogether | null = null;
  private readonly context: Float64Array;

  constructor(readonly parts: HrnnParts) {
    const { width, described, own } = parts;
    this.recipe = parts.name;
    this.nItems = parts.users.length;
    this.network = new Network(width, STEPS, 1, Float64Array.from(parts.weights));
    this.table = new Float64Array(own);
    this.context = Float64Array.from(described?.context ?? []);
    if (described !== null) {
      const stride = width + 1;
      const features = new Float64Array(described.itemTable);
      for (let at = 0; at < own.length; at += stride) {
        sumInto(this.table, at, this.table, at, described.items, at / stride, features, stride);
      }
    }
    this.popular = Float64Array.from(parts.users, (count) => log(count + 0.5));
  }

  scoreUser(query: UserQuery, out: Float64Array): boolean {
    const sought = this.soughtBy(query);
    if (sought === null || !sought.personal) {
      out.set(this.popular);
      for (let item = 0; sought !== null && item < this.nItems; item++) {
        out[item] += this.match(sought.vector, this.table, item);
      }
      return false;
    }
    this.matchEach([sought.vector], [out]);
    calibrate(this.parts.calibration, query, out);
    return true;
  }

  /** The plain recipe reads histories side by side. */
  scoreUsers(queries: readonly UserQuery[], outs: readonly Float64Array[]): boolean[] {
    const { described, width, weights, gapSec, calibration } = this.parts;
    if (described !== null || queries.length === 1)
      return queries.map((query, q) => this.scoreUser(query, outs[q]));
    const histories = queries.map((query) => this.readEvents(query).moments);
    const read = Array.from(queries.keys()).filter((q) => histories[q].items.length > 0);
    for (const out of outs) out.set(this.popular);
    if (read.length > 0) {
      this.together ??= new ReadsTogether(width, Float64Array.from(weights), this.table, gapSec);
      const sought = this.together.soughtOf(read.map((q) => histories[q]));
      this.matchEach(
        sought,
        read.map((q) => outs[q]),
      );
      for (const q of read) calibrate(calibration, queries[q], outs[q]);
    }
    return histories.map(({ items }) => items.length > 0);
  }

  /** Logits of the catalogue for all that is sought, four at a time so that no sum waits for the one before. */
  private matchEach(sought: readonly Float64Array[], outs: readonly Float64Array[]): void {
    const { table, nItems } = this;
    const { width } = this.parts;
    const sides = new Float64Array(4 * width);
    let q = 0;
    for (; q + 4 <= sought.length; q += 4) {
      // Side by side, as the engine looks each array up anew in each turn.
      for (let k = 0; k < width; k++)
        for (let next = 0; next < 4; next++) sides[4 * k + next] = sought[q + next][k];
      const [outA, outB, outC, outD] = outs.slice(q, q + 4);
      let item = 0;
      // Two items a turn, so that each number of what is sought is read once for both.
      for (; item + 1 < nItems; item += 2) {
        let at = item * (width + 1);
        let next = at + width + 1;
        let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
        let [nextA, nextB, nextC, nextD] = [0, 0, 0, 0];
        for (let k = 0; k < 4 * width; k += 4) {
          const x = table[at++];
          const y = table[next++];
          let side = sides[k];
          sumA += x * side;
          nextA += y * side;
          side = sides[k + 1];
          sumB += x * side;
          nextB += y * side;
          side = sides[k + 2];
          sumC += x * side;
          nextC += y * side;
          side = sides[k + 3];
          sumD += x * side;
          nextD += y * side;
        }
        let bias = table[at];
        outA[item] = sumA + bias;
        outB[item] = sumB + bias;
        outC[item] = sumC + bias;
        outD[item] = sumD + bias;
        bias = table[next];
        outA[item + 1] = nextA + bias;
        outB[item + 1] = nextB + bias;
        outC[item + 1] = nextC + bias;
        outD[item + 1] = nextD + bias;
      }
      for (; item < nItems; item++) {
        const bias = table[item * (width + 1) + width];
        for (let next = 0; next < 4; next++)
          outs[q + next][item] = this.match(sought[q + next], table, item) + bias;
      }
    }
    for (; q < sought.length; q++) {
      const out = outs[q];
      for (let item = 0; item < nItems; item++)
        out[item] = this.match(sought[q], table, item) + table[item * (width + 1) + width];
    }
  }

  explain(query: UserQuery, itemIdx: number): readonly Contribution[] {
    const sought = this.soughtBy(query);
    if (sought === null) return [{ part: 'popularity', value: this.popular[itemIdx] }];
    if (!sought.personal) {
      return [
        { part: 'popularity', value: this.popular[itemIdx] },
        { part: 'metadata', value: this.match(sought.vector, this.table, itemIdx) },
      ];
    }
    return calibrateShares(this.parts.calibration, query, itemIdx, this.sharesOf(query, sought, itemIdx));
  }

  /** Of the network's own logit. */
  private sharesOf(query: UserQuery, sought: Sought, itemIdx: number): readonly Contribution[] {
    const { own, described, width } = this.parts;
    const at = itemIdx * (width + 1) + width;
    const pattern = this.match(sought.vector, own, itemIdx);
    const shares: Contribution[] = [
      ...leaveOneOut(query, pattern, (other) => {
        const after = this.soughtBy(other);
        return after?.personal === true ? this.match(after.vector, own, itemIdx) : null;
      }),
      { part: 'popularity', value: own[at] },
    ];
    if (described === null) return shares;
    const whole = this.match(sought.vector, this.table, itemIdx);
    return [...shares, { part: 'metadata', value: whole - pattern + (this.table[at] - own[at]) }];
  }

  async trace(query: UserQuery, most: number, look: () => Promise<void>): Promise<readonly TraceStep[]> {
    const { width } = this.parts;
    const { session, stays, sought } = this.network;
    const walked: Walked[] = [];
    const before = new Float64Array(width);
    // The network is shared with whoever asks next: the walk is copied in one go and scored afterwards.
    this.soughtBy(query, ({ items, timestampSec }, p, t, follows) => {
      const state = session.out.subarray(t * width, (t + 1) * width);
      const moved = distance(state, before);
      before.set(state);
      if (p < items.length - most) return;
      const stay = stays.of[t];
      const earlier = stays.before[stay];
      const unit = (at: number): Float64Array => stays.user.out.subarray(at * width, (at + 1) * width);
      walked.push({
        step: {
          item: items[p],
          timestampSec: timestampSec[p],
          begins: follows !== SAME_SESSION,
          moved,
          userMoved: follows === NEW_SESSION && earlier >= 0 ? distance(unit(stay), unit(earlier)) : null,
        },
        sought: sought.slice(t * width, (t + 1) * width),
        next: p + 1 < items.length ? items[p + 1] : null,
      });
    });
    const scores = new Float64Array(this.nItems);
    const steps: TraceStep[] = [];
    for (const one of walked) {
      await look();
      steps.push({ ...one.step, ...this.expects(one, scores) });
    }
    return steps;
  }

  /** What a state expects most, and the rank of what came. Overwrites `scores`. */
  private expects({ sought, next }: Walked, scores: Float64Array): Pick<TraceStep, 'expected' | 'nextRank'> {
    const { width } = this.parts;
    let expected = 0;
    for (let item = 0; item < this.nItems; item++) {
      scores[item] = this.match(sought, this.table, item) + this.table[item * (width + 1) + width];
      if (scores[item] > scores[expected]) expected = item;
    }
    if (next === null) return { expected, nextRank: null };
    return { expected, nextRank: 1 + scores.reduce((n, score) => n + (score > scores[next] ? 1 : 0), 0) };
  }

  private match(sought: Float64Array, table: Float64Array | Float32Array, item: number): number {
    const { width } = this.parts;
    const at = item * (width + 1);
    let sum = 0;
    for (let d = 0; d < width; d++) sum += table[at + d] * sought[d];
    return sum;
  }

  private readEvents(query: UserQuery): ReturnType<typeof readEvents> {
    const { users, described, longest } = this.parts;
    return readEvents(query, (item) => users[item] > 0 || described !== null, longest);
  }

  /** null when nothing at all is known of the user. */
  private soughtBy(query: UserQuery, visit?: Visit): Sought | null {
    const { described, gapSec, width } = this.parts;
    const { moments, eventType } = this.readEvents(query);
    const n = moments.items.length;
    const states = this.startOf(query.userIdx);
    if (n === 0) {
      if (states === null || described?.shiftsColdLists !== true) return null;
      const vector = this.soughtAtFirst(states).slice();
      this.soughtAtFirst(null).forEach((value, d) => (vector[d] -= value));
      return { vector, personal: false };
    }
    if (described !== null && described.userTable.length > 0) this.soughtAtFirst(states);
    const begun = described !== null && described.userTable.length > 0;
    let steps = 0;
    for (let from = 0; from < n; from += STEPS) {
      steps = Math.min(STEPS, n - from);
      const follows = Uint8Array.from({ length: steps }, (_, t) =>
        begun && from + t === 0 ? SAME_SESSION : followsAt(moments.timestampSec, from + t, 0, gapSec),
      );
      const codes = Int32Array.from({ length: steps }, (_, t) =>
        eventType[from + t] * width < this.context.length ? eventType[from + t] : -1,
      );
      const window = {
        items: moments.items.subarray(from, from + steps),
        follows,
        context: this.context.length > 0 ? { codes, table: this.context } : null,
      };
      this.network.forward({ ...this.blank, ...window }, steps);
      for (let t = 0; visit !== undefined && t < steps; t++) visit(moments, from + t, t, follows[t]);
    }
    return { vector: this.network.sought.slice((steps - 1) * width, steps * width), personal: true };
  }

  /** What is looked for before the first event by whoever starts from this state; leaves the network there. */
  private soughtAtFirst(states: Float64Array | null): Float64Array {
    const window = {
      ...this.blank,
      items: Int32Array.of(-1),
      follows: Uint8Array.of(NEW_USER),
      starts: Int32Array.of(states === null ? -1 : 0),
      startStates: states ?? new Float64Array(0),
    };
    this.network.forward(window, 1);
    return this.network.sought.slice(0, this.parts.width);
  }

  /** The state that a user's metadata give; null without any. */
  private startOf(userIdx: number): Float64Array | null {
    const { described, nUsers, width } = this.parts;
    if (described === null || userIdx < 0 || userIdx >= nUsers) return null;
    const { users, userTable } = described;
    if (users.ptr[userIdx] === users.ptr[userIdx + 1]) return null;
    const state = new Float64Array(width);
    sumInto(state, 0, null, 0, users, userIdx, new Float64Array(userTable), width);
    return state;
  }

  private get blank() {
    return { table: this.table, mask: null, context: null, starts: null, startStates: new Float64Array(0) };
  }

  store(): StoredModel {
    return storedHrnn(this.parts);
  }
}

function distance(one: Float64Array, other: Float64Array): number {
  let square = 0;
  for (let k = 0; k < one.length; k++) square += (one[k] - other[k]) * (one[k] - other[k]);
  return Math.sqrt(square);
}

export function hrnnModel(parts: HrnnParts): Model & { readonly parts: HrnnParts } {
  return new HrnnModel(parts);
}
