import cases from '../../fixtures/filter-cases.json';
import { fixtureTables, type Fixture } from '../../../src/programs/cli/fixture-tables';
import { has } from '../../../src/filters/bitset';
import { checkFilter } from '../../../src/filters/check';
import { compileFilter, filterIndex, type FilterRequest } from '../../../src/filters/compile';

/** The data of the filter cases as tables and schemas. */
export const { tables, schemas } = fixtureTables(cases.fixture as unknown as Fixture);

export interface Request extends Omit<FilterRequest, 'userIdx' | 'itemIdx'> {
  readonly user?: string;
  readonly item?: string;
}

/** Ids that a filter lets through; throws AppError as the engine would. */
export function idsLeft(expression: string, { user, item, ...rest }: Request = {}): string[] {
  const { filter, errors } = checkFilter(expression, schemas);
  if (!filter) throw new Error(`${expression}: ${errors[0].code} ${JSON.stringify(errors[0].details)}`);
  // What is kept by table is worked out anew.
  const own = { ...tables };
  const { users, items } = filterIndex(own);
  const compiled = compileFilter(filter, own);
  const userIdx = user === undefined ? null : users.indexOf(user);
  const itemIdx = item === undefined ? undefined : items.indexOf(item);
  if (filter.target === 'UserID') {
    const set = compiled.usersFor(rest);
    return tables.userIds.filter((_, i) => has(set, i));
  }
  const set = compiled.itemsFor({ ...rest, userIdx, itemIdx });
  return tables.itemIds.filter((_, i) => has(set, i));
}

/** Code and reason of the first error of an expression, or null when it has none. */
export function faultOf(expression: string, fieldsOfGroup: readonly string[] = []): string | null {
  const [error] = checkFilter(expression, schemas, fieldsOfGroup).errors;
  if (!error) return null;
  return 'reason' in error.details ? `${error.code} ${error.details.reason}` : error.code;
}
