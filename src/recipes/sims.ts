import type { Reason } from '../domain/explanations';
import type { TrainingData, UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Csr } from '../kernels/csr';
import { columnCounts, columnSums } from '../kernels/distinct-counts';
import { pow } from '../kernels/math';
import type { Discounts, GivesReasons, Relates } from './capabilities';
import { percentile } from './history-percentiles';
import { oneStepTrainer } from './one-step-trainer';
import { popularityReason, weighedUsers } from './popularity-count';
import type { Model, Recipe, RecipeConfig, Trainer } from './recipe';
import { askedAbout, relatedModel, writePopular } from './related';
import { countPairs, keptRows } from './shared-users';
import { type Counts, checkFormat, readCounts, readCsr, readNumber, unreadable } from './stored-arrays';

const NAME = 'aws-sims';
const FORMAT = 1;
/** What counting one pair of items of a user takes, as measured. */
const FLOPS_A_PAIR = 40;

interface SimsArrays {
  /** Pairs of items that share enough users: row i lists its neighbours, ascending, with `shared` users each. */
  readonly pairs: Csr;
  readonly shared: Counts;
  /** Users per item among those kept by the percentiles: n(j). */
  readonly users: Counts;
  /** Distinct users per item among all: the list for items that are not similar to anything. */
  readonly popular: Counts;
}

interface Facts {
  readonly discount: number;
  readonly minShared: number;
  readonly seed: number;
  readonly nUsers: number;
  readonly rows: number;
}

/**
 * similar(j given i) = c(i, j) / n(j)^d where at least `min_cointeraction_count` users have both. An item without
 * such a neighbour, or one that is unknown, is answered with the popular order.
 *
 * Where rows weigh, a user counts in n(j) as much as their heaviest row of j, and in c(i, j) as the lighter of the two
 * items: who only clicked one of two bought items ties them no closer than a click does. Counted that way, weights
 * that are all halved leave every order as it was. The minimum is of users, whatever they weigh.
 */
function simsModel(
  { pairs, shared, users, popular }: SimsArrays,
  facts: Facts,
): Model & Relates & GivesReasons & Discounts {
  const nItems = popular.length;
  const { seed, nUsers, rows } = facts;
  const discounted = Float64Array.from(users, (n) => pow(n, facts.discount));

  function scoreRelated(itemIdx: number, out: Float64Array): boolean {
    const known = itemIdx >= 0 && itemIdx < nItems;
    if (!known || pairs.indptr[itemIdx] === pairs.indptr[itemIdx + 1]) {
      writePopular(popular, itemIdx, out);
      return false;
    }
    // With a minimum of 0, items that share nobody are similar too: with 0 users.
    for (let i = 0; i < nItems; i++) out[i] = facts.minShared === 0 && popular[i] > 0 ? 0 : -Infinity;
    out[itemIdx] = -Infinity;
    for (let p = pairs.indptr[itemIdx]; p < pairs.indptr[itemIdx + 1]; p++) {
      const other = pairs.indices[p];
      out[other] = shared[p] / discounted[other];
    }
    return true;
  }

  function reason(query: UserQuery, itemIdx: number): Reason | null {
    const asked = askedAbout(query);
    if (asked === itemIdx) return null;
    const known = asked >= 0 && asked < nItems;
    const [from, to] = known ? [pairs.indptr[asked], pairs.indptr[asked + 1]] : [0, 0];
    if (from === to) return popularityReason(popular, itemIdx);
    const at = pairs.indices.subarray(from, to).indexOf(itemIdx);
    if (at < 0 && (facts.minShared > 0 || !(popular[itemIdx] > 0))) return null;
    const both = at < 0 ? 0 : shared[from + at];
    return {
      kind: 'co-occurrence',
      value: at < 0 ? 0 : both / discounted[itemIdx],
      shared: both,
      users: users[asked],
      itemUsers: users[itemIdx],
      discount: facts.discount,
      weighed: !(shared instanceof Int32Array),
    };
  }

  const model = relatedModel({
    recipe: NAME,
    nItems,
    scoreRelated,
    reason,
    store: () => ({
      header: {
        ...{ format: FORMAT, recipe: NAME, seed, nUsers, nItems, rows },
        config: { popularity_discount_factor: facts.discount, min_cointeraction_count: facts.minShared },
      },
      arrays: { pairPtr: pairs.indptr, pairItems: pairs.indices, shared, users, popular },
    }),
  });
  return {
    ...model,
    withDiscount: (discount) => simsModel({ pairs, shared, users, popular }, { ...facts, discount }),
  };
}

/** @throws AppError MODEL_UNREADABLE */
export function loadSims(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { nItems, nUsers, rows, seed } = stored.header;
  const pairs = readCsr(stored, ['pairPtr', 'pairItems'], nItems, nItems);
  const arrays: SimsArrays = {
    pairs,
    shared: readCounts(stored, 'shared', pairs.indices.length),
    users: readCounts(stored, 'users', nItems),
    popular: readCounts(stored, 'popular', nItems),
  };
  // What is divided by is never 0: an item has at least the users that it shares.
  if (pairs.indices.some((item) => arrays.users[item] === 0)) throw unreadable(stored, { array: 'users' });
  return simsModel(arrays, {
    discount: readNumber(stored, 'popularity_discount_factor', 0, 1),
    minShared: readNumber(stored, 'min_cointeraction_count', 0),
    seed,
    nUsers,
    rows,
  });
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  const baskets = keptRows(data, config);
  const { userItems, weights } = baskets;
  return oneStepTrainer('sims', async (job) => {
    await job.checkpoint('sims', 0, data.nItems);
    const minShared = Number(config.parameters.min_cointeraction_count);
    const { pairs, shared } = await countPairs(baskets, minShared, job);
    const users = weights === null ? columnCounts(userItems) : columnSums(userItems, weights);
    const arrays = { pairs, shared, users, popular: weighedUsers(data) };
    const facts = {
      discount: Number(config.parameters.popularity_discount_factor),
      minShared,
      seed: config.seed,
      nUsers: data.nUsers,
      rows: data.items.length,
    };
    return { model: simsModel(arrays, facts) };
  });
}

export const sims: Recipe = {
  name: NAME,
  hyperparameters: [
    {
      name: 'popularity_discount_factor',
      kind: 'float',
      defaultValue: '0.5',
      min: 0,
      max: 1,
      tunable: true,
    },
    { name: 'min_cointeraction_count', kind: 'int', defaultValue: '3', min: 0, max: 10, tunable: true },
  ],
  featureTransformations: [
    percentile('min_user_history_length_percentile', '0.005'),
    percentile('max_user_history_length_percentile', '0.995'),
    percentile('min_item_interaction_count_percentile', '0.01'),
    percentile('max_item_interaction_count_percentile', '0.9'),
  ],
  estimateFlops: ({ users, interactions }) =>
    (FLOPS_A_PAIR * interactions * interactions) / Math.max(1, users),
  trainer,
  load: loadSims,
};
