import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import type { Arn, ProjectState } from '../../domain/resources';
import type { Solution, SolutionChange } from '../../domain/service';
import { checkRequest } from './training-plan';
import { replaceResource, datedAt, findResource } from './resource-kind';
import { solutionKind } from './solutions';

export const DEFAULT_SCHEDULE = 'rate(7 days)';
const MAX_DAYS = 30;

/** @throws AppError INVALID_INPUT unless it is `rate(N days)` with N from 1 to 30. */
export function daysOf(schedulingExpression: string): number {
  const days = Number(/^rate\((\d{1,2}) days?\)$/.exec(schedulingExpression.trim())?.[1] ?? NaN);
  if (days >= 1 && days <= MAX_DAYS) return days;
  throw new AppError('INVALID_INPUT', {
    field: 'schedulingExpression',
    value: schedulingExpression,
    expected: `rate(1 day) … rate(${MAX_DAYS} days)`,
  });
}

/**
 * Another schedule, or other events to train on from the next training.
 *
 * @throws AppError NOT_FOUND, INVALID_INPUT, P codes for events that cannot be trained on.
 */
export function updateSolutionSettings(
  state: ProjectState,
  arn: Arn,
  change: SolutionChange,
  nowSec: number,
): ProjectState {
  const before = findResource(solutionKind, state, arn);
  const { eventsConfig, performIncrementalUpdate } = change;
  const request = { ...before.request, ...defined({ eventsConfig }) };
  if (eventsConfig !== undefined) checkRequest(state, request);
  const next: Solution = {
    ...before,
    request,
    ...scheduleAfter(before.schedule, change),
    isScheduledByDefault:
      change.performAutoTraining === undefined && change.schedulingExpression === undefined
        ? before.isScheduledByDefault
        : undefined,
    ...defined({ performIncrementalUpdate }),
    latestUpdate: { ...change, ...datedAt(nowSec) },
    lastUpdatedDateTime: nowSec,
  };
  return replaceResource(solutionKind, state, next).state;
}

/**
 * When a new solution is trained by itself: unless it says otherwise it is.
 *
 * @throws AppError INVALID_INPUT
 */
export function firstSchedule(change: SolutionChange): Pick<Solution, 'schedule' | 'isScheduledByDefault'> {
  const { performAutoTraining, schedulingExpression } = change;
  if (performAutoTraining === undefined && schedulingExpression === undefined)
    return { schedule: DEFAULT_SCHEDULE, isScheduledByDefault: true };
  return scheduleAfter(DEFAULT_SCHEDULE, change);
}

/** When it is trained by itself; undefined = never. @throws AppError INVALID_INPUT */
export function scheduleAfter(
  before: string | undefined,
  { performAutoTraining, schedulingExpression }: SolutionChange,
): { readonly schedule: string | undefined } {
  if (schedulingExpression !== undefined) daysOf(schedulingExpression);
  const on = performAutoTraining ?? before !== undefined;
  return { schedule: on ? (schedulingExpression ?? before ?? DEFAULT_SCHEDULE) : undefined };
}
