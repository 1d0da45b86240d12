import type { Contribution } from '../../domain/explanations';
import type { UserQuery } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import type { RecipeName } from '../../domain/recipe-catalogue';
import { log } from '../../kernels/math';
import { leaveOneOut } from '../leave-one-out';
import type { Explains } from '../capabilities';
import type { Model } from '../recipe';
import {
  calibrate,
  calibrateShares,
  calibrationFacts,
  readCalibration,
  type Calibration,
} from '../sequence/calibration';
import { logitsOfEach, match } from '../sequence/item-logits';
import { momentsOf } from '../moments/moments';
import { readRows } from '../sequence/sequences';
import { checkFormat, COUNTS, LEARNED32, readArray, readSize, unreadable } from '../stored-arrays';
import type { Shape } from './block';
import { Network, networkLength } from './transformer-network';

const FORMAT = 1;
/** No measure of a network is larger. */
const MOST = 4096;

/** All that a model is. */
export interface TransformerParts {
  readonly recipe: RecipeName;
  /** One window. */
  readonly shape: Shape;
  readonly weights: Float32Array;
  /** Items × (width + 1). */
  readonly table: Float32Array;
  /** Distinct users of each item: the list for whoever has no history. Items without any are not read. */
  readonly users: Int32Array;
  readonly seed: number;
  readonly nUsers: number;
  readonly rows: number;
  readonly calibration: Calibration;
}

class TransformerModel implements Model, Explains {
  readonly recipe: RecipeName;
  readonly nItems: number;
  readonly hasScores = true;
  readonly tellsReturns: boolean;
  private readonly network: Network;
  private readonly table: Float64Array;
  private readonly popular: Float64Array;
  private readonly begins: Int32Array;

  constructor(private readonly parts: TransformerParts) {
    this.recipe = parts.recipe;
    this.tellsReturns = parts.calibration.returns !== null;
    this.nItems = parts.users.length;
    const weights = Float64Array.from(parts.weights);
    this.network = new Network(parts.shape, weights, new Float64Array(weights.length), false);
    this.table = Float64Array.from(parts.table);
    this.popular = Float64Array.from(parts.users, (count) => log(count + 0.5));
    this.begins = new Int32Array(parts.shape.length);
  }

  scoreUser(query: UserQuery, out: Float64Array): boolean {
    return this.scoreUsers([query], [out])[0];
  }

  scoreUsers(queries: readonly UserQuery[], outs: readonly Float64Array[]): boolean[] {
    // Reading the next history overwrites what is sought after this one.
    const sought = queries.map((query) => this.soughtBy(query)?.slice() ?? null);
    const read = Array.from(queries.keys()).filter((q) => sought[q] !== null);
    logitsOfEach(
      this.table,
      sought.filter((each) => each !== null),
      read.map((q) => outs[q]),
    );
    for (const [q, each] of sought.entries()) {
      if (each === null) outs[q].set(this.popular);
      else calibrate(this.parts.calibration, queries[q], outs[q]);
    }
    return sought.map((each) => each !== null);
  }

  explain(query: UserQuery, itemIdx: number): readonly Contribution[] {
    const sought = this.soughtBy(query);
    if (sought === null) return [{ part: 'popularity', value: this.popular[itemIdx] }];
    const pattern = match(this.table, itemIdx, sought);
    return calibrateShares(this.parts.calibration, query, itemIdx, [
      ...leaveOneOut(query, pattern, (other) => this.matchAfter(other, itemIdx)),
      { part: 'popularity', value: this.bias(itemIdx) },
    ]);
  }

  /** null when the history holds nothing known. */
  private matchAfter(query: UserQuery, item: number): number | null {
    const sought = this.soughtBy(query);
    return sought && match(this.table, item, sought);
  }

  private bias(item: number): number {
    const { width } = this.parts.shape;
    return this.table[item * (width + 1) + width];
  }

  /** What the network looks for after this history; null when it holds nothing known. */
  private soughtBy(query: UserQuery): Float64Array | null {
    const { shape, users } = this.parts;
    const { items } = momentsOf(readRows(query, (item) => users[item] > 0, shape.length));
    const n = items.length;
    if (n === 0) return null;
    this.network.forward({ items, begins: this.begins, table: this.table, mask: null }, n, true);
    return this.network.sought.subarray((n - 1) * shape.width, n * shape.width);
  }

  store(): StoredModel {
    const { recipe, shape, weights, table, users, seed, nUsers, rows, calibration } = this.parts;
    const { width, heads, length, blocks, inner } = shape;
    return {
      header: {
        format: FORMAT,
        recipe,
        seed,
        nUsers,
        nItems: this.nItems,
        rows,
        config: { width, heads, length, blocks, inner, ...calibrationFacts(calibration) },
      },
      arrays: { weights, table, users },
    };
  }
}

export function transformerModel(parts: TransformerParts): Model {
  return new TransformerModel(parts);
}

/** @throws AppError MODEL_UNREADABLE */
export function loadTransformer(stored: StoredModel, recipe: RecipeName): Model {
  checkFormat(stored, recipe, FORMAT);
  const { nItems, seed, nUsers, rows } = stored.header;
  const shape: Shape = {
    width: readSize(stored, 'width', 1, MOST),
    heads: readSize(stored, 'heads', 1, MOST),
    length: readSize(stored, 'length', 1, MOST),
    windows: 1,
    blocks: readSize(stored, 'blocks', 0, MOST),
    inner: readSize(stored, 'inner', 1, MOST),
  };
  if (shape.width % shape.heads !== 0) throw unreadable(stored, { config: 'heads' });
  return transformerModel({
    recipe,
    shape,
    weights: readArray(stored, 'weights', LEARNED32, networkLength(shape)),
    table: readArray(stored, 'table', LEARNED32, nItems * (shape.width + 1)),
    users: readArray(stored, 'users', COUNTS, nItems),
    seed,
    nUsers,
    rows,
    calibration: readCalibration(stored),
  });
}
