import type { Job } from '../../domain/ports';
import type { WeighedRows } from '../../kernels/ease';
import { log } from '../../kernels/math';
import { termOf, wordsOf } from './terms';

/** Items between two looks at whether to stop. */
const ITEMS_A_STEP = 500;

/** The text of every item, null where it has none. */
export type TextField = (item: number) => string | null;

/**
 * What every item's texts say, as unit vectors: a term that stands n times, counted over all fields, has the weight
 * (1 + ln n) · ln(N / df), N the items with any text and df those with the term. Terms of one item alone make its
 * vector longer, but are left out of it, as they are like nothing; so are those that every item has.
 */
export interface TermVectors {
  /** Items × terms. */
  readonly rows: WeighedRows;
  /** A word for each term, as it was first written. */
  readonly vocabulary: readonly string[];
}

/** @throws AppError CANCELLED through the job. */
export async function termVectors(
  fields: readonly TextField[],
  nItems: number,
  job: Job,
): Promise<TermVectors> {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  const frequency: number[] = [];
  const ptr = new Int32Array(nItems + 1);
  const counted = new Counted();
  let withText = 0;
  for (let i = 0; i < nItems; i++) {
    if (i % ITEMS_A_STEP === 0) await job.checkpoint('words', i, nItems);
    const own = countTerms(fields, i, numbers, words);
    for (const [term, count] of own) {
      frequency[term] = (frequency[term] ?? 0) + 1;
      counted.add(term, count);
    }
    if (own.length > 0) withText++;
    ptr[i + 1] = counted.length;
  }
  return weighed(ptr, counted, frequency, withText, words, job);
}

/** Terms of one item with their counts, in ascending order of their numbers; new terms get the next one. */
function countTerms(
  fields: readonly TextField[],
  item: number,
  numbers: Map<string, number>,
  words: string[],
): [term: number, count: number][] {
  const counts = new Map<number, number>();
  for (const textOf of fields) {
    for (const word of wordsOf(textOf(item) ?? '')) {
      const term = termOf(word);
      let number = numbers.get(term);
      if (number === undefined) numbers.set(term, (number = words.push(word) - 1));
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a], [b]) => a - b);
}

/** Terms and their counts, one after the other, in arrays that grow. */
class Counted {
  terms = new Int32Array(1 << 12);
  counts = new Int32Array(1 << 12);
  length = 0;

  add(term: number, count: number): void {
    if (this.length === this.terms.length) {
      this.terms = grown(this.terms);
      this.counts = grown(this.counts);
    }
    this.terms[this.length] = term;
    this.counts[this.length++] = count;
  }
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}

async function weighed(
  ptr: Int32Array,
  { terms, counts }: Counted,
  frequency: readonly number[],
  withText: number,
  words: readonly string[],
  job: Job,
): Promise<TermVectors> {
  const nItems = ptr.length - 1;
  const newNumber = new Int32Array(words.length).fill(-1);
  const vocabulary: string[] = [];
  words.forEach((word, term) => {
    if (frequency[term] > 1 && frequency[term] < withText) newNumber[term] = vocabulary.push(word) - 1;
  });
  const rarity = Float64Array.from(frequency, (n) => log(withText / n));
  const indptr = new Int32Array(nItems + 1);
  const indices = new Int32Array(ptr[nItems]);
  const values = new Float32Array(ptr[nItems]);
  let n = 0;
  for (let i = 0; i < nItems; i++) {
    if (i % ITEMS_A_STEP === 0) await job.checkpoint('words', i, nItems);
    const weightOf = (e: number): number => (1 + log(counts[e])) * rarity[terms[e]];
    let squares = 0;
    for (let e = ptr[i]; e < ptr[i + 1]; e++) squares += weightOf(e) * weightOf(e);
    const length = Math.sqrt(squares);
    for (let e = ptr[i]; e < ptr[i + 1]; e++) {
      const term = newNumber[terms[e]];
      if (term < 0) continue;
      indices[n] = term;
      values[n++] = weightOf(e) / length;
    }
    indptr[i + 1] = n;
  }
  const rows = {
    nRows: nItems,
    nCols: vocabulary.length,
    indptr,
    indices: indices.slice(0, n),
    values: values.slice(0, n),
  };
  return { rows, vocabulary };
}
