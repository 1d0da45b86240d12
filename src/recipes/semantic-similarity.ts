import { countActive } from '../domain/rows-by-key';
import type { Reason } from '../domain/explanations';
import { isNull, numberColumn, type Column } from '../domain/columns';
import type { TrainingData, UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Job } from '../domain/ports';
import type { RankingInfluence } from '../domain/recommendations';
import { inSteps } from '../domain/steps';
import { lengthened } from '../domain/number-lists';
import { transposeWeighed } from '../kernels/ease';
import { latentRows } from '../kernels/latent-space';
import { Rng } from '../kernels/rng';
import type { GivesReasons, Relates } from './capabilities';
import { oneStepTrainer } from './one-step-trainer';
import { codesOf, textOf } from './packed-value';
import { eventCounts, popularityReason, weighedUsers } from './popularity-count';
import type { Model, Recipe, RecipeConfig, Trainer } from './recipe';
import { askedAbout, relatedModel } from './related';
import {
  type Counts,
  checkFormat,
  readArray,
  readCounts,
  readCsr,
  readSize,
  LEARNED32,
  SHARES32,
  unreadable,
  CODES,
} from './stored-arrays';
import { itemTextFields } from './texts/item-text-fields';
import { type TermVectors, termVectors } from './texts/term-vectors';
import { readable } from './texts/terms';

const NAME = 'aws-semantic-similarity';
const FORMAT = 1;
/** Terms and items that a reason names. */
const WORDS_TOLD = 5;
/** Between two words where the vocabulary is stored; no word has one. */
const GAP = ' ';

/** Dimensions in which texts that share words with the same others come close, and the share that this has of likeness. */
const RANK = 64;
const LATENT_SHARE = 0.5;
/** Fewer items with a text for each dimension say nothing of what belongs together. */
const ITEMS_A_DIMENSION = 8;

/** What items say, in words and in few dimensions. */
interface Texts extends TermVectors {
  /** Unit vectors, row-major, items × `rank`; of no length where there are too few items for them. */
  readonly latent: Float32Array;
  readonly rank: number;
}

/** What lists can be led towards beside likeness. */
interface Ranks {
  /** Distinct users of each item: the list for items that are like nothing. */
  readonly popular: Counts;
  /** Events of each item as a share of the most that one has. */
  readonly popularity: Float32Array;
  /** 1 for the newest item, 0 for the oldest and for those of which no time is known. */
  readonly freshness: Float32Array;
}

interface Facts {
  readonly seed: number;
  readonly nUsers: number;
  readonly rows: number;
}

/**
 * similar(j given i) = ½ (cosine of the vectors of their terms + cosine of the same in 64 dimensions), the first alone
 * in a small catalogue, · (1 + POPULARITY · popularity of j + FRESHNESS · freshness of j). Where that is not above 0, they
 * are not similar. An item that is similar to none, or unknown, is answered with the popular order; where nobody has done
 * anything, all items are equally popular.
 */
function semanticModel(
  { rows, vocabulary, latent, rank }: Texts,
  ranks: Ranks,
  facts: Facts,
): Model & Relates & GivesReasons {
  const nItems = rows.nRows;
  const byTerm = transposeWeighed(rows);
  const { popular, popularity, freshness } = ranks;
  const ofTerms = rank > 0 ? 1 - LATENT_SHARE : 1;
  const untouched = popular.every((users) => users === 0);

  function likenessTo(itemIdx: number, out: Float64Array): boolean {
    out.fill(0);
    if (!(itemIdx >= 0 && itemIdx < nItems)) return false;
    for (let p = rows.indptr[itemIdx]; p < rows.indptr[itemIdx + 1]; p++) {
      const term = rows.indices[p];
      const weight = ofTerms * rows.values[p];
      const end = byTerm.indptr[term + 1];
      for (let q = byTerm.indptr[term]; q < end; q++) out[byTerm.indices[q]] += weight * byTerm.values[q];
    }
    if (rank > 0) addLatent(itemIdx, out);
    out[itemIdx] = 0;
    return out.some((likeness) => likeness > 0);
  }

  function addLatent(itemIdx: number, out: Float64Array): void {
    const own = Float64Array.from(
      latent.subarray(itemIdx * rank, (itemIdx + 1) * rank),
      (value) => LATENT_SHARE * value,
    );
    for (let j = 0; j < nItems; j++) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += own[k] * latent[j * rank + k];
      out[j] += sum;
    }
  }

  function scoreRelated(itemIdx: number, out: Float64Array, influence: RankingInfluence = {}): boolean {
    const { POPULARITY = 0, FRESHNESS = 0 } = influence;
    const similar = likenessTo(itemIdx, out);
    for (let j = 0; j < nItems; j++) {
      if (similar)
        out[j] =
          out[j] > 0 ? out[j] * (1 + POPULARITY * popularity[j] + FRESHNESS * freshness[j]) : -Infinity;
      else out[j] = j !== itemIdx && (popular[j] > 0 || untouched) ? popular[j] : -Infinity;
    }
    return similar;
  }

  /** The terms of both items, those first that make them most alike. */
  function sharedTerms(a: number, b: number): string[] {
    const ofFirst = new Map<number, number>();
    for (let p = rows.indptr[a]; p < rows.indptr[a + 1]; p++) ofFirst.set(rows.indices[p], rows.values[p]);
    const shared: { readonly term: number; readonly share: number }[] = [];
    for (let p = rows.indptr[b]; p < rows.indptr[b + 1]; p++) {
      const term = rows.indices[p];
      const own = ofFirst.get(term);
      if (own !== undefined) shared.push({ term, share: own * rows.values[p] });
    }
    shared.sort((one, other) => other.share - one.share || one.term - other.term);
    return readable(shared.map(({ term }) => vocabulary[term])).slice(0, WORDS_TOLD);
  }

  function reason(query: UserQuery, itemIdx: number, influence: RankingInfluence = {}): Reason | null {
    const asked = askedAbout(query);
    const values = new Float64Array(nItems);
    const similar = scoreRelated(asked, values, influence);
    const value = values[itemIdx];
    if (value === -Infinity) return null;
    if (!similar)
      return popularityReason(popular, itemIdx) ?? { kind: 'popularity', value: 0, users: 0, weighed: false };
    likenessTo(asked, values);
    return {
      kind: 'texts',
      value,
      likeness: values[itemIdx],
      words: sharedTerms(asked, itemIdx),
      popularity: (influence.POPULARITY ?? 0) * popularity[itemIdx],
      freshness: (influence.FRESHNESS ?? 0) * freshness[itemIdx],
      weighed: false,
    };
  }

  return relatedModel({
    recipe: NAME,
    nItems,
    scoreRelated,
    reason,
    store: () => ({
      header: { format: FORMAT, recipe: NAME, nItems, ...facts, config: { terms: rows.nCols, rank } },
      arrays: {
        termPtr: rows.indptr,
        terms: rows.indices,
        termWeights: rows.values,
        latent,
        vocabulary: codesOf(vocabulary.join(GAP)),
        popular,
        popularity,
        freshness,
      },
    }),
  });
}

/** Each count as a share of the largest; 0 for all where there is none. */
function sharesOf(counts: Counts): Float32Array {
  let most = 0;
  for (const count of counts) most = Math.max(most, count);
  return Float32Array.from(counts, (count) => (most > 0 ? count / most : 0));
}

/** Where each item stands between the oldest and the newest by CREATION_TIMESTAMP. */
function freshnessOf(columns: readonly Column[], nItems: number): Float32Array {
  const column = numberColumn(columns, 'CREATION_TIMESTAMP');
  const freshness = new Float32Array(nItems);
  if (column === null) return freshness;
  const { values, nulls } = column;
  let [oldest, newest] = [Infinity, -Infinity];
  for (let i = 0; i < nItems; i++) {
    if (isNull(nulls, i)) continue;
    oldest = Math.min(oldest, values[i]);
    newest = Math.max(newest, values[i]);
  }
  if (!(newest > oldest)) return freshness;
  return freshness.map((_, i) => (isNull(nulls, i) ? 0 : (values[i] - oldest) / (newest - oldest)));
}

async function textsOf({ itemColumns, nItems }: TrainingData, seed: number, job: Job): Promise<Texts> {
  const vectors = await termVectors(itemTextFields(itemColumns, NAME), nItems, job);
  const { indptr } = vectors.rows;
  const withText = countActive(indptr);
  const rank = Math.min(RANK, Math.floor(withText / ITEMS_A_DIMENSION));
  const latent = await inSteps(latentRows(vectors.rows, rank, new Rng(seed, 'texts')), job, 'dimensions');
  return { ...vectors, latent, rank };
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  return oneStepTrainer('texts', async (job) => {
    await job.checkpoint('texts', 0, 1);
    const texts = await textsOf(data, config.seed, job);
    const ranks = {
      popular: weighedUsers(data),
      popularity: sharesOf(eventCounts(data)),
      freshness: freshnessOf(data.itemColumns, data.nItems),
    };
    const facts = { seed: config.seed, nUsers: data.nUsers, rows: data.items.length };
    return { model: semanticModel(texts, ranks, facts) };
  });
}

/** Texts are read anew; how popular and how new items are stays as it was in training, and is 0 for those that have come. */
async function update(model: Model, data: TrainingData, _config: RecipeConfig, job: Job): Promise<Model> {
  const stored = model.store();
  const { popular, popularity, freshness } = readRanks(stored);
  const { nItems, nUsers } = data;
  const ranks: Ranks = {
    popular: lengthened(
      popular,
      popular instanceof Int32Array ? new Int32Array(nItems) : new Float64Array(nItems),
    ),
    popularity: lengthened(popularity, new Float32Array(nItems)),
    freshness: lengthened(freshness, new Float32Array(nItems)),
  };
  const { seed, rows } = stored.header;
  return semanticModel(await textsOf(data, seed, job), ranks, { seed, nUsers, rows });
}

/** @throws AppError MODEL_UNREADABLE. */
function readRanks(stored: StoredModel): Ranks {
  const { nItems } = stored.header;
  return {
    popular: readCounts(stored, 'popular', nItems),
    popularity: readArray(stored, 'popularity', SHARES32, nItems),
    freshness: readArray(stored, 'freshness', SHARES32, nItems),
  };
}

/** @throws AppError MODEL_UNREADABLE. */
function readTexts(stored: StoredModel): Texts {
  const { nItems } = stored.header;
  const terms = readCsr(stored, ['termPtr', 'terms'], nItems, readSize(stored, 'terms'));
  const text = textOf(readArray(stored, 'vocabulary', CODES));
  const vocabulary = text === '' ? [] : text.split(GAP);
  if (vocabulary.length !== terms.nCols) throw unreadable(stored, { array: 'vocabulary' });
  const values = readArray(stored, 'termWeights', SHARES32, terms.indices.length);
  const rank = readSize(stored, 'rank', 0, RANK);
  const latent = readArray(stored, 'latent', LEARNED32, nItems * rank);
  return { rows: { ...terms, values }, vocabulary, latent, rank };
}

/** @throws AppError MODEL_UNREADABLE */
export function loadSemantic(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { seed, nUsers, rows } = stored.header;
  return semanticModel(readTexts(stored), readRanks(stored), { seed, nUsers, rows });
}

export const semanticSimilarity: Recipe = {
  name: NAME,
  hyperparameters: [],
  featureTransformations: [],
  requireData({ itemColumns }) {
    itemTextFields(itemColumns, NAME);
  },
  estimateFlops: ({ items, interactions }) => 20_000 * items + 10 * interactions,
  trainer,
  update,
  load: loadSemantic,
};
