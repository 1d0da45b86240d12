/** One invented film, with the hidden properties that behaviour follows. */
export interface Film {
  readonly itemId: string;
  readonly title: string;
  /** Indices into `genres`, main genre first; one to three. */
  readonly genres: readonly number[];
  readonly year: number;
  readonly minutes: number;
  /** When the club added it: CREATION_TIMESTAMP. Nobody can watch it earlier. */
  readonly addedSec: number;
  /** How good it is, the same for everybody; mean 0, standard deviation 1. */
  readonly quality: number;
  /** How often it comes into view, before fashion and novelty; unitless, heavy-tailed. */
  readonly fame: number;
  /** The small circle of kindred films it belongs to: finer than genres, and never written to a file. */
  readonly niche: number;
  /** Index of the following part of its series, or −1. */
  readonly nextPart: number;
}
