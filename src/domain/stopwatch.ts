import type { Clock } from './ports';

/**
 * Milliseconds since now, each time it is asked. They never run backwards: where the clock is set back, that costs the time
 * since it was asked before, and they go on from there. Times that are compared or added up come from here, not from the
 * clock.
 */
export function stopwatch(clock: Clock): () => number {
  let beforeMs = clock.nowMs();
  let elapsedMs = 0;
  return () => {
    const nowMs = clock.nowMs();
    elapsedMs += Math.max(0, nowMs - beforeMs);
    beforeMs = nowMs;
    return elapsedMs;
  };
}
