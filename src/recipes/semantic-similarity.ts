import type { Reason } from '../domain/explanations';
import type { Column } from '../domain/columns';
import { isNull } from '../domain/columns';
import type { TrainingData, UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Job } from '../domain/ports';
import type { RankingInfluence } from '../domain/recommendations';
import { transposeWeighed } from '../kernels/ease';
import type { GivesReasons, Relates } from './capabilities';
import { oneStepTrainer } from './one-step-trainer';
import { codesOf, textOf } from './packed-value';
import { eventCounts, popularityReason, weighedUsers } from './popularity-count';
import type { Model, Recipe, RecipeConfig, Trainer } from './recipe';
import { type Counts, checkFormat, readArray, readCounts, readCsr, readSize, SHARES32, unreadable, CODES } from './stored-arrays';
import { itemTextFields } from './texts/item-text-fields';
import { type TermVectors, termVectors } from './texts/term-vectors';
import { readable } from './texts/terms';

const NAME = 'aws-semantic-similarity';
const FORMAT = 1;
/** Terms and items that a reason names. */
const WORDS_TOLD = 5;
/** Between two words where the vocabulary is stored; no word has one. */
const GAP = ' ';

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
 * similar(j given i) = cosine of the vectors of their terms · (1 + POPULARITY · popularity of j + FRESHNESS · freshness
 * of j). Items that share no term are not similar. An item that is similar to none, or unknown, is answered with the
 * popular order; where nobody has done anything, all items are equally popular.
 */
function semanticModel({ rows, vocabulary }: TermVectors, ranks: Ranks, facts: Facts): Model & Relates & GivesReasons {
  const nItems = rows.nRows;
  const byTerm = transposeWeighed(rows);
  const { popular, popularity, freshness } = ranks;
  const untouched = popular.every((users) => users === 0);

  function likenessTo(itemIdx: number, out: Float64Array): boolean {
    out.fill(0);
    if (!(itemIdx >= 0 && itemIdx < nItems)) return false;
    for (let p = rows.indptr[itemIdx]; p < rows.indptr[itemIdx + 1]; p++) {
      const term = rows.indices[p];
      const weight = rows.values[p];
      const end = byTerm.indptr[term + 1];
      for (let q = byTerm.indptr[term]; q < end; q++) out[byTerm.indices[q]] += weight * byTerm.values[q];
    }
    out[itemIdx] = 0;
    return out.some((likeness) => likeness > 0);
  }

  function scoreRelated(itemIdx: number, out: Float64Array, influence: RankingInfluence = {}): boolean {
    const { POPULARITY = 0, FRESHNESS = 0 } = influence;
    const similar = likenessTo(itemIdx, out);
    for (let j = 0; j < nItems; j++) {
      if (similar)
        out[j] = out[j] > 0 ? out[j] * (1 + POPULARITY * popularity[j] + FRESHNESS * freshness[j]) : -Infinity;
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
    const asked = query.items.at(-1) ?? -1;
    const values = new Float64Array(nItems);
    const similar = scoreRelated(asked, values, influence);
    const value = values[itemIdx];
    if (value === -Infinity) return null;
    if (!similar) return popularityReason(popular, itemIdx) ?? { kind: 'popularity', value: 0, users: 0, weighed: false };
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

  return {
    recipe: NAME,
    nItems,
    hasScores: false,
    scoreUser: (query: UserQuery, out) => scoreRelated(query.items.at(-1) ?? -1, out),
    scoreRelated,
    reason,
    store: () => ({
      header: { format: FORMAT, recipe: NAME, nItems, ...facts, config: { terms: rows.nCols } },
      arrays: {
        termPtr: rows.indptr,
        terms: rows.indices,
        termWeights: rows.values,
        vocabulary: codesOf(vocabulary.join(GAP)),
        popular,
        popularity,
        freshness,
      },
    }),
  };
}

/** Each count as a share of the largest; 0 for all where there is none. */
function sharesOf(counts: Counts): Float32Array {
  let most = 0;
  for (const count of counts) most = Math.max(most, count);
  return Float32Array.from(counts, (count) => (most > 0 ? count / most : 0));
}

/** Where each item stands between the oldest and the newest by CREATION_TIMESTAMP. */
function freshnessOf(columns: readonly Column[], nItems: number): Float32Array {
  const column = columns.find(({ name }) => name === 'CREATION_TIMESTAMP');
  const freshness = new Float32Array(nItems);
  if (column?.kind !== 'number') return freshness;
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

function vectorsOf({ itemColumns, nItems }: TrainingData, job: Job): Promise<TermVectors> {
  return termVectors(itemTextFields(itemColumns, NAME), nItems, job);
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  return oneStepTrainer('texts', async (job) => {
    await job.checkpoint('texts', 0, 1);
    const vectors = await vectorsOf(data, job);
    const ranks = {
      popular: weighedUsers(data),
      popularity: sharesOf(eventCounts(data)),
      freshness: freshnessOf(data.itemColumns, data.nItems),
    };
    const facts = { seed: config.seed, nUsers: data.nUsers, rows: data.items.length };
    return { model: semanticModel(vectors, ranks, facts) };
  });
}

/** Texts are read anew; how popular and how new items are stays as it was in training, and is 0 for those that have come. */
async function update(model: Model, data: TrainingData, _config: RecipeConfig, job: Job): Promise<Model> {
  const stored = model.store();
  const { popular, popularity, freshness } = readRanks(stored);
  const { nItems, nUsers } = data;
  const ranks: Ranks = {
    popular: lengthened(popular, popular instanceof Int32Array ? new Int32Array(nItems) : new Float64Array(nItems)),
    popularity: lengthened(popularity, new Float32Array(nItems)),
    freshness: lengthened(freshness, new Float32Array(nItems)),
  };
  const { seed, rows } = stored.header;
  return semanticModel(await vectorsOf(data, job), ranks, { seed, nUsers, rows });
}

function lengthened<T extends Counts | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
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
function readVectors(stored: StoredModel): TermVectors {
  const terms = readCsr(stored, ['termPtr', 'terms'], stored.header.nItems, readSize(stored, 'terms'));
  const text = textOf(readArray(stored, 'vocabulary', CODES));
  const vocabulary = text === '' ? [] : text.split(GAP);
  if (vocabulary.length !== terms.nCols) throw unreadable(stored, { array: 'vocabulary' });
  const values = readArray(stored, 'termWeights', SHARES32, terms.indices.length);
  return { rows: { ...terms, values }, vocabulary };
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
  load(stored: StoredModel) {
    checkFormat(stored, NAME, FORMAT);
    const { seed, nUsers, rows } = stored.header;
    return semanticModel(readVectors(stored), readRanks(stored), { seed, nUsers, rows });
  },
};
