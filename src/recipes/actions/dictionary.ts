import type { Known } from '../person';

/** Words that fewer examples know are left out, and so is what comes after the most frequent ones. */
const LEAST_EXAMPLES = 10;
const MOST_WORDS = 240;
/** Nothing counts for more than three times the usual. */
const MOST_AMOUNT = 3;

/** What amounts of a word mean: 0 where nothing is known, about 1 or −1 where it is usual. */
interface Scale {
  readonly middle: number;
  readonly spread: number;
}

/** The words that a model knows, each with the scale of its amounts. */
export class Dictionary {
  readonly #places: ReadonlyMap<string, number>;

  constructor(
    readonly words: readonly string[],
    /** Two numbers a word: middle and spread. */
    readonly scales: Float64Array,
  ) {
    this.#places = new Map(words.map((word, place) => [word, place]));
  }

  static of(examples: readonly (readonly Known[])[]): Dictionary {
    const amounts = new Map<string, number[]>();
    for (const example of examples) {
      for (const [word, amount] of example) {
        const known = amounts.get(word);
        if (known === undefined) amounts.set(word, [amount]);
        else known.push(amount);
      }
    }
    const frequent = [...amounts]
      .filter(([, all]) => all.length >= LEAST_EXAMPLES)
      .sort(([a, own], [b, others]) => others.length - own.length || (a < b ? -1 : 1))
      .slice(0, MOST_WORDS)
      .map(([word, all]) => ({ word, scale: scaleOf(all, examples.length) }))
      // What is the same of everybody says nothing.
      .filter(({ scale }) => scale.spread > 0);
    return new Dictionary(
      frequent.map(({ word }) => word),
      Float64Array.from(frequent.flatMap(({ scale: { middle, spread } }) => [middle, spread])),
    );
  }

  /** Places and scaled amounts of the words that it knows. */
  read(known: readonly Known[]): readonly (readonly [place: number, amount: number])[] {
    return known.flatMap(([word, amount]) => {
      const place = this.#places.get(word);
      if (place === undefined) return [];
      const scaled = (amount - this.scales[2 * place]) / this.scales[2 * place + 1];
      return [[place, Math.max(-MOST_AMOUNT, Math.min(MOST_AMOUNT, scaled))] as const];
    });
  }
}

/**
 * Amounts that nearly everybody has count from their mean, in standard deviations; those that only some have count from
 * 0, where their mean is 1.
 */
function scaleOf(amounts: readonly number[], examples: number): Scale {
  const mean = amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length;
  if (amounts.length < examples * 0.9) return { middle: 0, spread: Math.abs(mean) };
  const variance =
    amounts.reduce((sum, amount) => sum + (amount - mean) * (amount - mean), 0) / amounts.length;
  return { middle: mean, spread: Math.sqrt(variance) };
}
