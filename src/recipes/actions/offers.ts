import { ACTION_OUTCOMES, type ActionHistories } from '../../domain/histories';
import { DAY_SEC } from '../../domain/epoch';

const TAKEN = ACTION_OUTCOMES.indexOf('TAKEN');

/** One time that somebody could have taken an action: from the first they saw of it, as long as the period lasts. */
export interface Offer {
  /** Place of the person in `ActionHistories`. */
  readonly person: number;
  readonly action: number;
  readonly fromSec: number;
  /** How many rows of the person came before it. */
  readonly before: number;
  readonly taken: boolean;
}

/**
 * What people were offered and whether they took it within the period, person by person in order of time. Being taken
 * ends an offer; whatever comes after it, or after the period, begins another.
 */
export function offersOf(histories: ActionHistories, periodDays: number): Offer[] {
  const { userPtr, actions, timestampSec, outcomes } = histories;
  const all: Offer[] = [];
  for (let person = 0; person + 1 < userPtr.length; person++) {
    const open = new Map<number, { place: number; untilSec: number }>();
    for (let row = userPtr[person]; row < userPtr[person + 1]; row++) {
      const action = actions[row];
      const now = timestampSec[row];
      const taken = outcomes[row] === TAKEN;
      const before = open.get(action);
      if (before !== undefined && now <= before.untilSec) {
        if (taken) all[before.place] = { ...all[before.place], taken };
      } else {
        const place = all.push({ person, action, fromSec: now, before: row - userPtr[person], taken }) - 1;
        open.set(action, { place, untilSec: now + periodDays * DAY_SEC });
      }
      if (taken) open.delete(action);
    }
  }
  return all;
}
