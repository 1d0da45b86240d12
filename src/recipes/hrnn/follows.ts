import { NEW_SESSION, NEW_USER, SAME_SESSION } from './network';

/** A pause longer than this ends a session. */
const SESSION_GAP_SECONDS = 3600;

/** How the moment at `p` follows the one before it; the one at `first` begins anew. */
export function followsAt(times: Float64Array, p: number, first: number): number {
  if (p === first) return NEW_USER;
  return times[p] - times[p - 1] > SESSION_GAP_SECONDS ? NEW_SESSION : SAME_SESSION;
}
