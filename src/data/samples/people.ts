import type { Job } from '../../domain/ports';
import { exp } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import { pick, type Niche } from './films';
import { firstNames, genreMix, genres, lastNames, regions } from './words';

/** One invented person; their tastes are in `Club`. */
export interface Person {
  readonly userId: string;
  readonly age: number;
  /** Index into `regions`. */
  readonly region: number;
  /** The year of film this person feels at home in. */
  readonly eraYear: number;
  /** Events planned for this person. */
  readonly nEvents: number;
  readonly joinedSec: number;
  readonly leftSec: number;
}

/** A niche somebody is fond of, from one quarter to another (exclusive). */
export interface Fondness {
  readonly niche: number;
  readonly fromQuarter: number;
  readonly toQuarter: number;
}

export interface Club {
  readonly people: readonly Person[];
  /** [person, quarter, genre] row-major: how much the genre draws this person; 0 = indifferent, negative = avoids. */
  readonly taste: Float64Array<ArrayBuffer>;
  readonly fond: readonly (readonly Fondness[])[];
}

/** How age moves the draw of a genre: per ten years away from forty. */
const byAge: { readonly [genre in (typeof genres)[number]]?: number } = {
  Action: -0.1,
  Animation: -0.14,
  Documentary: 0.18,
  Drama: 0.14,
  Fantasy: -0.1,
  Horror: -0.2,
  Mystery: 0.14,
  Romance: 0.04,
  'Sci-Fi': -0.1,
};

function makeNames(rng: Rng, count: number): string[] {
  const all: string[] = [];
  for (const first of firstNames) for (const last of lastNames) all.push(`${first} ${last}`);
  for (let i = 0; i < count; i++) {
    const j = i + rng.below(all.length - i);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all.slice(0, count);
}

function makeAge(rng: Rng): number {
  const age = rng.uniform() < 0.6 ? 28 + 8 * rng.normal() : 50 + 13 * rng.normal();
  return Math.round(Math.min(86, Math.max(16, age)));
}

/** Draws the first quarter's tastes: a little of everything, three or four loves, three aversions. */
function firstTaste(rng: Rng, person: Person, regional: Float64Array): Float64Array {
  const taste = new Float64Array(genres.length);
  const decades = (person.age - 40) / 10;
  const parent = person.age > 27 && person.age < 47 && rng.uniform() < 0.35;
  genres.forEach((genre, g) => {
    taste[g] =
      0.3 * rng.normal() + decades * (byAge[genre] ?? 0) + regional[person.region * genres.length + g];
    if (parent && (genre === 'Family' || genre === 'Animation')) taste[g] += 1;
  });
  const loves = 3 + rng.below(2);
  for (let i = 0; i < loves; i++) {
    const likely = genres.map((genre, g) => genreMix[genre].weight * exp(taste[g]));
    taste[pick(rng, likely)] += 0.9;
  }
  for (let i = 0; i < 3; i++) {
    const unlikely = genres.map((_, g) => exp(-1.5 * taste[g]));
    taste[pick(rng, unlikely)] -= 0.7;
  }
  return taste;
}

function largest(taste: Float64Array): number {
  let best = 0;
  for (let g = 1; g < taste.length; g++) if (taste[g] > taste[best]) best = g;
  return best;
}

/** Fills the quarters: small steps for all, and for two in five one love that fades while another grows. */
function drift(rng: Rng, first: Float64Array, quarters: number, out: Float64Array, offset: number): number {
  const turnsAt = rng.uniform() < 0.4 && quarters > 3 ? 1 + rng.below(quarters - 3) : -1;
  const fading = largest(first);
  const growing = (fading + 1 + rng.below(genres.length - 1)) % genres.length;
  const current = first.slice();
  for (let quarter = 0; quarter < quarters; quarter++) {
    for (let g = 0; g < genres.length; g++) {
      if (quarter > 0) current[g] += 0.08 * rng.normal();
      out[offset + quarter * genres.length + g] = current[g];
    }
    // Three quarters of turning, half a unit each.
    if (turnsAt >= 0 && quarter >= turnsAt && quarter < turnsAt + 3) {
      current[fading] -= 0.5;
      current[growing] += 0.5;
    }
  }
  return turnsAt;
}

/** Chooses the niches a person is fond of, within what they like; a turning taste also trades niches. */
function fondness(
  rng: Rng,
  niches: readonly Niche[],
  taste: Float64Array,
  offset: number,
  quarters: number,
  turnsAt: number,
): Fondness[] {
  const chosen = new Set<number>();
  const fond: Fondness[] = [];
  const add = (quarter: number, fromQuarter: number, toQuarter: number) => {
    const likely = niches.map((niche, i) => {
      const at = offset + quarter * genres.length;
      return chosen.has(i) ? 0 : exp(1.2 * (taste[at + niche.genre] + 0.4 * taste[at + niche.companion]));
    });
    const niche = pick(rng, likely);
    chosen.add(niche);
    fond.push({ niche, fromQuarter, toQuarter });
  };
  const middle = turnsAt >= 0 ? Math.min(quarters, turnsAt + 2) : quarters;
  add(0, 0, quarters);
  add(0, 0, quarters);
  add(0, 0, quarters);
  add(0, 0, middle);
  add(0, 0, middle);
  if (middle < quarters) {
    add(quarters - 1, middle, quarters);
    add(quarters - 1, middle, quarters);
  }
  return fond;
}

/** Invents the people and what they like, quarter by quarter. The same seed gives the same club everywhere. */
export async function makeClub(
  seed: number,
  count: number,
  nEvents: number,
  niches: readonly Niche[],
  span: { readonly fromSec: number; readonly toSec: number; readonly quarters: number },
  job: Job | undefined,
): Promise<Club> {
  const rng = new Rng(seed, 'people');
  const names = makeNames(rng, count);
  const regional = Float64Array.from({ length: regions.length * genres.length }, () => 0.18 * rng.normal());
  // Activity is log-normal: most people watch a little, a few watch all the time.
  const activity = names.map(() => Math.min(8, exp(0.85 * rng.normal())));
  const perUnit = nEvents / activity.reduce((sum, value) => sum + value, 0);
  const length = span.toSec - span.fromSec;
  const taste = new Float64Array(count * span.quarters * genres.length);
  const fond: Fondness[][] = [];
  const people: Person[] = [];
  for (const [i, userId] of names.entries()) {
    if (i % 100 === 0) await job?.checkpoint('simulate', 0, 1);
    const age = makeAge(rng);
    const joinsLater = rng.uniform() < 0.35;
    const leavesEarlier = rng.uniform() < 0.12;
    const person: Person = {
      userId,
      age,
      region: rng.below(regions.length),
      eraYear: Math.round(2022 - 0.55 * (age - 16) + 7 * rng.normal()),
      nEvents: Math.max(8, Math.round(activity[i] * perUnit)),
      joinedSec: span.fromSec + (joinsLater ? Math.floor(rng.uniform() * 0.7 * length) : 0),
      leftSec: span.toSec - (leavesEarlier ? Math.floor(rng.uniform() * 0.25 * length) : 0),
    };
    const offset = i * span.quarters * genres.length;
    const turnsAt = drift(rng, firstTaste(rng, person, regional), span.quarters, taste, offset);
    fond.push(fondness(rng, niches, taste, offset, span.quarters, turnsAt));
    people.push(person);
  }
  return { people, taste, fond };
}
