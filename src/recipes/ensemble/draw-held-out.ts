import type { Histories } from '../../domain/histories';
import { Rng } from '../../kernels/rng';
import { momentCount, newestFrom } from '../newest-from';

/** A moment that is held out, to learn from how it is found. */
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

/**
 * The newest moments of the people who have at least three, by person and age; of `mostPeople` drawn by the seed where
 * there are more.
 */
export function drawHeldOut(data: Histories, mostPeople: number, seed: number): HeldOutMoment[] {
  const eligible: number[] = [];
  for (let u = 0; u < data.nUsers; u++) if (momentCount(data, u) >= LEAST_MOMENTS) eligible.push(u);
  if (eligible.length > mostPeople) new Rng(seed, 'validation-users').shuffle(eligible);
  const people = eligible.slice(0, mostPeople).sort((a, b) => a - b);
  const each = Math.round(Math.min(mostPeople, ENOUGH) / people.length);
  return people.flatMap((userIdx, person) => {
    const bearable = Math.floor(SHARE_OF_ONE * momentCount(data, userIdx));
    const own = Math.max(1, Math.min(each, MOST_OF_ONE, bearable));
    return Array.from({ length: own }, (_, k) => ({
      userIdx,
      age: k + 1,
      from: newestFrom(data, userIdx, k + 1),
      to: newestFrom(data, userIdx, k),
      person,
    }));
  });
}
