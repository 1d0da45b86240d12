import type { Job } from '../../domain/ports';
import { Rng } from '../../kernels/rng';
import type { Film } from './film';
import { genres } from './words';
import { DAY_SEC } from '../../domain/epoch';

const halfMonthSec = 15 * DAY_SEC;

/**
 * What is on show: for each half month, how likely each film comes into view, over all films, within a genre,
 * and within a niche. Fame, the novelty of new arrivals and the fashion of genres decide; taste does not.
 */
export class Exposure {
  readonly #periods: number;
  readonly #fromSec: number;
  /** Running sums of weights per half month; a draw is one binary search. */
  readonly #overall: Float64Array[] = [];
  readonly #byGenre: Float64Array[][] = [];
  readonly #genreFilms: Int32Array[];
  readonly #nicheFilms: Int32Array[];
  readonly #nicheSums: Float64Array[];

  private constructor(films: readonly Film[], nNiches: number, fromSec: number, toSec: number) {
    this.#fromSec = fromSec;
    this.#periods = Math.ceil((toSec - fromSec) / halfMonthSec);
    this.#genreFilms = genres.map((_, g) => indicesWhere(films, (film) => film.genres.includes(g)));
    this.#nicheFilms = Array.from({ length: nNiches }, (_, n) =>
      indicesWhere(films, (film) => film.niche === n),
    );
    this.#nicheSums = this.#nicheFilms.map((list) => runningSums(list, (i) => 0.3 + films[i].fame));
  }

  /** Lays out all half months; pauses at the job's checkpoint in between. */
  static async plan(
    seed: number,
    films: readonly Film[],
    nNiches: number,
    fromSec: number,
    toSec: number,
    job: Job | undefined,
  ): Promise<Exposure> {
    const exposure = new Exposure(films, nNiches, fromSec, toSec);
    const rng = new Rng(seed, 'fashion');
    const fashion = new Float64Array(genres.length);
    /** Old films that are suddenly talked about again; each lasts two half months. */
    let revived = new Set<number>();
    for (let period = 0; period < exposure.#periods; period++) {
      if (period % 8 === 0) await job?.checkpoint('simulate', 0, 1);
      const next = new Set<number>();
      for (let k = 0; k < 4; k++) next.add(rng.below(films.length));
      // Fashion wanders and forgets: an autoregressive step per half month.
      for (let g = 0; g < genres.length; g++) fashion[g] = 0.85 * fashion[g] + 0.22 * rng.normal();
      const nowSec = fromSec + (period + 0.5) * halfMonthSec;
      const weight = films.map((film, i) => {
        const ageDays = (nowSec - film.addedSec) / DAY_SEC;
        if (ageDays < -7.5) return 0;
        const isNew = film.addedSec >= fromSec;
        const novelty = isNew ? 9 / (1 + (Math.max(0, ageDays) / 40) * (Math.max(0, ageDays) / 40)) : 0;
        let trend = 0;
        for (const g of film.genres) trend += fashion[g] / film.genres.length;
        const talk = revived.has(i) || next.has(i) ? 12 : 0;
        return film.fame * Math.max(0.25, 1 + trend) * (1 + novelty) + talk;
      });
      revived = next;
      exposure.#overall.push(runningSums(films.keys(), (i) => weight[i]));
      exposure.#byGenre.push(exposure.#genreFilms.map((list) => runningSums(list, (i) => weight[i])));
    }
    return exposure;
  }

  /** A film that happens to come into view at this time. */
  anyFilm(rng: Rng, atSec: number): number {
    return draw(rng, this.#overall[this.#period(atSec)]);
  }

  /** The same within one genre. */
  ofGenre(rng: Rng, genre: number, atSec: number): number {
    return this.#genreFilms[genre][draw(rng, this.#byGenre[this.#period(atSec)][genre])];
  }

  /** A film of this niche by fame alone; it may not have been added yet. −1 for a niche without films. */
  ofNiche(rng: Rng, niche: number): number {
    const films = this.#nicheFilms[niche];
    return films.length > 0 ? films[draw(rng, this.#nicheSums[niche])] : -1;
  }

  #period(atSec: number): number {
    const period = Math.floor((atSec - this.#fromSec) / halfMonthSec);
    return Math.min(this.#periods - 1, Math.max(0, period));
  }
}

function indicesWhere(films: readonly Film[], belongs: (film: Film) => boolean): Int32Array {
  return Int32Array.from(films.keys()).filter((i) => belongs(films[i]));
}

function runningSums(indices: Iterable<number>, weight: (index: number) => number): Float64Array {
  let sum = 0;
  return Float64Array.from(indices, (i) => (sum += weight(i)));
}

/** Position of a draw in running sums: the first whose sum exceeds it. */
function draw(rng: Rng, sums: Float64Array): number {
  const target = rng.uniform() * sums[sums.length - 1];
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sums[middle] > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
