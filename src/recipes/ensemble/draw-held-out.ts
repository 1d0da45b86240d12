import type { Histories } from '../../domain/histories';
import { Rng } from '../../kernels/rng';
import { visitFrom } from '../../domain/visits';
import { momentCount, newestFrom } from '../newest-from';

/** A moment, or a visit, that is held out, to learn from how it is found. */
export interface HeldOutMoment {
  readonly userIdx: number;
  /** Its place among the newest of its person; 1 = the newest. */
  readonly age: number;
  /** Its rows in the data. */
  readonly from: number;
  readonly to: number;
  /** Whose it is, counted through all people of whom anything is held out. */
  readonly person: number;
}

/** Fewer moments of a person than this are no history to hold anything out of. */
const LEAST_MOMENTS = 3;
/**
 * Where people are few, several moments of each are held out, up to so many in all: a hundred rows teach a dozen weights
 * badly. Of 150 people's newest five moments each (five parts of MovieLens and a shop, instant), lists gain 7 % by it.
 */
const ENOUGH = 1200;
const MOST_OF_ONE = 5;
/** No more than a fifth of what somebody did, but the newest. */
const SHARE_OF_ONE = 1 / 5;

/** What is held out of a person: how many of them there are, and where the newest `n` begin. */
interface Unit {
  readonly count: (data: Histories, userIdx: number) => number;
  readonly newestFrom: (data: Histories, userIdx: number, n: number) => number;
  readonly least: number;
}

const MOMENTS: Unit = { count: momentCount, newestFrom, least: LEAST_MOMENTS };
const VISITS: Unit = { count: visitCount, newestFrom: newestVisitsFrom, least: 2 };

/**
 * The newest moments of the people who have at least three, by person and age; of `mostPeople` drawn by the seed where
 * there are more.
 */
export function drawHeldOut(data: Histories, mostPeople: number, seed: number): HeldOutMoment[] {
  return draw(data, MOMENTS, mostPeople, seed);
}

/**
 * One moment each of people who do not come back, by person: each of their moments but the first is as likely, as whoever
 * is there is asked for at any of them.
 */
export function drawAnywhere(data: Histories, mostPeople: number, seed: number): HeldOutMoment[] {
  const rng = new Rng(seed, 'validation-moments');
  const drawn: (readonly [userIdx: number, age: number])[] = [];
  for (let u = 0; u < data.nUsers; u++)
    for (let age = momentCount(data, u) - 1; age > 0; age--) drawn.push([u, age]);
  const ages = new Map<number, number>();
  for (const [userIdx, age] of rng.shuffle(drawn)) {
    if (ages.size === mostPeople) break;
    if (!ages.has(userIdx)) ages.set(userIdx, age);
  }
  return [...ages]
    .sort(([a], [b]) => a - b)
    .map(([userIdx, age], person) => momentOf(data, MOMENTS, userIdx, age, person));
}

/** As `drawHeldOut`, with the newest visits of those who have come back at least once. */
export function drawVisits(data: Histories, mostPeople: number, seed: number): HeldOutMoment[] {
  return draw(data, VISITS, mostPeople, seed);
}

function draw(data: Histories, unit: Unit, mostPeople: number, seed: number): HeldOutMoment[] {
  const eligible: number[] = [];
  for (let u = 0; u < data.nUsers; u++) if (unit.count(data, u) >= unit.least) eligible.push(u);
  if (eligible.length > mostPeople) new Rng(seed, 'validation-users').shuffle(eligible);
  const people = eligible.slice(0, mostPeople).sort((a, b) => a - b);
  const each = Math.round(Math.min(mostPeople, ENOUGH) / people.length);
  return people.flatMap((userIdx, person) => {
    const bearable = Math.floor(SHARE_OF_ONE * unit.count(data, userIdx));
    const own = Math.max(1, Math.min(each, MOST_OF_ONE, bearable));
    return Array.from({ length: own }, (_, k) => momentOf(data, unit, userIdx, k + 1, person));
  });
}

function momentOf(data: Histories, unit: Unit, userIdx: number, age: number, person: number): HeldOutMoment {
  const [from, to] = [unit.newestFrom(data, userIdx, age), unit.newestFrom(data, userIdx, age - 1)];
  return { userIdx, age, from, to, person };
}

function visitCount({ userPtr, timestampSec }: Histories, userIdx: number): number {
  let n = 0;
  for (let at = userPtr[userIdx + 1]; at > userPtr[userIdx]; n++)
    at = visitFrom(timestampSec, userPtr[userIdx], at);
  return n;
}

function newestVisitsFrom({ userPtr, timestampSec }: Histories, userIdx: number, n: number): number {
  let at = userPtr[userIdx + 1];
  for (let k = 0; k < n && at > userPtr[userIdx]; k++) at = visitFrom(timestampSec, userPtr[userIdx], at);
  return at;
}
