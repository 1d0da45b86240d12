import type { Progress } from '../domain/ports';
import { count, duration } from '../domain/numbers';

/** Phases the worker reports, as a person would say them. A phase not listed is already a sentence part. */
const PHASES: { readonly [phase: string]: string } = {
  inspect: 'Looking into the files',
  read: 'Reading',
  check: 'Checking',
  store: 'Storing',
  index: 'Storing',
  fetch: 'Fetching the sample',
  unpack: 'Unpacking',
  simulate: 'Simulating the sample',
  truth: 'Simulating the sample',
  describe: 'Counting',
  split: 'Setting rows aside',
  fix: 'Changing the data',
  update: 'Taking in what is new',
  fit: 'Learning',
  train: 'Learning',
  tune: 'Trying settings',
  evaluate: 'Measuring',
  compare: 'Comparing user by user',
  neighbours: 'Looking for what the same people choose',
  layout: 'Laying out the map',
  load: 'Loading',
  scan: 'Looking through the rows',
  write: 'Writing',
  copy: 'Copying',
  restore: 'Reading and checking',
};

export function phaseLabel(phase: string): string {
  return PHASES[phase] ?? (phase === '' ? 'Working' : phase[0].toUpperCase() + phase.slice(1));
}

/** `about 13 s left`, or null when it cannot be told. */
export function timeLeft(seconds: number | null): string | null {
  return seconds === null ? null : `about ${duration(seconds)} left`;
}

/** `Reading`, `Paused`, or `Learning, 7 of 20` where the steps are few enough to count. */
export function progressLabel(progress: Progress | null): string {
  if (progress === null) return 'Starting';
  const label = progress.held === true ? 'Paused' : phaseLabel(progress.phase);
  if (progress.total > 1 && progress.total <= 100)
    return `${label}, ${count(progress.done)} of ${count(progress.total)}`;
  return label;
}
