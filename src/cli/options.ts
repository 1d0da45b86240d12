import type { Job } from '../domain/ports';
import { MAX_WORKERS } from './node-pool';
import { UsageError } from './usage-error';

/** A command runs to its end, or until its process is ended. */
export const uncancelled: Job = { stopped: false, checkpoint: async () => undefined };

export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} must be one of ${allowed.join(', ')}`);
  return found;
}

export function wholeNumber(option: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new UsageError(`${option} must be a whole number from ${min} to ${max}`);
  }
  return number;
}

/** What `--workers` says: how many threads share the work. */
export function workersOf(value: string | undefined): number {
  return wholeNumber('--workers', value ?? '1', 1, MAX_WORKERS);
}

export function secondsSince(startedMs: number): number {
  return Math.round(performance.now() - startedMs) / 1000;
}
