import type { Arn, ProjectState } from '../../domain/resources';
import type { ScheduleAttempt } from '../../domain/service';
import { serviceOf, withService } from '../../domain/service-resources';
import { solutionsOf } from '../resources/solutions';
import { versionsOf } from '../../domain/version-names';

export interface NamedAttempt extends ScheduleAttempt {
  readonly arn: Arn;
  /** That of the solution or recommender. */
  readonly name: string;
}

/** The attempts in vain that nothing has overtaken: their resource is there, and has not been trained since. */
export function attemptsOf(state: ProjectState): readonly NamedAttempt[] {
  const { scheduleAttempts } = serviceOf(state);
  return Object.entries(scheduleAttempts).flatMap(([arn, attempt]) => {
    const last = lastChange(state, arn);
    return last === null || last.atSec > attempt.atSec ? [] : [{ ...attempt, arn, name: last.name }];
  });
}

/** The state with an attempt that failed; those that no longer matter go. */
export function withAttempt(state: ProjectState, arn: Arn, attempt: ScheduleAttempt): ProjectState {
  const kept = attemptsOf(state).map(
    ({ arn: of, atSec, failureReason }) => [of, { atSec, failureReason }] as const,
  );
  return withService(state, { scheduleAttempts: { ...Object.fromEntries(kept), [arn]: attempt } });
}

/** When a resource was last begun to be trained or updated, 0 for never; null where it is gone. */
function lastChange(state: ProjectState, arn: Arn): { readonly name: string; readonly atSec: number } | null {
  const { recommenders } = serviceOf(state);
  const version = state.solutionVersions.find((one) => one.arn === arn);
  if (version !== undefined) {
    const owner = recommenders.find((one) => one.arn === version.recommender);
    const atSec = version.autoUpdate?.atSec ?? version.creationDateTime;
    return { name: owner?.name ?? version.solution, atSec };
  }
  const solution = solutionsOf(state).find((one) => one.arn === arn);
  if (solution !== undefined) {
    const newest = versionsOf(solution.name, state).at(-1);
    return { name: solution.name, atSec: newest?.creationDateTime ?? 0 };
  }
  const recommender = recommenders.find((one) => one.arn === arn);
  if (recommender === undefined) return null;
  return { name: recommender.name, atSec: recommender.latestUpdate?.creationDateTime ?? 0 };
}
