import type { Histories, TrainingData, UserQuery } from '../../../domain/histories';
import { historyOf } from '../../../domain/queries';
import type { WorldSettings } from '../../../domain/world';
import { DAY_SEC } from '../../../domain/epoch';
import { exp, pow } from '../../../kernels/math';
import { Rng } from '../../../kernels/rng';

export const PEOPLE = 300;
export const FILMS = 300;
/** The last films of everybody, which nobody learns from. */
export const ASKED = 3;
/** What tastes and films are told apart by. */
const TRAITS = 5;
/** Tastes that somebody passes through at most, one after the other. */
const MOODS = 4;
const DAYS = 360;
/** What a knob at its two ends stands for. */
const ENDS = {
  apart: [0, 2.4],
  noise: [0.35, 3.5],
  length: [5, 40],
  fame: [0, 2],
  drift: [0, MOODS - 1],
} as const;

/** A choice that was hidden. */
export interface Asked {
  readonly film: number;
  /** What the person had watched by then. */
  readonly query: UserQuery;
  /** How much each film draws them at that moment, chance apart; −∞ what they have watched. */
  readonly drawn: Float64Array;
}

export interface World {
  /** Without what is asked for. */
  readonly data: TrainingData;
  /** By person, `ASKED` each, in the order of time. */
  readonly asked: readonly Asked[];
}

/**
 * People who watch films one after the other, none twice: each time the one that draws them most, by taste, fame and chance.
 * Every draw comes from a stream of its own for (seed, person), so that a knob changes only what it stands for.
 */
export function makeWorld({ knobs, seed }: WorldSettings): World {
  const at = (knob: keyof typeof ENDS): number => {
    const [low, high] = ENDS[knob];
    // Histories grow by factors, all else by steps.
    return knob === 'length' ? low * pow(high / low, knobs.length) : low + (high - low) * knobs[knob];
  };
  const [apart, noise, fame, drift] = [at('apart'), at('noise'), at('fame'), at('drift')];
  const length = Math.round(at('length'));
  const traits = directions(new Rng(seed, 'world|films'), FILMS);
  const fames = new Rng(seed, 'world|fame');
  const famous = Float64Array.from({ length: FILMS }, () => fames.normal());
  const total = length + ASKED;
  const whole: Histories = {
    nUsers: PEOPLE,
    nItems: FILMS,
    rowWeight: null,
    userPtr: Int32Array.from({ length: PEOPLE + 1 }, (_, person) => person * total),
    items: new Int32Array(PEOPLE * total),
    timestampSec: new Float64Array(PEOPLE * total),
    eventType: new Uint16Array(PEOPLE * total),
  };
  const asked: Asked[] = [];
  for (let person = 0; person < PEOPLE; person++) {
    const rng = new Rng(seed, `world|person|${person}`);
    const moods = directions(rng, MOODS);
    const watched = new Set<number>();
    for (let k = 0; k < total; k++) {
      const row = person * total + k;
      const taste = tasteAt(moods, (drift * k) / (total - 1));
      const drawn = Float64Array.from(famous, (value, film) =>
        watched.has(film) ? -Infinity : apart * dot(taste, traits, film) + fame * value,
      );
      const film = choose(drawn, noise, rng);
      if (k >= length) asked.push({ film, drawn, query: historyOf(whole, person, row) });
      watched.add(film);
      whole.items[row] = film;
      whole.timestampSec[row] = Math.floor((DAY_SEC * DAYS * (k + rng.uniform())) / total);
    }
  }
  const learned = <Rows extends Int32Array | Float64Array | Uint16Array>(rows: Rows): Rows =>
    rows.filter((_, row) => row % total < length) as Rows;
  const data: TrainingData = {
    nUsers: PEOPLE,
    nItems: FILMS,
    userPtr: Int32Array.from({ length: PEOPLE + 1 }, (_, person) => person * length),
    items: learned(whole.items),
    timestampSec: learned(whole.timestampSec),
    eventType: learned(whole.eventType),
    rowWeight: null,
    itemRank: Int32Array.from({ length: FILMS }, (_, film) => film),
    itemColumns: [],
    userColumns: [],
  };
  return { data, asked };
}

/** Row-major, each of length √`TRAITS`: what lies apart by chance lies about 1 apart in each trait. */
function directions(rng: Rng, count: number): Float64Array {
  const rows = new Float64Array(count * TRAITS);
  for (let row = 0; row < count; row++) {
    const own = rows.subarray(row * TRAITS, (row + 1) * TRAITS);
    for (let trait = 0; trait < TRAITS; trait++) own[trait] = rng.normal();
    stretch(own);
  }
  return rows;
}

function stretch(row: Float64Array): void {
  const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  for (let trait = 0; trait < row.length; trait++) row[trait] *= Math.sqrt(TRAITS) / Math.max(1e-9, norm);
}

/** On the way from one mood to the next. @param place 0: the first one. */
function tasteAt(moods: Float64Array, place: number): Float64Array {
  const from = Math.min(MOODS - 2, Math.floor(place));
  const share = place - from;
  const taste = Float64Array.from(
    { length: TRAITS },
    (_, trait) => (1 - share) * moods[from * TRAITS + trait] + share * moods[(from + 1) * TRAITS + trait],
  );
  stretch(taste);
  return taste;
}

function dot(taste: Float64Array, traits: Float64Array, film: number): number {
  let sum = 0;
  for (let trait = 0; trait < TRAITS; trait++) sum += taste[trait] * traits[film * TRAITS + trait];
  return sum / Math.sqrt(TRAITS);
}

/** The louder the noise, the less it matters what draws them. */
function choose(drawn: Float64Array, noise: number, rng: Rng): number {
  const most = drawn.reduce((max, value) => Math.max(max, value), -Infinity);
  const weights = drawn.map((value) => exp((value - most) / noise));
  let at = rng.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  let last = 0;
  for (let film = 0; film < weights.length; film++) {
    if (weights[film] === 0) continue;
    last = film;
    at -= weights[film];
    if (at < 0) break;
  }
  return last;
}
