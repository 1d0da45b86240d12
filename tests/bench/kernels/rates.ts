import { median } from '../figures/statistics';
import { ceiling, CEILING_FLOPS } from './ceiling';
import type { Kernel } from './kernel';

/** Runs that are thrown away, while the engine still translates. */
const WARM_UP = 3;

export interface Rates {
  /** GFLOPS, the median of the runs. */
  readonly rate: number;
  readonly ceiling: number;
  /** The median of each run's share of the ceiling run right before it: what loads the machine slows both. */
  readonly share: number;
}

/** Runs a kernel and the scalar ceiling in turns. */
export function rates(kernel: Kernel, runs: number): Rates {
  for (let i = 0; i < WARM_UP; i++) {
    ceiling();
    kernel.run();
  }
  const [own, ceilings] = [[] as number[], [] as number[]];
  for (let i = 0; i < runs; i++) {
    ceilings.push(gflops(CEILING_FLOPS, ceiling));
    own.push(gflops(kernel.flops, kernel.run));
  }
  const shares = own.map((rate, i) => rate / ceilings[i]);
  return { rate: median(own), ceiling: median(ceilings), share: median(shares) };
}

/**
 * Runs two things in turns. @returns how many times as long the second takes, the median over the turns.
 */
export function timesAsFast(ours: () => void, theirs: () => void, runs: number): number {
  for (let i = 0; i < WARM_UP; i++) {
    ours();
    theirs();
  }
  return median(Array.from({ length: runs }, () => 1 / (seconds(ours) / seconds(theirs))));
}

function gflops(flops: number, run: () => void): number {
  return flops / seconds(run) / 1e9;
}

/** In Node by processor time, so that whatever else the machine does is left out; elsewhere by the clock. */
function seconds(run: () => void): number {
  const started = now();
  run();
  return now() - started;
}

function now(): number {
  if (typeof process === 'undefined') return performance.now() / 1000;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
