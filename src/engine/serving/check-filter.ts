import { isAppError, recordOf } from '../../domain/errors';
import type { FilterCheck, FilterFinding, FilterTrial } from '../../domain/filter-check';
import type { TrackedBatch } from '../../domain/tracking';
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
  const known = await knownItems(project, index);
  const finding = (problem: FilterProblem | FilterWarning): FilterFinding => ({
    ...problem,
    fixes: fixesOf(expression, problem, schemas, fields),
  });
  const { filter } = check;
  if (filter === null) {
    return {
      ...notTried(Math.min(known, index.tables.itemIds.length)),
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
    ...tryFilter(filter, own, trial, target === 'ItemID' ? known : Infinity),
    error: null,
    warnings: [...check.warnings, ...dataWarnings(expression, check, own.tables)].map(finding),
    target,
    parameters,
    needsUser,
    needsItem,
  };
}

/** So many items, the first by number, can stand in a list: what was put since the newest training waits for the next. */
async function knownItems({ data, state }: OpenProject, index: DataIndex): Promise<number> {
  const imported = (await data.existing()).tables.itemIds.length;
  if (imported === index.tables.itemIds.length) return imported;
  const seen = state.solutionVersions
    .filter(({ status, dataVersion }) => status === 'ACTIVE' && dataVersion === state.dataVersion)
    .map(({ putBatches, autoUpdate }) => Math.max(putBatches ?? 0, autoUpdate?.putBatches ?? 0));
  let known = imported;
  for (const batch of (await data.putBatches()).slice(0, Math.max(0, ...seen)))
    for (const id of idsIn(batch)) known = Math.max(known, index.itemIdx(id) + 1);
  return known;
}

function idsIn(batch: TrackedBatch): readonly string[] {
  if (batch.kind === 'events') return batch.events.flatMap(({ itemId }) => itemId ?? []);
  return batch.kind === 'items' ? batch.entities.map(({ id }) => id) : [];
}

type Tried = Pick<FilterCheck, 'total' | 'untrained' | 'remaining' | 'refused' | 'steps' | 'verdicts'>;

function notTried(total: number, untrained = 0): Tried {
  return { total, untrained, remaining: null, refused: null, steps: [], verdicts: [] };
}

/** @param known what can stand in a list has a lower number than this. */
function tryFilter(filter: CheckedFilter, index: DataIndex, trial: FilterTrial, known: number): Tried {
  const { tables } = index;
  const ofUsers = filter.target === 'UserID';
  const all = ofUsers ? tables.userIds.length : tables.itemIds.length;
  const total = Math.min(all, known);
  const untrained = all - total;
  const newest = Array.from({ length: untrained }, (_, i) => total + i);
  const values = Object.fromEntries(
    Object.entries(trial.values).filter(([name]) => filter.parameters.includes(name)),
  );
  try {
    const sets = filterSteps(filter, tables, {
      userIdx: trial.userId === null ? null : index.userIdx(trial.userId),
      ...(trial.itemId === null ? {} : { itemIdx: index.itemIdx(trial.itemId) }),
      values,
    });
    const steps = sets.map(({ left, ...place }) => ({
      ...place,
      remaining: countOf(left) - newest.filter((at) => has(left, at)).length,
    }));
    const verdicts = trial.ids.map((id) => {
      const at = ofUsers ? index.userIdx(id) : index.itemIdx(id);
      const takenBy = at < 0 ? -1 : sets.findIndex(({ left }) => !has(left, at));
      return { id, known: at >= 0, takenBy: takenBy < 0 ? null : takenBy };
    });
    return { total, untrained, remaining: steps[steps.length - 1].remaining, refused: null, steps, verdicts };
  } catch (error) {
    if (!isAppError(error) || !/^R0[1-6]$/.test(error.code)) throw error;
    return { ...notTried(total, untrained), refused: recordOf(error) };
  }
}
