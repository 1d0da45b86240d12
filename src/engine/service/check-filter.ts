import type { FilterCheck } from '../../domain/filter-check';
import { countOf } from '../../filters/bitset';
import { compileFilter } from '../../filters/compile';
import { dataWarnings } from '../../filters/warnings';
import type { OpenProject } from '../open-project';
import { checkIn } from './filters';

/**
 * An expression held against the project's schemas, filters and data, as it is being typed. Never throws for what
 * somebody typed.
 *
 * @param userId whom to count for, where the filter depends on the user; null: it is not counted then.
 */
export async function checkFilterText(
  project: OpenProject,
  expression: string,
  userId: string | null,
): Promise<FilterCheck> {
  const check = checkIn(project.state, expression);
  const index = await project.index();
  const { itemIds, userIds } = index.tables;
  const { filter } = check;
  if (filter === null) {
    const [error] = check.errors;
    return {
      error,
      warnings: [],
      target: null,
      parameters: [],
      needsUser: false,
      total: itemIds.length,
      remaining: null,
    };
  }
  const { target, parameters, needsUser, needsItem } = filter;
  const compiled = compileFilter(filter, index.tables);
  const open = parameters.length > 0 || needsItem || (needsUser && userId === null);
  const passing = (): number =>
    countOf(
      target === 'UserID'
        ? compiled.usersFor({})
        : compiled.itemsFor({ userIdx: userId === null ? null : index.userIdx(userId) }),
    );
  return {
    error: null,
    warnings: [...check.warnings, ...dataWarnings(expression, check, index.tables)],
    target,
    parameters,
    needsUser,
    total: target === 'UserID' ? userIds.length : itemIds.length,
    remaining: open ? null : passing(),
  };
}
