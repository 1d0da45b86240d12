import type { ImportCheck } from '../../domain/imports';
import type { Profile } from '../../domain/schema';
import { count } from '../../domain/numbers';
import { LIMITS } from '../../domain/limits';
import * as say from '../../words/messages/fixes';

/** One line of “Will it be enough?”. */
export interface EnoughLine {
  readonly text: string;
  readonly met: boolean;
  /** Fewer are no fault: it is what the service advises. */
  readonly advice: boolean;
  readonly found: number;
  /** How many are missing, and what follows from that; null when met. */
  readonly lack: string | null;
}

const ADVISED_EVENTS = 50_000;
const ADVISED_USERS = 1_000;

/** The service's minima and advice against what was counted in the whole files; none without interactions. */
export function enoughLines(check: ImportCheck, profile: Profile): readonly EnoughLine[] {
  if (check.counts === null) return [];
  const { events, users, activeUsers } = check.counts;
  const isStrict = profile === 'aws';
  return [
    line(say.leastEvents, events, LIMITS.importRows, isStrict ? say.soRefused : say.soLittle),
    line(say.activeUsers, activeUsers, LIMITS.activeUsers, isStrict ? say.soNothing : say.soLittle),
    line(say.eventsAdvised, events, ADVISED_EVENTS, say.soLuck, true),
    line(say.usersAdvised, users, ADVISED_USERS, say.soLuck, true),
  ];
}

function line(
  text: (facts: { readonly count: number }) => string,
  found: number,
  wanted: number,
  lack: (facts: { readonly short: string }) => string,
  advice = false,
): EnoughLine {
  const met = found >= wanted;
  return {
    text: text({ count: wanted }),
    met,
    advice,
    found,
    lack: met ? null : lack({ short: count(wanted - found) }),
  };
}
