import type { ImportCheck } from '../domain/imports';
import type { Profile } from '../domain/schema';
import { count } from '../domain/numbers';
import { LIMITS } from '../domain/limits';

/** One line of “Will it be enough?”. */
export interface EnoughLine {
  readonly text: string;
  readonly met: boolean;
  readonly found: number;
  /** How many are missing; 0 when met. */
  readonly short: number;
  /** What follows when it is not met, as the end of a sentence. */
  readonly then: string;
}

const ADVISED_EVENTS = 50_000;
const ADVISED_USERS = 1_000;

/** The service's minima and advice against what was counted in the whole files; none without interactions. */
export function enoughLines(check: ImportCheck, profile: Profile): readonly EnoughLine[] {
  if (check.counts === null) return [];
  const { events, users, activeUsers } = check.counts;
  const strict = profile === 'aws' ? ', so it is refused' : ', so expect little';
  const luck = ', so small differences between recipes will be luck';
  return [
    line(
      `${count(LIMITS.importRows)} events, the least the service accepts`,
      events,
      LIMITS.importRows,
      strict,
    ),
    line(
      `${LIMITS.activeUsers} users with 2 or more events`,
      activeUsers,
      LIMITS.activeUsers,
      profile === 'aws' ? ', so nothing can be trained' : ', so expect little',
    ),
    line(`${count(ADVISED_EVENTS)} events advised`, events, ADVISED_EVENTS, luck),
    line(`${count(ADVISED_USERS)} users advised`, users, ADVISED_USERS, luck),
  ];
}

function line(text: string, found: number, wanted: number, then: string): EnoughLine {
  const met = found >= wanted;
  return { text, met, found, short: met ? 0 : wanted - found, then };
}
