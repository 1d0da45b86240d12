import { processorMs } from '../../support/processor-time';

/** So many times as long waits for what takes no work, which comes late on a busy machine, or never. */
const STILL_TIMES = 15;

/**
 * Whether something takes too long from now on: the product computes for longer than it should, or nothing comes at all.
 *
 * @param limitMs of this process's own computing; of a busy machine's time only what it got counts.
 */
export function patience(limitMs: number): { readonly isOver: () => boolean } {
  const [sinceMs, workedMs] = [performance.now(), processorMs()];
  return {
    isOver: () => {
      const waitedMs = performance.now() - sinceMs;
      if (waitedMs <= limitMs) return false;
      return processorMs() - workedMs > limitMs || waitedMs > STILL_TIMES * limitMs;
    },
  };
}
