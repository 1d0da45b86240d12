import { Rng } from '../../kernels/rng';
import type { Job } from '../../domain/ports';
import { SAMPLES } from '../../domain/samples';
import { eventTypes, live, type ClubEvent, type World } from './behaviour';
import { clubActions, type ClubActions } from './club-actions';
import { Exposure } from './exposure';
import type { Film } from './film';
import { makeFilms } from './films';
import { Liking } from './liking';
import { makeClub, type Person } from './people';
import { genres, regions } from './words';

export interface FilmClubOptions {
  readonly people: number;
  readonly films: number;
  /** Planned number of events; people of little activity make it a few more. */
  readonly events: number;
}

/** What is true of the invented people, in the order of `userIds`: what a recipe should recover. */
export interface FilmClubTruth {
  readonly seed: number;
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly genres: readonly string[];
  /** Start of each quarter, epoch seconds. Tastes are constant within a quarter. */
  readonly quarterStartSec: readonly number[];
  /** [person, quarter, genre] row-major: draw of the genre; 0 = indifferent, negative = avoids. */
  readonly taste: Float64Array<ArrayBuffer>;
  /** [person, rank] row-major: the films each person would enjoy most in the last quarter, best first. */
  readonly favourites: Int32Array<ArrayBuffer>;
  readonly nFavourites: number;
  /** How much person `userIdx` enjoys film `itemIdx` in a quarter: the very number behaviour followed. */
  likingOf(userIdx: number, itemIdx: number, quarter: number): number;
}

export interface FilmClub {
  readonly interactionsCsv: string;
  readonly itemsCsv: string;
  readonly usersCsv: string;
  readonly truth: FilmClubTruth;
}

export const defaultFilmClub: FilmClubOptions = { people: 900, films: 1800, events: 100_000 };
/** The seed of the bundled sample. */
export const filmClubSeed = SAMPLES['film-club'].provenance.seed;

/** 2024-01-01 to 2026-01-01 UTC: eight quarters. */
const fromSec = 1_704_067_200;
const toSec = 1_767_225_600;
const quarters = 8;
const quarterSec = (toSec - fromSec) / quarters;
const nNiches = 56;
const nFavourites = 25;

/**
 * Simulates two years of an invented film club: people whose tastes drift, evenings with a mood, series that
 * pull, fashions, new releases, a few titles everybody meets and a long tail. Nothing in it is real.
 *
 * The same seed and options give the same bytes in every engine (kernels' arithmetic, one generator per
 * purpose and person). About a second for the default size; calls `job.checkpoint` every few milliseconds.
 * @throws AppError CANCELLED through the job.
 */
export async function simulateFilmClub(
  seed: number,
  options: Partial<FilmClubOptions> = {},
  job?: Job,
): Promise<FilmClub> {
  const size = { ...defaultFilmClub, ...options };
  const minds = await makeMinds(seed, size, job);
  const { club, films } = minds;
  const exposure = await Exposure.plan(seed, films, nNiches, fromSec, toSec, job);
  const world: World = { ...minds, exposure, fromSec, quarterSec, quarters };
  const events: ClubEvent[] = [];
  for (let person = 0; person < size.people; person++) {
    if (person % 4 === 0) await job?.checkpoint('simulate', person, size.people);
    live(world, person, new Rng(seed, `life ${person}`), events);
  }
  const interactionsCsv = await interactionsToCsv(events, club.people, films, job);
  return {
    interactionsCsv,
    itemsCsv: itemsToCsv(films),
    usersCsv: usersToCsv(club.people),
    truth: await truthOf(seed, minds, job),
  };
}

/**
 * What is true of the people of a club, without living through their two years: a fraction of the work.
 *
 * @param seed of the simulation in question, of the usual size. @throws AppError CANCELLED through the job.
 */
export async function filmClubTruth(seed: number, job?: Job): Promise<FilmClubTruth> {
  return truthOf(seed, await makeMinds(seed, defaultFilmClub, job), job);
}

/**
 * What the people of a club were asked to do beside watching films, and did, without living through their two years.
 *
 * @param seed of the simulation in question, of the usual size. @throws AppError CANCELLED through the job.
 */
export async function filmClubActions(seed: number, job?: Job): Promise<ClubActions> {
  const { club } = await makeMinds(seed, defaultFilmClub, job);
  return clubActions(seed, club, { quarters, toSec });
}

/** People, films, and how much the ones would enjoy the others. */
type Minds = Pick<World, 'club' | 'films' | 'liking'>;

async function makeMinds(seed: number, size: FilmClubOptions, job: Job | undefined): Promise<Minds> {
  const span = { fromSec, toSec, firstYear: 2024, lastYear: 2025, quarters };
  const { films, niches } = makeFilms(seed, size.films, nNiches, span);
  await job?.checkpoint('simulate', 0, 1);
  const club = await makeClub(seed, size.people, size.events, niches, span, job);
  return { club, films, liking: new Liking(club, films, nNiches, quarters) };
}

async function truthOf(seed: number, world: Minds, job: Job | undefined): Promise<FilmClubTruth> {
  const { club, films, liking } = world;
  const favourites = new Int32Array(club.people.length * nFavourites);
  const value = new Float64Array(films.length);
  for (let person = 0; person < club.people.length; person++) {
    if (person % 16 === 0) await job?.checkpoint('truth', person, club.people.length);
    for (let film = 0; film < films.length; film++) value[film] = liking.of(person, film, quarters - 1);
    favourites.set(largest(value, nFavourites), person * nFavourites);
  }
  return {
    seed,
    userIds: club.people.map((person) => person.userId),
    itemIds: films.map((film) => film.itemId),
    genres,
    quarterStartSec: Array.from({ length: quarters }, (_, q) => fromSec + q * quarterSec),
    taste: club.taste,
    favourites,
    nFavourites,
    likingOf: (userIdx, itemIdx, quarter) => liking.of(userIdx, itemIdx, quarter),
  };
}

/** Indices of the k largest values, largest first, ties to the lower index. Insertion into a short list. */
function largest(values: Float64Array, k: number): Int32Array {
  const top = new Int32Array(Math.min(k, values.length));
  let filled = 0;
  for (let i = 0; i < values.length; i++) {
    if (filled === top.length && values[i] <= values[top[filled - 1]]) continue;
    let at = filled < top.length ? filled++ : filled - 1;
    while (at > 0 && values[top[at - 1]] < values[i]) {
      top[at] = top[at - 1];
      at--;
    }
    top[at] = i;
  }
  return top;
}

async function interactionsToCsv(
  events: readonly ClubEvent[],
  people: readonly Person[],
  films: readonly Film[],
  job: Job | undefined,
): Promise<string> {
  // Time and position in one exact number, so that a typed sort keeps the order of equal times.
  const keys = Float64Array.from(events, (event, i) => (event.atSec - fromSec) * 1_048_576 + i).sort();
  const lines = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE'];
  for (let row = 0; row < keys.length; row++) {
    if (row % 5000 === 0) await job?.checkpoint('write', row, keys.length);
    const { person, film, atSec, type, value } = events[keys[row] % 1_048_576];
    const share = value < 0 ? '' : String(value / 100);
    lines.push(`${people[person].userId},${films[film].itemId},${atSec},${eventTypes[type]},${share}`);
  }
  await job?.checkpoint('write', keys.length, keys.length);
  return lines.join('\n') + '\n';
}

function itemsToCsv(films: readonly Film[]): string {
  const lines = films.map((film) => {
    const names = film.genres.map((g) => genres[g]).join('|');
    return `${film.itemId},${film.title},${names},${film.year},${film.minutes},${film.addedSec}`;
  });
  return ['ITEM_ID,TITLE,GENRES,YEAR,DURATION,CREATION_TIMESTAMP', ...lines].join('\n') + '\n';
}

function usersToCsv(people: readonly Person[]): string {
  const lines = people.map((person) => `${person.userId},${person.age},${regions[person.region]}`);
  return ['USER_ID,AGE,REGION', ...lines].join('\n') + '\n';
}
