import { exp } from '../../kernels/math';
import type { Rng } from '../../kernels/rng';
import type { Exposure } from './exposure';
import type { Film } from './film';
import type { Liking } from './liking';
import type { Club } from './people';
import { makeSessions } from './sessions';
import { genres } from './words';

export const eventTypes = ['watch', 'click', 'save'] as const;

/** One thing a person did. `value` is the share of the film seen, in hundredths; −1 for other than watching. */
export interface ClubEvent {
  readonly person: number;
  readonly film: number;
  readonly atSec: number;
  /** Index into `eventTypes`. */
  readonly type: number;
  readonly value: number;
}

export interface World {
  readonly club: Club;
  readonly films: readonly Film[];
  readonly exposure: Exposure;
  readonly liking: Liking;
  readonly fromSec: number;
  readonly quarterSec: number;
  readonly quarters: number;
}

const candidates = 32;
/** How strongly liking decides among what is in view; lower = noisier choices. */
const decisiveness = 1.35;

/** What somebody has done so far, as far as it bears on what they do next. */
interface Memory {
  readonly watched: Set<number>;
  /** Opened or saved, and perhaps watched. */
  readonly met: Set<number>;
  readonly saved: number[];
  /** The film watched last, or −1. */
  last: number;
  /** The next part of a series they enjoyed, or −1. */
  continuation: number;
}

/** Lives through one person's sessions. Every event follows from the person's taste at the time, and from chance. */
export function live(world: World, person: number, rng: Rng, out: ClubEvent[]): void {
  const { club, films } = world;
  const memory: Memory = { watched: new Set(), met: new Set(), saved: [], last: -1, continuation: -1 };
  let freeFromSec = 0;
  for (const session of makeSessions(rng, club.people[person])) {
    let nowSec = Math.max(session.startSec, freeFromSec);
    const quarter = quarterAt(world, nowSec);
    const mood = moodOf(world, person, quarter, rng);
    for (let n = 0; n < session.nEvents; n++) {
      const film = choose(world, person, quarter, mood, nowSec, memory, rng);
      const liking = world.liking.of(person, film, quarter);
      const kind = rng.uniform();
      memory.met.add(film);
      if (kind < 0.83) {
        const share = Math.min(1, Math.max(0.03, 0.42 + 0.14 * liking + 0.24 * rng.normal()));
        const value = Math.round(100 * share);
        out.push({ person, film, atSec: nowSec, type: 0, value });
        memory.watched.add(film);
        memory.last = film;
        const next = films[film].nextPart;
        if (value >= 60 && next >= 0) memory.continuation = next;
        else if (memory.continuation === film) memory.continuation = -1;
        nowSec += Math.round(films[film].minutes * 60 * share) + 60 + rng.below(600);
      } else {
        const type = kind < 0.955 ? 1 : 2;
        out.push({ person, film, atSec: nowSec, type, value: -1 });
        if (type === 2) memory.saved.push(film);
        nowSec += 20 + rng.below(160);
      }
    }
    freeFromSec = nowSec + 1800;
  }
}

function quarterAt(world: World, atSec: number): number {
  return Math.min(world.quarters - 1, Math.max(0, Math.floor((atSec - world.fromSec) / world.quarterSec)));
}

/** The genre a session is in the mood for: mostly what the person likes at the time. */
function moodOf(world: World, person: number, quarter: number, rng: Rng): number {
  const at = (person * world.quarters + quarter) * genres.length;
  const appetite = new Float64Array(genres.length);
  for (let g = 0; g < genres.length; g++) appetite[g] = exp(1.9 * world.club.taste[at + g]);
  return weighted(rng, appetite, genres.length);
}

/** Looks at a few dozen films in view and takes one, the more liked the more likely. */
function choose(
  world: World,
  person: number,
  quarter: number,
  mood: number,
  nowSec: number,
  memory: Memory,
  rng: Rng,
): number {
  const { exposure, films, liking } = world;
  const continuation = memory.continuation;
  if (continuation >= 0 && films[continuation].addedSec <= nowSec && rng.uniform() < 0.35) {
    if (!memory.watched.has(continuation)) return continuation;
  }
  if (memory.saved.length > 0 && rng.uniform() < 0.08) {
    const saved = memory.saved.splice(rng.below(memory.saved.length), 1)[0];
    if (!memory.watched.has(saved)) return saved;
  }
  const favourites = world.club.fond[person];
  // Hardly anybody watches a film twice, and what was opened and left is seldom opened again.
  const known = rng.uniform();
  const passed = known < 0.012 ? null : known < 0.05 ? memory.watched : memory.met;
  const inView: number[] = [];
  for (let k = 0; k < candidates; k++) {
    const way = rng.uniform();
    let film: number;
    if (way < 0.34) film = exposure.anyFilm(rng, nowSec);
    else if (way < 0.68) film = exposure.ofGenre(rng, mood, nowSec);
    else if (way < 0.82 && memory.last >= 0) film = exposure.ofNiche(rng, films[memory.last].niche);
    else film = exposure.ofNiche(rng, favourites[rng.below(favourites.length)].niche);
    if (film < 0 || films[film].addedSec > nowSec) continue;
    if (passed?.has(film)) continue;
    inView.push(film);
  }
  if (inView.length === 0) return anythingNew(world, nowSec, rng);
  const pull = new Float64Array(inView.length);
  for (let k = 0; k < inView.length; k++) {
    const film = films[inView[k]];
    let value = decisiveness * liking.of(person, inView[k], quarter);
    if (film.genres.includes(mood)) value += 0.7;
    if (memory.last >= 0 && films[memory.last].niche === film.niche) value += 0.5;
    pull[k] = exp(value);
  }
  return inView[weighted(rng, pull, inView.length)];
}

/** Whatever is on show and already there; used when everything in view was watched. The oldest film if all else fails. */
function anythingNew(world: World, nowSec: number, rng: Rng): number {
  for (let tries = 0; tries < 1000; tries++) {
    const film = world.exposure.anyFilm(rng, nowSec);
    if (world.films[film].addedSec <= nowSec) return film;
  }
  return 0;
}

function weighted(rng: Rng, weights: Float64Array, n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += weights[i];
  let left = rng.uniform() * total;
  for (let i = 0; i < n; i++) {
    left -= weights[i];
    if (left < 0) return i;
  }
  return n - 1;
}
