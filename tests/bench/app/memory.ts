import { readFileSync, readdirSync } from 'node:fs';

const LOOK_MS = 200;

/** Megabytes that all processes of one Chromium hold, shared pages counted once; NaN off Linux. */
export function chromiumMegabytes(profile: string): number {
  let kilobytes = 0;
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      kilobytes += kilobytesOf(pid, profile);
  } catch {
    // No /proc on this system: there is no figure, rather than a wrong one.
    return NaN;
  }
  return Math.round(kilobytes / 1000);
}

/** Proportional share of one process, or 0 when it is not of this browser or has just ended. */
function kilobytesOf(pid: string, profile: string): number {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)) return 0;
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The most that a Chromium held since the last reading. */
export class MemoryWatch {
  #peak = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly profile: string) {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Megabytes now and at the peak since the last call. */
  read(): { now: number; peak: number } {
    const now = this.#look();
    const reading = { now, peak: this.#peak };
    this.#peak = now;
    return reading;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): number {
    const now = chromiumMegabytes(this.profile);
    this.#peak = Math.max(this.#peak, now);
    return now;
  }
}
