import type { Progress } from '../../domain/ports';
import { duration, wholePercent } from '../../domain/numbers';
import * as say from '../messages/progress';

/** Phases the worker reports, as a person would say them; one that is not listed is work like any other. */
const PHASES: { readonly [phase: string]: () => string } = {
  opening: say.inspect,
  inspecting: say.inspect,
  match: say.inspect,
  reading: say.read,
  check: say.check,
  store: say.store,
  index: say.store,
  fetch: say.fetch,
  unpack: say.unpack,
  simulate: say.simulate,
  truth: say.simulate,
  describe: say.describe,
  split: say.split,
  fix: say.fix,
  update: say.update,
  fit: say.train,
  train: say.train,
  tune: say.tune,
  evaluate: say.evaluate,
  measure: say.evaluate,
  pairs: say.train,
  weights: say.train,
  compare: say.compare,
  neighbours: say.neighbours,
  layout: say.layout,
  load: say.load,
  scan: say.scan,
  write: say.write,
  export: say.write,
  copy: say.copy,
  restore: say.restore,
};

export function phaseLabel(phase: string): string {
  return Object.hasOwn(PHASES, phase) ? PHASES[phase]() : say.working();
}

/** `about 13 s left`, `almost done`, or null when it cannot be told. */
export function timeLeft(seconds: number | null): string | null {
  if (seconds === null) return null;
  return seconds < 0.5 ? say.almostDone() : say.timeLeft({ time: duration(seconds) });
}

/** `Reading`, `Paused`, or `Learning, 7 of 20` where the steps are few enough to count. */
export function progressLabel(progress: Progress | null): string {
  if (progress === null) return say.starting();
  const label = progress.held === true ? say.paused() : phaseLabel(progress.phase);
  if (progress.total > 1 && progress.total <= 100)
    return say.counted({ step: label, done: progress.done, total: progress.total });
  return label;
}

/** In one line: `Reading, 94 %, about 3 s left`. */
export function progressLine(
  progress: Progress | null,
  share: number | null,
  secondsLeft: number | null,
): string {
  const parts = [progressLabel(progress), share === null ? null : wholePercent(share), timeLeft(secondsLeft)];
  return parts.filter((part) => part !== null).join(', ');
}
