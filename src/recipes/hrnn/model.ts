import type { UserQuery } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import { log } from '../../kernels/math';
import type { Contribution, Model } from '../recipe';
import { readQuery } from '../sequence/sequences';
import { checkFormat, readArray, readNumber } from '../stored-arrays';
import { followsAt } from './follows';
import { Network, networkLength } from './network';

export const NAME = 'aws-hrnn';
const FORMAT = 1;
/** Steps that a request is read in at a time; no result depends on it. */
const STEPS = 32;

/** All that a model is. */
export interface HrnnParts {
  readonly weights: Float32Array;
  /** Items × (width + 1). */
  readonly table: Float32Array;
  /** Distinct users of each item: the list for whoever has no history. Items without any are not read. */
  readonly users: Int32Array;
  readonly width: number;
  readonly longest: number;
  readonly seed: number;
  readonly nUsers: number;
  readonly rows: number;
}

class HrnnModel implements Model {
  readonly recipe = NAME;
  readonly nItems: number;
  readonly hasScores = true;
  private readonly network: Network;
  private readonly table: Float64Array;
  private readonly popular: Float64Array;

  constructor(private readonly parts: HrnnParts) {
    this.nItems = parts.users.length;
    const weights = Float64Array.from(parts.weights);
    this.network = new Network(parts.width, STEPS, 1, weights, new Float64Array(weights.length));
    this.table = Float64Array.from(parts.table);
    this.popular = Float64Array.from(parts.users, (count) => log(count + 0.5));
  }

  scoreUser(query: UserQuery, out: Float64Array): boolean {
    const sought = this.soughtBy(query);
    if (sought === null) {
      out.set(this.popular);
      return false;
    }
    for (let item = 0; item < this.nItems; item++) out[item] = this.match(sought, item) + this.bias(item);
    return true;
  }

  explain(query: UserQuery, itemIdx: number): readonly Contribution[] {
    const sought = this.soughtBy(query);
    if (sought === null) return [{ part: 'popularity', value: this.popular[itemIdx] }];
    return [
      { part: 'pattern', value: this.match(sought, itemIdx) },
      { part: 'bias', value: this.bias(itemIdx) },
    ];
  }

  private match(sought: Float64Array, item: number): number {
    const { width } = this.parts;
    const at = item * (width + 1);
    let sum = 0;
    for (let d = 0; d < width; d++) sum += this.table[at + d] * sought[d];
    return sum;
  }

  private bias(item: number): number {
    const { width } = this.parts;
    return this.table[item * (width + 1) + width];
  }

  /** What the network looks for after this history; null when it holds nothing known. */
  private soughtBy(query: UserQuery): Float64Array | null {
    const { network, parts } = this;
    const { width, users, longest } = parts;
    const history = readQuery(query, (item) => users[item] > 0, this.nItems, longest);
    const n = history.items.length;
    let steps = 0;
    for (let from = 0; from < n; from += STEPS) {
      steps = Math.min(STEPS, n - from);
      const follows = Uint8Array.from({ length: steps }, (_, t) =>
        followsAt(history.timestampSec, from + t, 0),
      );
      const items = history.items.subarray(from, from + steps);
      network.forward({ items, follows, table: this.table, mask: null }, steps);
    }
    return n === 0 ? null : network.sought.slice((steps - 1) * width, steps * width);
  }

  store(): StoredModel {
    const { weights, table, users, width, longest, seed, nUsers, rows } = this.parts;
    return {
      header: {
        format: FORMAT,
        recipe: NAME,
        seed,
        nUsers,
        nItems: this.nItems,
        rows,
        config: { width, longest },
      },
      arrays: { weights, table, users },
    };
  }
}

export function hrnnModel(parts: HrnnParts): Model {
  return new HrnnModel(parts);
}

/** @throws AppError MODEL_UNREADABLE */
export function loadHrnn(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { nItems, seed, nUsers, rows } = stored.header;
  const width = readNumber(stored, 'width');
  return hrnnModel({
    weights: readArray(stored, 'weights', Float32Array, networkLength(width)),
    table: readArray(stored, 'table', Float32Array, nItems * (width + 1)),
    users: readArray(stored, 'users', Int32Array, nItems),
    width,
    longest: readNumber(stored, 'longest'),
    seed,
    nUsers,
    rows,
  });
}
