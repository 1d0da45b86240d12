import { isCategorical, isTextual, type CodeColumn, type Column, type MultiColumn } from '../domain/columns';
import type { StoredModel } from '../domain/model';
import type { Job, NumberArray } from '../domain/ports';
import { type Csr, distinctRows, transpose } from '../kernels/csr';
import { log } from '../kernels/math';
import { LEARNED64, readArray, readCsr, readNumber, readSize } from './stored-arrays';

/** Items between two looks at whether to stop, while words are counted. */
const ITEMS_A_STEP = 500;
const WORD_GAP = /[^\p{L}\p{N}]+/u;

/** The words of every item as unit vectors: row i holds tf · ln(N / df), divided by its length; zeros are left out. */
interface WordVectors {
  readonly words: Csr;
  readonly weights: Float64Array;
}

/** What a model keeps of the metadata. */
export interface Metadata {
  /** One matrix items × values a categorical column. */
  readonly columns: readonly Csr[];
  /** null where no column is textual. */
  readonly text: WordVectors | null;
}

/** Categorical and textual columns as sparse matrices; all others are left aside. @throws AppError CANCELLED. */
export async function metadataOf(columns: readonly Column[], nItems: number, job: Job): Promise<Metadata> {
  const texts = columns.flatMap((column) => (isTextual(column) ? [column.values] : []));
  return {
    columns: columns.filter(isCategorical).map((column) => valuesOf(column, nItems)),
    text: texts.length === 0 ? null : await wordVectors(texts, nItems, job),
  };
}

function valuesOf(column: CodeColumn | MultiColumn, nItems: number): Csr {
  const nValues = column.vocabulary.length;
  if (column.kind === 'multi') return distinctRows(column.offsets, column.codes, nValues);
  const ptr = new Int32Array(nItems + 1);
  for (let i = 0; i < nItems; i++) ptr[i + 1] = ptr[i] + (column.codes[i] >= 0 ? 1 : 0);
  return distinctRows(
    ptr,
    column.codes.filter((code) => code >= 0),
    nValues,
  );
}

async function wordVectors(
  texts: readonly (readonly (string | null)[])[],
  nItems: number,
  job: Job,
): Promise<WordVectors> {
  const vocabulary = new Map<string, number>();
  const frequency: number[] = [];
  const counts: Map<number, number>[] = [];
  let withText = 0;
  for (let i = 0; i < nItems; i++) {
    if (i % ITEMS_A_STEP === 0) await job.checkpoint('words', i, nItems);
    const own = countWords(
      texts.map((values) => values[i]),
      vocabulary,
    );
    for (const word of own.keys()) frequency[word] = (frequency[word] ?? 0) + 1;
    if (own.size > 0) withText++;
    counts.push(own);
  }
  const indptr = new Int32Array(nItems + 1);
  const indices: number[] = [];
  const weights: number[] = [];
  counts.forEach((own, i) => {
    const row = [...own]
      .sort(([a], [b]) => a - b)
      .map(([word, count]) => ({ word, weight: count * log(withText / frequency[word]) }))
      .filter(({ weight }) => weight > 0);
    const length = Math.sqrt(row.reduce((sum, { weight }) => sum + weight * weight, 0));
    for (const { word, weight } of row) {
      indices.push(word);
      weights.push(weight / length);
    }
    indptr[i + 1] = indices.length;
  });
  const words = { nRows: nItems, nCols: vocabulary.size, indptr, indices: Int32Array.from(indices) };
  return { words, weights: Float64Array.from(weights) };
}

/** How often each word stands in the texts of one item; new words get the next number. */
function countWords(texts: readonly (string | null)[], vocabulary: Map<string, number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const text of texts) {
    for (const word of (text ?? '').toLowerCase().split(WORD_GAP)) {
      if (word === '') continue;
      const number = vocabulary.get(word) ?? vocabulary.size;
      vocabulary.set(word, number);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  }
  return counts;
}

/**
 * Likeness of items by what is known about them: the mean of the Jaccard indices of the categorical columns and the
 * cosine of the word vectors, each column counting once. A column that an item leaves empty says 0.
 */
export class MetadataLikeness {
  private readonly byValue: readonly Csr[];
  private readonly byWord: WordVectors | null;
  private readonly shared: Int32Array;

  constructor(
    private readonly metadata: Metadata,
    private readonly nItems: number,
  ) {
    this.byValue = metadata.columns.map(transpose);
    this.byWord = metadata.text && transposeWords(metadata.text);
    this.shared = new Int32Array(nItems);
  }

  /** Adds `weight` times the likeness with `itemIdx` to every item that shares anything with it. */
  addTo(out: Float64Array, itemIdx: number, weight: number): void {
    const { columns, text } = this.metadata;
    const each = weight / (columns.length + (text === null ? 0 : 1));
    columns.forEach((column, k) => {
      const own = column.indptr[itemIdx + 1] - column.indptr[itemIdx];
      this.countShared(column, this.byValue[k], itemIdx);
      for (let j = 0; j < this.nItems; j++) {
        const shared = this.shared[j];
        if (shared === 0) continue;
        out[j] += (each * shared) / (own + column.indptr[j + 1] - column.indptr[j] - shared);
      }
    });
    if (text !== null && this.byWord !== null) addCosines(text, this.byWord, itemIdx, each, out);
  }

  private countShared(column: Csr, byValue: Csr, itemIdx: number): void {
    this.shared.fill(0);
    for (let p = column.indptr[itemIdx]; p < column.indptr[itemIdx + 1]; p++) {
      const value = column.indices[p];
      for (let q = byValue.indptr[value]; q < byValue.indptr[value + 1]; q++)
        this.shared[byValue.indices[q]]++;
    }
  }
}

function addCosines(
  { words, weights }: WordVectors,
  byWord: WordVectors,
  itemIdx: number,
  each: number,
  out: Float64Array,
): void {
  for (let p = words.indptr[itemIdx]; p < words.indptr[itemIdx + 1]; p++) {
    const word = words.indices[p];
    const weight = each * weights[p];
    for (let q = byWord.words.indptr[word]; q < byWord.words.indptr[word + 1]; q++) {
      out[byWord.words.indices[q]] += weight * byWord.weights[q];
    }
  }
}

function transposeWords({ words, weights }: WordVectors): WordVectors {
  const turned = transpose(words);
  const next = turned.indptr.slice();
  const moved = new Float64Array(weights.length);
  for (let p = 0; p < weights.length; p++) moved[next[words.indices[p]]++] = weights[p];
  return { words: turned, weights: moved };
}

/** The named arrays and the small facts that `readMetadata` needs to put them together again. */
export function metadataArrays({ columns, text }: Metadata): Record<string, NumberArray> {
  const arrays: Record<string, NumberArray> = {};
  columns.forEach(({ indptr, indices }, k) => {
    arrays[`column${k}Ptr`] = indptr;
    arrays[`column${k}Values`] = indices;
  });
  if (text !== null) {
    arrays.wordPtr = text.words.indptr;
    arrays.words = text.words.indices;
    arrays.wordWeights = text.weights;
  }
  return arrays;
}

export function metadataFacts({ columns, text }: Metadata): Record<string, number> {
  const facts: Record<string, number> = { columns: columns.length, words: text?.words.nCols ?? -1 };
  columns.forEach(({ nCols }, k) => (facts[`column${k}Values`] = nCols));
  return facts;
}

/** @throws AppError MODEL_UNREADABLE when something is missing. */
export function readMetadata(stored: StoredModel, nItems: number): Metadata {
  const columns = Array.from({ length: readSize(stored, 'columns') }, (_, k) =>
    readCsr(stored, [`column${k}Ptr`, `column${k}Values`], nItems, readSize(stored, `column${k}Values`)),
  );
  if (readNumber(stored, 'words') < 0) return { columns, text: null };
  const words = readCsr(stored, ['wordPtr', 'words'], nItems, readSize(stored, 'words'));
  return {
    columns,
    text: { words, weights: readArray(stored, 'wordWeights', LEARNED64, words.indices.length) },
  };
}
