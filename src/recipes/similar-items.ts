import type { Reason } from '../domain/explanations';
import type { TrainingData, UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import { distinctRows, largestValues } from '../kernels/csr';
import type { GivesReasons, Relates } from './capabilities';
import { oneStepTrainer } from './one-step-trainer';
import { popularityReason } from './popularity-count';
import {
  type Metadata,
  metadataArrays,
  metadataFacts,
  MetadataLikeness,
  metadataOf,
  readMetadata,
} from './metadata-likeness';
import type { Model, Recipe, RecipeConfig, Trainer } from './recipe';
import { askedAbout, relatedModel, writePopular } from './related';
import { type Pairs, pairsOf, readCounted } from './similar-pairs';
import { checkFormat, readArray, readCsr, ROW_WEIGHTS } from './stored-arrays';

const NAME = 'aws-similar-items';
const FORMAT = 1;
/** Users at which an item's co-occurrence and its metadata count alike; below it is cold. */
const COLD_BELOW = 5;

interface Facts {
  readonly seed: number;
  readonly rows: number;
}

/**
 * similar(j given i) = (1 − b) · c(i, j) / √(n(i) n(j)) + b · likeness of the metadata, with b = 1 / (1 + n(i) / 5),
 * n the distinct users of an item and c those of both. Items that share nothing are not similar; an item that is
 * similar to none, or unknown, is answered with the popular order. Nothing is counted before somebody asks: an answer
 * costs the histories of the item's users and the lists of its values and words.
 */
function similarItemsModel(pairs: Pairs, metadata: Metadata, facts: Facts): Model & Relates & GivesReasons {
  const { nUsers, users, popular, squares } = pairs;
  const nItems = users.length;
  const likeness = new MetadataLikeness(metadata, nItems);

  function addCosines(itemIdx: number, weight: number, out: Float64Array): void {
    pairs.addShared(itemIdx, out);
    for (let j = 0; j < nItems; j++) {
      if (out[j] > 0) out[j] = (weight * out[j]) / Math.sqrt(squares[itemIdx] * squares[j]);
    }
  }

  function scoreRelated(itemIdx: number, out: Float64Array): boolean {
    const known = itemIdx >= 0 && itemIdx < nItems;
    let similar = false;
    if (known) {
      const share = 1 / (1 + users[itemIdx] / COLD_BELOW);
      out.fill(0);
      addCosines(itemIdx, 1 - share, out);
      likeness.addTo(out, itemIdx, share);
      out[itemIdx] = -Infinity;
      for (let j = 0; j < nItems; j++) {
        if (out[j] > 0) similar = true;
        else out[j] = -Infinity;
      }
    }
    if (!similar) writePopular(popular, itemIdx, out);
    return similar;
  }

  function reason(query: UserQuery, itemIdx: number): Reason | null {
    const asked = askedAbout(query);
    const values = new Float64Array(nItems);
    const similar = scoreRelated(asked, values);
    const value = values[itemIdx];
    if (value === -Infinity) return null;
    if (!similar) return popularityReason(popular, itemIdx);
    const known = new Float64Array(nItems);
    likeness.addTo(known, asked, 1 / (1 + users[asked] / COLD_BELOW));
    return {
      kind: 'similarity',
      value,
      shared: pairs.sharedUsers(asked, itemIdx),
      users: users[asked],
      people: value - known[itemIdx],
      metadata: known[itemIdx],
      weighed: pairs.weighed,
    };
  }

  return relatedModel({
    recipe: NAME,
    nItems,
    scoreRelated,
    reason,
    store: () => ({
      header: { format: FORMAT, recipe: NAME, nUsers, nItems, ...facts, config: metadataFacts(metadata) },
      arrays: { ...pairs.arrays, ...metadataArrays(metadata) },
    }),
  });
}

/** @throws AppError MODEL_UNREADABLE */
export function loadSimilarItems(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { nItems, nUsers, rows, seed } = stored.header;
  const metadata = readMetadata(stored, nItems);
  const counted = readCounted(stored);
  if (counted !== null) return similarItemsModel(counted, metadata, { seed, rows });
  const userItems = readCsr(stored, ['userPtr', 'userItems'], nUsers, nItems);
  const weighed = stored.arrays.weights !== undefined;
  const weights = weighed ? readArray(stored, 'weights', ROW_WEIGHTS, userItems.indices.length) : null;
  return similarItemsModel(pairsOf(userItems, weights), metadata, { seed, rows });
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  return oneStepTrainer('similar-items', async (job) => {
    await job.checkpoint('similar-items', 0, 1);
    const metadata = await metadataOf(data.itemColumns, data.nItems, job);
    const userItems = distinctRows(data.userPtr, data.items, data.nItems);
    const { rowWeight } = data;
    const weights = rowWeight && largestValues(userItems, data.userPtr, data.items, rowWeight);
    const facts = { seed: config.seed, rows: data.items.length };
    return { model: similarItemsModel(pairsOf(userItems, weights), metadata, facts) };
  });
}

export const similarItems: Recipe = {
  name: NAME,
  hyperparameters: [],
  featureTransformations: [],
  estimateFlops: ({ items, interactions }) => 4 * interactions + 1000 * items,
  trainer,
  load: loadSimilarItems,
};
