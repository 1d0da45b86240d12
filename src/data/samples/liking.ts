import type { Film } from './film';
import type { Club } from './people';
import { genres } from './words';

/**
 * How much a person would enjoy a film in a quarter: the simulator's ground truth. Mean near 0, unbounded;
 * taste in its genres, fondness of its niche, the era they feel at home in, and its quality for everybody.
 */
export class Liking {
  /** [person, quarter, niche] row-major: 1 where the person is fond of the niche. */
  readonly #fond: Uint8Array;
  /** [film, 3]: genre indices, −1 where the film has fewer. */
  readonly #genres: Int8Array;
  readonly #niche: Int32Array;
  readonly #year: Float64Array;
  readonly #quality: Float64Array;
  readonly #eraYear: Float64Array;
  readonly #taste: Float64Array;

  constructor(
    club: Club,
    films: readonly Film[],
    readonly nNiches: number,
    readonly quarters: number,
  ) {
    this.#fond = new Uint8Array(club.people.length * quarters * nNiches);
    club.fond.forEach((list, person) => {
      for (const { niche, fromQuarter, toQuarter } of list) {
        for (let q = fromQuarter; q < toQuarter; q++) {
          this.#fond[(person * quarters + q) * nNiches + niche] = 1;
        }
      }
    });
    this.#genres = new Int8Array(films.length * 3).fill(-1);
    films.forEach((film, i) => this.#genres.set(film.genres, i * 3));
    this.#niche = Int32Array.from(films, (film) => film.niche);
    this.#year = Float64Array.from(films, (film) => film.year);
    this.#quality = Float64Array.from(films, (film) => film.quality);
    this.#eraYear = Float64Array.from(club.people, (person) => person.eraYear);
    this.#taste = club.taste;
  }

  of(person: number, film: number, quarter: number): number {
    const row = person * this.quarters + quarter;
    let genre = 0;
    let n = 0;
    for (; n < 3 && this.#genres[film * 3 + n] >= 0; n++) {
      genre += this.#taste[row * genres.length + this.#genres[film * 3 + n]];
    }
    genre /= n;
    const fond = this.#fond[row * this.nNiches + this.#niche[film]];
    const apart = (this.#year[film] - this.#eraYear[person]) / 20;
    return 1.5 * genre + 1.6 * fond + 0.4 / (1 + apart * apart) - 0.2 + 0.4 * this.#quality[film];
  }
}
