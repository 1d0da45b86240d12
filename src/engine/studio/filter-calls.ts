import type { BehindTheDoor } from '../../domain/door';
import type { Job } from '../../domain/ports';
import { checkFilterText } from '../serving/check-filter';
import { completeFilterText } from '../serving/complete-filter';
import type { Workspace } from './workspace';

/** Filters as they are typed. */
export function filterCalls({ projects }: Workspace) {
  return {
    checkFilter: async (expression, trial) => checkFilterText(projects.current(), expression, trial),
    completeFilter: async (expression, caret) => completeFilterText(projects.current(), expression, caret),
  } satisfies Partial<BehindTheDoor<Job>>;
}
