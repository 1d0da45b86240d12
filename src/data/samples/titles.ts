import type { Rng } from '../../kernels/rng';
import { adjectives, endings, firstNames, genres, nouns, places, sequelNames } from './words';

function one<T>(rng: Rng, list: readonly T[]): T {
  return list[rng.below(list.length)];
}

/** Makes film titles that occur once. Keeps what it gave out. */
export class TitleMaker {
  readonly #taken = new Set<string>();

  /** A title in the manner of the genre (an index into `genres`). */
  first(rng: Rng, genre: number): string {
    const words = nouns[genres[genre]];
    for (;;) {
      const title = this.#compose(rng, one(rng, words));
      if (!this.#taken.has(title)) {
        this.#taken.add(title);
        return title;
      }
    }
  }

  /** The title of part 2, 3, … of a series: numbered, or named after a colon. */
  sequel(previous: string, part: number): string {
    const stem = previous.replace(/ \d+$|: .*$/, '');
    const numbered = `${stem} ${part}`;
    // Series that start with an article are numbered, the others named; a taken name falls back to the number.
    const title = stem.startsWith('The ')
      ? numbered
      : `${stem}: ${sequelNames[(stem.length + part) % sequelNames.length]}`;
    const unique = this.#taken.has(title) ? numbered : title;
    this.#taken.add(unique);
    return unique;
  }

  #compose(rng: Rng, noun: string): string {
    const form = rng.below(10);
    const plural = noun.endsWith('s');
    if (form < 3) return `The ${one(rng, adjectives)} ${noun}`;
    if (form < 5) return `The ${noun} of ${one(rng, places)}`;
    if (form < 6) return `${one(rng, adjectives)} ${noun}`;
    if (form < 7) return `The ${noun} ${one(rng, endings)}`;
    if (form < 8)
      return plural
        ? `${noun} in ${one(rng, places)}`
        : `A ${noun} in ${one(rng, places)}`.replace(/^A (?=[AEIOU])/, 'An ');
    if (form < 9) return `${one(rng, firstNames)} and the ${noun}`;
    return `The ${one(rng, adjectives)} ${noun} of ${one(rng, places)}`;
  }
}
