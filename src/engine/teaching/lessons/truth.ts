import { filmClubTruth, type FilmClubTruth } from '../../../data/samples/film-club';
import type { LackingFact, TruthFact } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import type { OpenProject } from '../../project/open-project';
import { sampleSeed } from '../simulation/session';
import { listOf, listsFor, nameOf, shown, someUsers } from './asked-lists';
import type { HalfSeen } from './half-seen';

const ASKED = 120;
const FAVOURITES = 5;
/** Items up to here count as the best for a person. */
const BEST = 0.05;

/** Simulated once and kept: the same seed is the same truth. */
const known = new Map<number, FilmClubTruth>();

async function truthOf(seed: number, job: Job): Promise<FilmClubTruth> {
  const truth = known.get(seed) ?? (await filmClubTruth(seed, job));
  known.set(seed, truth);
  return truth;
}

/** What a person of the simulated sample really likes, and how much of it is in each version's list. */
export async function truth(
  project: OpenProject,
  data: HalfSeen,
  user: number,
  arns: readonly string[],
  job: Job,
): Promise<TruthFact | LackingFact> {
  const seed = sampleSeed(project.state);
  if (seed === null) return { kind: 'lacking', reason: 'truth' };
  const real = await truthOf(seed, job);
  const { userIds } = data.index.tables;
  const person = real.userIds.indexOf(userIds[user] ?? '');
  if (person < 0) return { kind: 'lacking', reason: 'truth' };
  const places = new Places(real);
  const named = (film: number) => data.named(data.index.itemIdx(real.itemIds[film]));
  const others = someUsers(data, ASKED, 'truth')
    .map((u) => userIds[u])
    .filter((id) => real.userIds.includes(id));
  const best = Math.round(BEST * real.itemIds.length);
  const isBest = (place: number): boolean => place * (real.itemIds.length - 1) < best;
  const rows = [];
  const among: number[][] = [];
  for (const arn of arns) {
    const own = await listOf(project, { solutionVersionArn: arn, userId: userIds[user] });
    const list = own.map((item) => ({ item: nameOf(item), place: places.of(person, item.itemId) }));
    const lists = await listsFor(project, others, { solutionVersionArn: arn }, job);
    const placed = lists.map((one, k) => {
      const other = real.userIds.indexOf(others[k]);
      return one.map(({ itemId }) => places.of(other, itemId));
    });
    const all = placed.flat();
    among.push(placed.map((one) => one.filter(isBest).length));
    rows.push({
      recipe: project.activeVersion(arn).spec.recipe,
      list,
      amongBest: list.filter(({ place }) => isBest(place)).length,
      meanPlace: all.reduce((sum, place) => sum + place, 0) / Math.max(1, all.length),
    });
  }
  return {
    kind: 'truth',
    userId: userIds[user],
    items: real.itemIds.length,
    favourites: Array.from(
      real.favourites.subarray(person * real.nFavourites, person * real.nFavourites + FAVOURITES),
      named,
    ),
    taste: tasteOf(real, person),
    best,
    rows,
    people: others.length,
    more: await shown(
      among[0].map((best, k) => best - (among.at(-1)?.[k] ?? 0)),
      job,
    ),
  };
}

/** Where items stand among all when put in the order in which a person enjoys them: 0 = most, 1 = least. */
class Places {
  #person = -1;
  #place = new Map<string, number>();

  constructor(private readonly real: FilmClubTruth) {}

  of(person: number, itemId: string): number {
    if (person !== this.#person) this.#rank(person);
    return this.#place.get(itemId) ?? 1;
  }

  #rank(person: number): void {
    const { itemIds, quarterStartSec } = this.real;
    const quarter = quarterStartSec.length - 1;
    const liking = itemIds.map((_, film) => this.real.likingOf(person, film, quarter));
    const inOrder = Array.from(itemIds.keys()).sort((a, b) => liking[b] - liking[a] || a - b);
    this.#place = new Map(inOrder.map((film, k) => [itemIds[film], k / Math.max(1, itemIds.length - 1)]));
    this.#person = person;
  }
}

/** The genres that draw most in the last quarter, the one that drew most in the first, and the one most avoided. */
function tasteOf({ taste, genres, quarterStartSec }: FilmClubTruth, person: number): TruthFact['taste'] {
  const quarters = quarterStartSec.length;
  const at = (genre: number, quarter: number): number =>
    taste[(person * quarters + quarter) * genres.length + genre];
  const byLast = Array.from(genres.keys()).sort((a, b) => at(b, quarters - 1) - at(a, quarters - 1));
  const first = Array.from(genres.keys()).reduce((top, genre) => (at(genre, 0) > at(top, 0) ? genre : top));
  const shown = new Set([...byLast.slice(0, 3), first, byLast[byLast.length - 1]]);
  return [...shown].map((genre) => ({
    genre: genres[genre],
    byQuarter: Array.from({ length: quarters }, (_, quarter) => at(genre, quarter)),
  }));
}
