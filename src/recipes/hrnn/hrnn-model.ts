import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import { log } from '../../kernels/math';
import type { Moments } from '../moments/moments';
import { leaveOneOut } from '../leave-one-out';
import type { Explains, Traces, TraceStep } from '../capabilities';
import { calibrate, calibrateShares } from '../sequence/calibration';
import { logitsOfEach, match } from '../sequence/item-logits';
import type { Model } from '../recipe';
import { sumInto } from './feature-sum';
import { readEvents } from './moment-types';
import { Network } from './hrnn-network';
import { ItemSides } from './item-sides';
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
  readonly tellsReturns: boolean;
  private readonly network: Network;
  /** Items × (width + 1): own rows and features together. */
  private readonly table: Float64Array;
  private readonly popular: Float64Array;
  private together: ReadsTogether | null = null;
  private readonly context: Float64Array;
  /** Null also where kinds of events add to the same gates. */
  private readonly sides: ItemSides | null;

  constructor(readonly parts: HrnnParts) {
    const { width, described, own } = parts;
    this.recipe = parts.name;
    this.tellsReturns = parts.calibration.returns !== null;
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
    this.sides = this.context.length > 0 ? null : ItemSides.of(this.table, width);
    this.popular = Float64Array.from(parts.users, (count) => log(count + 0.5));
  }

  scoreUser(query: UserQuery, out: Float64Array): boolean {
    const sought = this.soughtBy(query);
    if (sought === null || !sought.personal) {
      out.set(this.popular);
      for (let item = 0; sought !== null && item < this.nItems; item++) {
        out[item] += match(this.table, item, sought.vector);
      }
      return false;
    }
    logitsOfEach(this.table, [sought.vector], [out]);
    calibrate(this.parts.calibration, query, out);
    return true;
  }

  /** Where items are all that is read, histories are read side by side. */
  scoreUsers(queries: readonly UserQuery[], outs: readonly Float64Array[]): boolean[] {
    const { described, width, weights, gapSec, calibration } = this.parts;
    const readsMore = this.context.length > 0 || (described !== null && described.userTable.length > 0);
    if (readsMore || queries.length === 1) return queries.map((query, q) => this.scoreUser(query, outs[q]));
    const histories = queries.map((query) => this.readEvents(query).moments);
    const read = Array.from(queries.keys()).filter((q) => histories[q].items.length > 0);
    for (const out of outs) out.set(this.popular);
    if (read.length > 0) {
      this.together ??= new ReadsTogether(width, Float64Array.from(weights), this.table, this.sides, gapSec);
      const sought = this.together.soughtOf(read.map((q) => histories[q]));
      logitsOfEach(
        this.table,
        sought,
        read.map((q) => outs[q]),
      );
      for (const q of read) calibrate(calibration, queries[q], outs[q]);
    }
    return histories.map(({ items }) => items.length > 0);
  }

  explain(query: UserQuery, itemIdx: number): readonly Contribution[] {
    const sought = this.soughtBy(query);
    if (sought === null) return [{ part: 'popularity', value: this.popular[itemIdx] }];
    if (!sought.personal) {
      return [
        { part: 'popularity', value: this.popular[itemIdx] },
        { part: 'metadata', value: match(this.table, itemIdx, sought.vector) },
      ];
    }
    return calibrateShares(this.parts.calibration, query, itemIdx, this.sharesOf(query, sought, itemIdx));
  }

  /** Of the network's own logit. */
  private sharesOf(query: UserQuery, sought: Sought, itemIdx: number): readonly Contribution[] {
    const { own, described, width } = this.parts;
    const at = itemIdx * (width + 1) + width;
    const pattern = match(own, itemIdx, sought.vector);
    const shares: Contribution[] = [
      ...leaveOneOut(query, pattern, (other) => {
        const after = this.soughtBy(other);
        return after?.personal === true ? match(own, itemIdx, after.vector) : null;
      }),
      { part: 'popularity', value: own[at] },
    ];
    if (described === null) return shares;
    const whole = match(this.table, itemIdx, sought.vector);
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
      scores[item] = match(this.table, item, sought) + this.table[item * (width + 1) + width];
      if (scores[item] > scores[expected]) expected = item;
    }
    if (next === null) return { expected, nextRank: null };
    return { expected, nextRank: 1 + scores.reduce((n, score) => n + (score > scores[next] ? 1 : 0), 0) };
  }

  private readEvents(query: UserQuery): ReturnType<typeof readEvents> {
    const { users, described, longest } = this.parts;
    return readEvents(query, (item) => users[item] > 0 || described !== null, longest);
  }

  /** null when nothing at all is known of the user. */
  private soughtBy(query: UserQuery, visit?: Visit): Sought | null {
    const { described, gapSec, width } = this.parts;
    const { network, sides } = this;
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
      const read = { ...this.blank, ...window };
      // Whoever goes along is shown what is looked for after each step.
      if (visit !== undefined || sides === null) network.forward(read, steps);
      else network.readKnown(read, steps, sides.with(network, window.items));
      for (let t = 0; visit !== undefined && t < steps; t++) visit(moments, from + t, t, follows[t]);
    }
    const vector = new Float64Array(width);
    network.seek(steps - 1, vector);
    return { vector, personal: true };
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
