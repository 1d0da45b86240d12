import type { DoubtfulRole, RoleDoubt } from '../../domain/facts/imports';
import type { FilePlan } from '../../domain/imports';
import { issueOf, type Issue } from '../../domain/issue';
import type { SampledColumn } from './sampled-column';
import { countsRows, hangingOn, isOneToOne, isWebAddress } from './keys';
import { areAlike, insteadOf } from './claim-keys';
import { namesMeasure, namesTitle, roleOfName } from '../lexicon/names';
import { namesFact, namesThing, personRank } from './person';
import { anewForEachOrder } from './who';

/** Below this many people or rows nothing can be told from who meets what. */
const LEAST = 10;

/** What speaks against the columns that stand for people, things and times, where events come by way of the mapping. */
export function roleDoubts(plan: FilePlan, columns: readonly SampledColumn[]): Issue[] {
  if (plan.dataset !== 'INTERACTIONS' || plan.door === 'aws') return [];
  const holder = (role: string): SampledColumn | undefined => {
    const column = plan.columns.find((each) => each.role === role);
    return column && columns.at(column.index);
  };
  const [user, item, time] = [holder('USER_ID'), holder('ITEM_ID'), holder('TIMESTAMP')];
  const { dataset, file } = plan;
  const taken = [user, item, time].filter((column) => column !== undefined);
  const issue = (role: DoubtfulRole, column: SampledColumn, doubt: RoleDoubt): Issue => {
    const other =
      role === 'TIMESTAMP' ? undefined : doubt.reason === 'alike' ? item : insteadOf(role, taken, columns);
    const instead = other && { index: other.index, header: other.header };
    const details = { role, ...doubt, ...(instead ? { instead } : {}) };
    return issueOf('ROLE_DOUBTFUL', 'warning', { dataset, file, column: column.header }, details);
  };
  const found: Issue[] = [];
  const ofUser = user && userDoubt(user, item, columns);
  const ofItem = item && itemDoubt(item, columns);
  const other = user && anewForEachOrder(user, columns);
  if (user && other)
    found.push(issueOf('CUSTOMER_OF_ORDER', 'warning', { dataset, file, column: user.header }, { other: other.header })); // prettier-ignore
  if (user && ofUser) found.push(issue('USER_ID', user, ofUser));
  if (item && ofItem) found.push(issue('ITEM_ID', item, ofItem));
  const unit = plan.columns.find(({ role }) => role === 'TIMESTAMP')?.timeUnit;
  const isEpoch = unit === 'seconds' || unit === 'milliseconds' || unit === 'days';
  if (time && isEpoch && isNoTime(time)) found.push(issue('TIMESTAMP', time, { reason: 'no-time' }));
  return found;
}

function userDoubt(
  user: SampledColumn,
  item: SampledColumn | undefined,
  columns: readonly SampledColumn[],
): RoleDoubt | null {
  if (countsRows(user, columns)) return { reason: 'counts-rows' };
  if (isWebAddress(user)) return { reason: 'web-address' };
  if (item === undefined || item === user || user.facts.distinct < LEAST) return null;
  if (isOneToOne(user, item)) return { reason: 'one-to-one', other: item.header };
  // A name that says whose ids they are is believed: everybody may keep to things of their own.
  const isNamed = personRank(user) > 0 || roleOfName(user.header) === 'USER_ID';
  if (!isNamed && hangingOn(item, [user]).has(user)) return { reason: 'hangs', other: item.header };
  if (areAlike(user, item, columns)) return { reason: 'alike', other: item.header };
  return null;
}

function itemDoubt(item: SampledColumn, columns: readonly SampledColumn[]): RoleDoubt | null {
  // A list of what was chosen once may be in the order of its numbers: each then has a name of its own.
  const isNamed = columns.some(
    (column) => (namesTitle(column.header) || namesThing(column.header)) && isOneToOne(item, column),
  );
  if (countsRows(item, columns) && !isNamed) return { reason: 'counts-rows' };
  const { facts, header } = item;
  const isNumber = facts.looksLike === 'number' && roleOfName(header) !== 'ITEM_ID';
  return isNumber && (!facts.whole || namesFact(header) || namesMeasure(header))
    ? { reason: 'amount' }
    : null;
}

/** Small numbers under a name that says nothing of time: read as seconds, all of them are the first days of 1970. */
function isNoTime({ header, facts }: SampledColumn): boolean {
  return facts.looksLike === 'number' && roleOfName(header) !== 'TIMESTAMP';
}
