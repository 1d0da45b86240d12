import { parseArgs } from 'node:util';
import { full } from '../support/full';

/** What an attack on the product found, as its last line on standard output tells. */
export interface Verdict {
  readonly command: string;
  /** Inputs, faults, moments or lines that were tried. */
  tried: number;
  /** Failures that no sentence of ours explains: an error without a code, a dead worker, an ended process. */
  crashes: number;
  /** Things a person had and has no longer, and answers that are silently wrong. */
  losses: number;
  /** Waits beyond what the attack allows. */
  hangs: number;
}

/** Whether the run is the one of at most half a minute, as `npm test` makes it. */
export const isShort = process.argv.includes('--short');

/** How much of an attack the short run makes: in the full run so many times as much as in `npm test`. */
export function shortOf(most: number, times = 2): number {
  return full ? most : Math.ceil(most / times);
}

/** A verdict with nothing tried yet. */
export function newVerdict(command: string): Verdict {
  return { command, tried: 0, crashes: 0, losses: 0, hangs: 0 };
}

/**
 * Ends an attack: prints the verdict as the last line of standard output, and fails the process where it found anything
 * or tried nothing. Everything else an attack prints goes to standard error.
 *
 * @param startedMs reading of `performance.now()` when the attack began
 * @param holds whether what the verdict does not count (memory, say) holds too
 */
export function conclude(verdict: Verdict, startedMs: number, holds = true): void {
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  console.log(JSON.stringify({ ...verdict, seconds }));
  const found = verdict.crashes + verdict.losses + verdict.hangs;
  process.exitCode = found > 0 || verdict.tried === 0 || !holds ? 1 : 0;
}

/** The value of `--name` on the command line, or null; unknown options are left to others. */
export function optionOf(name: string): string | null {
  const { values } = parseArgs({ options: { [name]: { type: 'string' } }, strict: false });
  const value = values[name];
  return typeof value === 'string' ? value : null;
}
