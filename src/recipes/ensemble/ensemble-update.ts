import type { TrainingData } from '../../domain/histories';
import type { Job, NumberArray, TaskArrays } from '../../domain/ports';
import type { Model } from '../recipe';
import { loadEnsemble, readPlan } from './ensemble-model';
import { type Traits, traitsOf } from './likeness';
import { findThinItems } from './thin-items';
import { likenessArrays } from './thin-likeness';

type Arrays = Record<string, NumberArray>;

/**
 * The model for the users and items that are there now. What was learned, and the rows it was learned from, stay. Items
 * that have come since can be listed: by the better known items that are like them where their metadata say so and thin
 * items were known in training, else last of all, until exploration lifts them or a full training knows them.
 *
 * @throws AppError CANCELLED through `job`.
 */
export async function updateEnsemble(model: Model, data: TrainingData, job: Job): Promise<Model> {
  await job.checkpoint('update', 0, 1);
  const { header, arrays } = model.store();
  const { nUsers, nItems } = data;
  const grown: Arrays = { ...arrays };
  // Nobody new has rows, and nothing new has neighbours.
  for (const name of ['userPtr', 'tiltPtr']) lengthen(grown, name, nUsers + 1);
  for (const name of ['bagPtr', 'localPtr']) lengthen(grown, name, nItems + 1);
  if (arrays.easeDiagonal !== undefined) {
    // Of an item without rows the diagonal of (XᵀX + λI)⁻¹ is 1 / λ.
    const diagonal = new Float64Array(nItems).fill(1 / readPlan({ header, arrays }).easeLambda);
    diagonal.set(arrays.easeDiagonal);
    grown.easeDiagonal = diagonal;
  }
  for (const name of ['tiltLift', 'contextLift']) {
    if (arrays[name] !== undefined)
      grown[name] = widened(arrays[name] as Float32Array, header.nItems, nItems);
  }
  if (arrays.thinItems !== undefined) {
    const counts = new Int32Array(nItems);
    for (const item of arrays.items) counts[item]++;
    const found = await findThinItems(data.itemColumns, counts, job);
    if (found.thinItems !== undefined) Object.assign(grown, withNewThinItems(arrays, found, header.nItems));
  }
  lengthen(grown, 'alikePtr', nItems + 1);
  if (arrays.alikeItems !== undefined)
    Object.assign(grown, withNewTraits(arrays, await traitsOf(data.itemColumns, nItems, job), header.nItems));
  return loadEnsemble({ header: { ...header, nUsers, nItems }, arrays: grown });
}

/** The same places, and the last one repeated. */
function lengthen(arrays: Arrays, name: string, length: number): void {
  const ptr = arrays[name] as Int32Array | undefined;
  if (ptr === undefined) return;
  const longer = new Int32Array(length).fill(ptr[ptr.length - 1]);
  longer.set(ptr);
  arrays[name] = longer;
}

/** Rows of `from` numbers made `to` numbers long, zeros behind. */
function widened(matrix: Float32Array, from: number, to: number): Float32Array {
  const nRows = matrix.length / from;
  const wider = new Float32Array(nRows * to);
  for (let r = 0; r < nRows; r++) wider.set(matrix.subarray(r * from, (r + 1) * from), r * to);
  return wider;
}

/** The metadata as they are now, where they have the same columns; what is new is thin. */
function withNewTraits(before: TaskArrays, now: Traits, knownItems: number): TaskArrays {
  if (now.blocks.length !== before.alikeBlocks.length) return {};
  const { nRows } = now.rows;
  const fresh = Array.from({ length: nRows - knownItems }, (_, k) => knownItems + k);
  const thin = {
    items: Int32Array.from([...before.alikeItems, ...fresh]),
    shares: Float32Array.from([...before.alikeShares, ...fresh.map(() => 0)]),
  };
  return likenessArrays(now, thin, before.alikeEffects as Float64Array);
}

/** The thin items of the training as they were, and behind them those that have come since. */
function withNewThinItems(before: TaskArrays, now: TaskArrays, knownItems: number): Arrays {
  const items = Array.from(before.thinItems);
  const shares = Array.from(before.thinShares);
  const ptr = Array.from(before.thinPtr);
  const kin = Array.from(before.thinKin);
  const weights = Array.from(before.thinWeights);
  now.thinItems.forEach((item: number, k: number) => {
    if (item < knownItems) return;
    items.push(item);
    shares.push(now.thinShares[k]);
    for (let e = now.thinPtr[k]; e < now.thinPtr[k + 1]; e++) {
      kin.push(now.thinKin[e]);
      weights.push(now.thinWeights[e]);
    }
    ptr.push(kin.length);
  });
  return {
    thinItems: Int32Array.from(items),
    thinShares: Float32Array.from(shares),
    thinPtr: Int32Array.from(ptr),
    thinKin: Int32Array.from(kin),
    thinWeights: Float32Array.from(weights),
  };
}
