import { TitleMaker } from '../../../data/samples/titles';
import {
  BUBBLE_GENRES,
  BUBBLE_WEEKS,
  type BubbleSong,
  type BubbleWeek,
} from '../../../domain/bubble-machine';
import { exp } from '../../../kernels/math';
import { Rng } from '../../../kernels/rng';
import { gini } from './gini';

export const PEOPLE = 80;
/** Songs that are there from the beginning, and those that come out each week. */
const OLD_SONGS = 100;
const NEW_A_WEEK = 2;
/** What each person plays in a week. */
export const PLAYS = 6;
/** How strongly liking decides between songs that are at hand. */
const DECISIVENESS = 1.5;
/** Songs that somebody hears of in a moment without a list. */
const HEARD_OF = 8;
/** Weeks for which a play is still talked about. */
const TALKED_ABOUT = 4;

/** A play: who, what, and when in weeks. */
export interface Play {
  readonly person: number;
  readonly song: number;
  readonly week: number;
}

/**
 * An invented town whose people play songs: what they like never changes, and is known. Every draw comes from a stream
 * of its own for (seed, person, week), so that two towns of one seed differ by their lists alone.
 */
export class Town {
  readonly songs: readonly BubbleSong[];
  /** [person, song] row-major: how much the person likes the song; mean near 0. */
  readonly #liking: Float64Array;
  readonly plays: Play[] = [];
  /** Plays of every song in the newest week, and in those that are talked about. */
  #newest: Uint16Array;
  #talked: Uint16Array[] = [];

  constructor(private readonly seed: number) {
    this.songs = makeSongs(seed, OLD_SONGS + NEW_A_WEEK * BUBBLE_WEEKS);
    this.#liking = likings(seed, this.songs);
    this.#newest = new Uint16Array(this.songs.length);
  }

  get newest(): Uint16Array {
    return this.#newest;
  }

  /** Songs that are out in a week are the first so many. */
  out(week: number): number {
    return Math.min(this.songs.length, OLD_SONGS + NEW_A_WEEK * Math.max(0, week));
  }

  /**
   * Everybody plays for a week.
   *
   * @param lists of each person, best first; null: there are none.
   */
  live(week: number, lists: readonly ArrayLike<number>[] | null, obedience: number): BubbleWeek {
    const out = this.out(week);
    const counts = new Uint16Array(this.songs.length);
    const own = Array.from({ length: PEOPLE }, () => new Set<number>());
    let enjoyed = 0;
    const around = sumsOf(out, (song) => Math.sqrt(1 + this.#talkedOf(song)));
    for (let person = 0; person < PEOPLE; person++) {
      const rng = new Rng(this.seed, `bubble|life|${person}|${week}`);
      for (let play = 0; play < PLAYS; play++) {
        const follows = rng.uniform() < obedience;
        const list = lists?.[person] ?? [];
        const song =
          follows && list.length > 0 ? this.#fromList(person, list, rng) : this.#alone(person, around, rng);
        counts[song]++;
        own[person].add(song);
        enjoyed += this.#shareLikedLess(person, song, out);
        this.plays.push({ person, song, week });
      }
    }
    this.#newest = counts;
    this.#talked = [...this.#talked, counts].slice(-TALKED_ABOUT);
    return {
      played: counts.filter((count) => count > 0).length / out,
      gini: gini(counts.subarray(0, out)),
      enjoyed: enjoyed / (PEOPLE * PLAYS),
      alike: meanOverlap(own),
      newHeard: this.#newHeard(week),
    };
  }

  /** People look at place k of a list with a weight of 1 ÷ √k. */
  #fromList(person: number, list: ArrayLike<number>, rng: Rng): number {
    const looks = (k: number): number => exp(DECISIVENESS * this.#likes(person, list[k])) / Math.sqrt(k + 1);
    const at = draw(sumsOf(list.length, looks), rng);
    return list[at];
  }

  /** Without a list they hear of a few songs, of what is played more of late rather than less, and choose. */
  #alone(person: number, around: Float64Array, rng: Rng): number {
    const heardOf = Array.from({ length: HEARD_OF }, () => draw(around, rng));
    return heardOf[
      draw(
        sumsOf(HEARD_OF, (k) => exp(DECISIVENESS * this.#likes(person, heardOf[k]))),
        rng,
      )
    ];
  }

  #talkedOf(song: number): number {
    return this.#talked.reduce((sum, week) => sum + week[song], 0);
  }

  #likes(person: number, song: number): number {
    return this.#liking[person * this.songs.length + song];
  }

  #shareLikedLess(person: number, song: number, out: number): number {
    const liked = this.#likes(person, song);
    let less = 0;
    for (let other = 0; other < out; other++) if (this.#likes(person, other) < liked) less++;
    return less / Math.max(1, out - 1);
  }

  #newHeard(week: number): number | null {
    const from = this.out(week - TALKED_ABOUT);
    const out = this.out(week);
    if (out === from) return null;
    let heard = 0;
    for (let song = from; song < out; song++) if (this.#talked.some((counts) => counts[song] > 0)) heard++;
    return heard / (out - from);
  }
}

function makeSongs(seed: number, count: number): BubbleSong[] {
  const rng = new Rng(seed, 'bubble|songs');
  const titles = new TitleMaker();
  return Array.from({ length: count }, (_, song) => {
    const genre = rng.below(BUBBLE_GENRES);
    return {
      title: titles.first(rng, genre),
      genre,
      week: song < OLD_SONGS ? 0 : 1 + Math.floor((song - OLD_SONGS) / NEW_A_WEEK),
    };
  });
}

/** Half of what somebody thinks of a song is its genre; the rest is how good it is, and nobody else's business. */
function likings(seed: number, songs: readonly BubbleSong[]): Float64Array {
  const quality = new Rng(seed, 'bubble|quality');
  const good = songs.map(() => quality.normal());
  const liking = new Float64Array(PEOPLE * songs.length);
  for (let person = 0; person < PEOPLE; person++) {
    const rng = new Rng(seed, `bubble|taste|${person}`);
    const taste = Array.from({ length: BUBBLE_GENRES }, () => rng.normal());
    songs.forEach(({ genre }, song) => {
      liking[person * songs.length + song] = 0.8 * taste[genre] + 0.5 * good[song] + 0.5 * rng.normal();
    });
  }
  return liking;
}

/** Weights of 0 … count − 1 added up one after the other. */
function sumsOf(count: number, weight: (k: number) => number): Float64Array {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let k = 0; k < count; k++) sums[k] = sum += weight(k);
  return sums;
}

/** A number below the count of the weights, by their sums. */
function draw(sums: Float64Array, rng: Rng): number {
  const at = rng.uniform() * sums[sums.length - 1];
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at < sums[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Of what two people play, the share that is the same (of all that either plays), over all pairs. */
function meanOverlap(own: readonly ReadonlySet<number>[]): number {
  let sum = 0;
  let pairs = 0;
  own.forEach((first, a) => {
    for (const second of own.slice(a + 1)) {
      let both = 0;
      for (const song of first) if (second.has(song)) both++;
      sum += both / (first.size + second.size - both);
      pairs++;
    }
  });
  return sum / pairs;
}
