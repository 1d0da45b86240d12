import { isAppError, recordOf } from '../../domain/errors';
import type { FilterCheck, FilterFinding, FilterTrial } from '../../domain/filter-check';
import { countOf, has } from '../../filters/bitset';
import type { CheckedFilter } from '../../filters/checked';
import type { FilterProblem, FilterWarning } from '../../filters/errors';
import { fixesOf } from '../../filters/fixes';
import { filterSteps } from '../../filters/steps';
import { dataWarnings } from '../../filters/warnings';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import { indexFor } from './filter';
import { checkIn, groupOf } from '../resources/filters';

/**
 * An expression held against the project's schemas, filters and data, as it is being typed, and tried on a request.
 * Never throws for what somebody typed.
 */
export async function checkFilterText(
  project: OpenProject,
  expression: string,
  trial: FilterTrial,
): Promise<FilterCheck> {
  const check = checkIn(project.state, expression);
  const { schemas, fields } = groupOf(project.state);
  const index = await project.data.index();
  const finding = (problem: FilterProblem | FilterWarning): FilterFinding => ({
    ...problem,
    fixes: fixesOf(expression, problem, schemas, fields),
  });
  const { filter } = check;
  if (filter === null) {
    return {
      ...notTried(index.tables.itemIds.length),
      error: finding(check.errors[0]),
      warnings: [],
      target: null,
      parameters: [],
      needsUser: false,
      needsItem: false,
    };
  }
  const { target, parameters, needsUser, needsItem } = filter;
  const own = indexFor(target, index);
  return {
    ...tryFilter(filter, own, trial),
    error: null,
    warnings: [...check.warnings, ...dataWarnings(expression, check, own.tables)].map(finding),
    target,
    parameters,
    needsUser,
    needsItem,
  };
}

type Tried = Pick<FilterCheck, 'total' | 'remaining' | 'refused' | 'steps' | 'verdicts'>;

function notTried(total: number): Tried {
  return { total, remaining: null, refused: null, steps: [], verdicts: [] };
}

function tryFilter(filter: CheckedFilter, index: DataIndex, trial: FilterTrial): Tried {
  const { tables } = index;
  const ofUsers = filter.target === 'UserID';
  const total = ofUsers ? tables.userIds.length : tables.itemIds.length;
  const values = Object.fromEntries(
    Object.entries(trial.values).filter(([name]) => filter.parameters.includes(name)),
  );
  try {
    const sets = filterSteps(filter, tables, {
      userIdx: trial.userId === null ? null : index.userIdx(trial.userId),
      ...(trial.itemId === null ? {} : { itemIdx: index.itemIdx(trial.itemId) }),
      values,
    });
    const steps = sets.map(({ left, ...place }) => ({ ...place, remaining: countOf(left) }));
    const verdicts = trial.ids.map((id) => {
      const at = ofUsers ? index.userIdx(id) : index.itemIdx(id);
      const takenBy = at < 0 ? -1 : sets.findIndex(({ left }) => !has(left, at));
      return { id, known: at >= 0, takenBy: takenBy < 0 ? null : takenBy };
    });
    return { total, remaining: steps[steps.length - 1].remaining, refused: null, steps, verdicts };
  } catch (error) {
    if (!isAppError(error) || !/^R0[1-6]$/.test(error.code)) throw error;
    return { ...notTried(total), refused: recordOf(error) };
  }
}
