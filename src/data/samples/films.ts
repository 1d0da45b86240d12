import { exp } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import type { Film } from './film';
import { TitleMaker } from './titles';
import { genreMix, genres } from './words';
import { DAY_SEC } from '../../domain/epoch';

/** Films of a niche share their main genre, so that a niche is a taste within a genre. */
export interface Niche {
  readonly genre: number;
  /** The second genre its films usually carry. */
  readonly companion: number;
  readonly centreYear: number;
}

/** One title on its way: everything but the id and the link to its next part. */
interface Draft extends Omit<Film, 'itemId' | 'nextPart'> {
  /** The draft that continues this one. */
  next: Draft | null;
}

const weights = genres.map((genre) => genreMix[genre].weight);

/** Picks an index with probability proportional to its weight. */
export function pick(rng: Rng, values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  let left = rng.uniform() * total;
  for (let i = 0; i < values.length; i++) {
    left -= values[i];
    if (left < 0) return i;
  }
  return values.length - 1;
}

function makeNiches(rng: Rng, count: number, lastYear: number): Niche[] {
  const niches: Niche[] = [];
  for (let i = 0; i < count; i++) {
    // Every genre has at least one niche of its own; the rest go to the common genres.
    const genre = i < genres.length ? i : pick(rng, weights);
    const pairs = genreMix[genres[genre]].pairs;
    const companion = genres.indexOf(pairs[rng.below(pairs.length)]);
    niches.push({ genre, companion, centreYear: lastYear - 4 - rng.below(40) });
  }
  return niches;
}

function filmGenres(rng: Rng, niche: Niche): number[] {
  const chosen = [niche.genre];
  if (rng.uniform() < 0.6) chosen.push(niche.companion);
  if (rng.uniform() < 0.3) {
    const pairs = genreMix[genres[niche.genre]].pairs;
    const extra = genres.indexOf(pairs[rng.below(pairs.length)]);
    if (!chosen.includes(extra)) chosen.push(extra);
  }
  return chosen;
}

function minutesOf(rng: Rng, genre: number): number {
  const short =
    genres[genre] === 'Animation' || genres[genre] === 'Family' || genres[genre] === 'Documentary';
  const minutes = (short ? 90 : 108) + 15 * rng.normal();
  return Math.round(Math.min(215, Math.max(62, minutes)));
}

export interface FilmSpan {
  readonly fromSec: number;
  readonly toSec: number;
  readonly firstYear: number;
  /** Year of release of the newest films. */
  readonly lastYear: number;
}

const yearSec = 365 * DAY_SEC;

/** The year of a time, never one too late: 366-day years after `fromSec` (a leap year's start), 365-day ones before. */
function calendarYear(span: FilmSpan, atSec: number): number {
  const sinceSec = atSec - span.fromSec;
  return span.firstYear + Math.floor(sinceSec / (sinceSec < 0 ? yearSec : yearSec + DAY_SEC));
}

/** When the club adds a film of this year: most were there before, a seventh arrive while it is watched. */
function addedAt(rng: Rng, span: FilmSpan, isNew: boolean): number {
  if (isNew) return span.fromSec + Math.floor(rng.uniform() * (span.toSec - span.fromSec - 30 * DAY_SEC));
  return span.fromSec - DAY_SEC - Math.floor(rng.uniform() * 4 * yearSec);
}

/** Draws one film, or the next part of `previous`. */
function draft(
  rng: Rng,
  span: FilmSpan,
  niches: readonly Niche[],
  titles: TitleMaker,
  previous: Draft | null,
  part: number,
): Draft {
  const niche = previous ? previous.niche : rng.below(niches.length);
  const kind = niches[niche];
  const genresOf = previous ? previous.genres : filmGenres(rng, kind);
  // A seventh of the films are new ones; a sequel is never older than what it continues.
  const isNew = rng.uniform() < 0.14;
  let addedSec = addedAt(rng, span, isNew);
  if (previous) addedSec = Math.max(addedSec, previous.addedSec + DAY_SEC);
  const inSpan = addedSec >= span.fromSec;
  const ownYear = Math.round(kind.centreYear + 9 * rng.normal());
  const newest = calendarYear(span, addedSec);
  let year = inSpan && rng.uniform() < 0.75 ? newest : ownYear;
  year = Math.min(newest, Math.max(1931, year));
  if (previous) year = Math.min(newest, Math.max(year, previous.year + 1 + rng.below(4)));
  const quality = previous ? 0.75 * previous.quality + 0.5 * rng.normal() : rng.normal();
  // Log-normal fame with a heavy top: a few titles that everybody meets, a long tail that few do.
  const fame = exp(1.5 * rng.normal() + 0.5 * quality) * (rng.uniform() < 0.005 ? 12 : 1);
  return {
    title: previous ? titles.sequel(previous.title, part) : titles.first(rng, kind.genre),
    genres: genresOf,
    year,
    minutes: minutesOf(rng, kind.genre),
    addedSec,
    quality,
    fame: previous ? 0.8 * previous.fame + 0.2 * fame : fame,
    niche,
    next: null,
  };
}

/**
 * Invents the catalogue: unique titles, a sixth of them parts of series, sorted by the day they were added.
 * The same seed gives the same films in every engine.
 */
export function makeFilms(
  seed: number,
  count: number,
  nNiches: number,
  span: FilmSpan,
): { readonly films: Film[]; readonly niches: Niche[] } {
  const rng = new Rng(seed, 'films');
  const niches = makeNiches(rng, nNiches, span.lastYear);
  const titles = new TitleMaker();
  const drafts: Draft[] = [];
  while (drafts.length < count) {
    let current = draft(rng, span, niches, titles, null, 1);
    drafts.push(current);
    const parts = rng.uniform() < 0.075 ? 2 + rng.below(4) : 1;
    for (let part = 2; part <= parts && drafts.length < count; part++) {
      if (current.addedSec > span.toSec - 60 * DAY_SEC) break;
      const following = draft(rng, span, niches, titles, current, part);
      current.next = following;
      drafts.push(following);
      current = following;
    }
  }
  const order = drafts.map((_, i) => i).sort((a, b) => drafts[a].addedSec - drafts[b].addedSec || a - b);
  const sorted = order.map((i) => drafts[i]);
  const position = new Map(sorted.map((film, i) => [film, i]));
  const films = sorted.map(({ next, ...film }, i) => ({
    ...film,
    itemId: `f${String(i + 1).padStart(4, '0')}`,
    nextPart: next ? (position.get(next) ?? -1) : -1,
  }));
  return { films, niches };
}
