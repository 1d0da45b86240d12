import { shownBetter, type Objective, type Trial } from '../../domain/tuning';

/**
 * The trial whose settings are taken. The defaults stay unless people show that another setting is better: a lead that
 * luck alone explains is as likely to turn round on new rows (`shownBetter`). Of those that show it the best value counts; ties go to
 * the earlier. Where the defaults themselves failed there is nothing to compare with, and the best value counts alone.
 *
 * @returns null when no trial was completed.
 */
export function chooseTrial(trials: readonly Trial[], type: Objective['type']): Trial | null {
  const completed = trials.filter(({ status, value }) => status === 'COMPLETED' && value !== null);
  const defaults = completed.find(({ number }) => number === 1);
  const shown = defaults === undefined ? completed : [defaults, ...shownBetter(completed)];
  return bestOf(shown, type);
}

/** The best value among completed trials, ties to the earlier; null when there is none. */
export function bestOf(trials: readonly Trial[], type: Objective['type']): Trial | null {
  let best: Trial | null = null;
  for (const trial of trials) if (isBetter(trial, best, type)) best = trial;
  return best;
}

/** Whether `trial` beats the best so far; a trial given up or failed never does. */
export function isBetter(trial: Trial, best: Trial | null, type: Objective['type']): boolean {
  if (trial.status !== 'COMPLETED' || trial.value === null) return false;
  if (best === null || best.value === null) return true;
  return type === 'Maximize' ? trial.value > best.value : trial.value < best.value;
}
