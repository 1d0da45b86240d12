import { cellTexts } from '../../../domain/cell-texts';
import { isCategorical, isTextual, type Tables } from '../../../domain/columns';
import type { Job } from '../../../domain/ports';
import { log } from '../../../kernels/math';

/** Terms that a theme is made of at most. */
const MOST_TERMS = 3;
/** A word of more of all items than this tells nothing of a few. */
const COMMON_WORD = 0.2;
/** English words that bind others, which a small catalogue does not show to be common. */
const BINDING = new Set(
  'an and are as at be but by for from has her his in into is it its my no not of on or our out over so that the their this to we with you your'.split(
    ' ',
  ),
);
/** One Latin letter says nothing to people: M and F, the rest of “Levi’s”. */
const CODE = /^\p{Script=Latin}$/u;
/** Of a list, so that a theme speaks of more than a few of its items. */
const LEAST_SHARE = 1 / 3;
const WORD_GAP = /[^\p{L}\p{N}]+/u;
const LETTER = /\p{L}/u;
/** Items between two looks at whether to stop, while their terms are counted. */
const ITEMS_A_STEP = 500;

/** What the items of a list have in common, and how much of it each has: 0 … 1, highest first. */
export interface ThemedList {
  /** Up to three values or words, the most telling first; empty where no item has any. */
  readonly theme: string;
  readonly items: readonly { readonly item: number; readonly relevance: number }[];
}

/** Names a list of items, by their numbers, after what they share; items of the same relevance keep their order. */
export type NameList = (list: readonly number[]) => ThemedList;

/** A value of a categorical column or a word of a text; `key` is the same for both where they are written the same. */
interface Term {
  readonly key: string;
  readonly written: string;
  readonly isWord: boolean;
}

/**
 * Themes out of the metadata of items, where the service asks a language model: values of categorical columns, and
 * words of item names and textual columns, that are more frequent in a list than in the catalogue. A term weighs its
 * share of the list times the logarithm of its lift.
 *
 * @param itemName the Items column with the names. @throws AppError CANCELLED.
 */
export async function themesOf({ items }: Tables, itemName: string, job: Job): Promise<NameList> {
  const columns = items?.columns ?? [];
  const texts = columns.filter((column) => column.name === itemName || isTextual(column));
  const categories = columns.filter((column) => column.name !== itemName && isCategorical(column));
  const termsOf = (row: number): ReadonlyMap<string, Term> => {
    const values = categories
      .flatMap((column) => cellTexts(column, row))
      .filter(says)
      .map(asValue);
    const words = texts.flatMap((column) => cellTexts(column, row)).flatMap(asWords);
    // A value that is a word of the name too is a value: that is how people write it.
    return new Map([...words, ...values].map((term) => [term.key, term]));
  };
  const nRows = items?.nRows ?? 0;
  const rowOf = new Map<number, number>();
  const frequency = new Map<string, number>();
  for (let row = 0; row < nRows; row++) {
    if (row % ITEMS_A_STEP === 0) await job.checkpoint('words', row, nRows);
    if (items !== null) rowOf.set(items.entityIdx[row], row);
    for (const key of termsOf(row).keys()) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  }
  return (list) => {
    const terms = list.map((item) => termsOf(rowOf.get(item) ?? -1));
    const weights = telling(terms, (key) => (frequency.get(key) ?? 0) / nRows);
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    const relevances = terms.map((own) =>
      weights.reduce((sum, { term, weight }) => sum + (own.has(term.key) ? weight / total : 0), 0),
    );
    const places = list.map((item, at) => ({ item, relevance: relevances[at] }));
    return {
      theme: capital(weights.map(({ term }) => term.written).join(', ')),
      items: places.sort((a, b) => b.relevance - a.relevance),
    };
  };
}

/** The terms that tell most of a list; those of few of its items, or of one alone, only where there are no others. */
function telling(
  terms: readonly ReadonlyMap<string, Term>[],
  shareOf: (key: string) => number,
): { readonly term: Term; readonly weight: number }[] {
  const counts = new Map<string, { readonly term: Term; count: number }>();
  for (const own of terms)
    for (const term of own.values()) {
      const counted = counts.get(term.key) ?? { term, count: 0 };
      counted.count++;
      counts.set(term.key, counted);
    }
  const all = [...counts.values()].filter(({ term }) => !term.isWord || shareOf(term.key) <= COMMON_WORD);
  const weighed = all
    .map(({ term, count }) => {
      const share = count / terms.length;
      return { term, count, weight: share * log(share / shareOf(term.key)) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.term.key < b.term.key ? -1 : 1));
  const shared = weighed.filter(({ count }) => count > 1);
  const common = shared.filter(({ count }) => count >= LEAST_SHARE * terms.length);
  const chosen: typeof weighed = [];
  for (const one of [common, shared].find((some) => some.length > 0) ?? weighed) {
    if (chosen.length === MOST_TERMS) break;
    if (!chosen.some(({ term }) => sayTheSame(term.key, one.term.key))) chosen.push(one);
  }
  return chosen;
}

/** “bowl” and “bowls”: one begins with the other. */
function sayTheSame(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function says(term: string): boolean {
  return LETTER.test(term) && !CODE.test(term);
}

function asValue(value: string): Term {
  return { key: value.toLowerCase(), written: value, isWord: false };
}

function asWords(text: string): Term[] {
  return text
    .toLowerCase()
    .split(WORD_GAP)
    .filter((word) => says(word) && !BINDING.has(word))
    .map((word) => ({ key: word, written: word, isWord: true }));
}

function capital(theme: string): string {
  const [first = '', ...rest] = theme;
  return first.toUpperCase() + rest.join('');
}
