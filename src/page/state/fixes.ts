import {
  SOMEBODY,
  withFile,
  type FilePlan,
  type ImportCheck,
  type ImportPlan,
  type TimeUnit,
} from '../../domain/imports';
import { day } from '../../domain/numbers';
import type { Issue, IssueFacts } from '../../domain/issue';
import { withPerson, withRole } from '../../import/plan/edit-plan';
import * as say from '../../words/messages/fixes';

/** One press that mends a problem by changing the plan; undone by changing it back on screen. */
export interface Fix {
  readonly label: string;
  readonly plan: ImportPlan;
  /** The file must be looked at anew, because its bytes are read differently. */
  readonly rereads: string | null;
}

/** All that is on offer for a finding: the answers to a question, or the ways out of a loss. */
export function fixesFor(issue: Issue, plan: ImportPlan, check: ImportCheck | null = null): readonly Fix[] {
  const file = plan.files.find((other) => other.file === issue.file);
  if (file !== undefined && issue.code === 'DATES_EITHER_WAY')
    return issue.details.readings.flatMap(({ unit, sec }) => {
      const fix = timeFix(plan, file, issue.column, () => unit as TimeUnit, true);
      return fix === null ? [] : [{ ...fix, label: say.itIs({ day: day(sec) }) }];
    });
  if (file !== undefined && issue.code === 'TIMES_DOUBTED') {
    const { other, isRelative } = issue.details;
    const unit = other?.unit as TimeUnit | undefined;
    const fix = unit === undefined ? null : timeFix(plan, file, issue.column, () => unit);
    if (fix === null || other === null) return [];
    // Of days that nobody knows no date tells them from seconds.
    const named = isRelative || unit === 'days';
    return [named ? fix : { ...fix, label: say.itIs({ day: day(other.sec) }) }];
  }
  if (file !== undefined && issue.code === 'ROWS_LOST') {
    const { unit } = issue.details;
    const reading = unit === null ? null : timeFix(plan, file, issue.column, () => unit as TimeUnit);
    const accepted = replaceFile(plan, { ...file, acceptsLoss: true });
    return [...(reading === null ? [] : [reading]), { label: say.leaveOut(), plan: accepted, rereads: null }];
  }
  const fix = fixFor(issue, plan, check);
  return fix === null ? [] : [fix];
}

/** The fixes of each finding; what mends several at once is offered with the first of them alone. */
export function fixesOfEach(
  issues: readonly Issue[],
  plan: ImportPlan | null,
  check: ImportCheck | null,
): readonly (readonly Fix[])[] {
  const offered = new Set<string>();
  return issues.map((issue) =>
    (plan === null ? [] : fixesFor(issue, plan, check)).filter((fix) => {
      const change = JSON.stringify(fix);
      const isNew = !offered.has(change);
      offered.add(change);
      return isNew;
    }),
  );
}

/** The fix on offer for a finding, or null where only the file itself can be mended. */
export function fixFor(issue: Issue, plan: ImportPlan, check: ImportCheck | null = null): Fix | null {
  const file = plan.files.find((other) => other.file === issue.file);
  switch (issue.code) {
    case 'D17':
    case 'FEW_INTERACTIONS':
    case 'FEW_USERS':
      return plan.profile === 'relaxed'
        ? null
        : { label: say.relaxed(), plan: { ...plan, profile: 'relaxed' }, rereads: null };
    case 'D02':
      return onePersonsList(issue.details, plan);
    case 'D12':
      return file === undefined || !mostlyRefused(file, check)
        ? null
        : timeFix(plan, file, issue.column, otherUnit);
    case 'D13':
      return file === undefined ? null : timeFix(plan, file, issue.column, () => 'milliseconds');
    case 'D01':
      return file === undefined || issue.details.reason !== 'nothing-kept' || !issue.details.unread
        ? null
        : rowOrderFix(plan, withoutTime(file));
    case 'D03':
      return file === undefined ? null : (rowOrderFix(plan, file) ?? onePersonFix(plan, file));
    case 'ROLE_DOUBTFUL':
      return file === undefined ? null : secondReading(issue.details, plan, file, issue.column);
    case 'D04':
    case 'D05':
    case 'D06':
    case 'D08':
      return file?.door !== 'aws'
        ? null
        : { label: say.repair(), plan: throughMapping(plan, file), rereads: file.file };
    default:
      return null;
  }
}

/** What a column in doubt would be otherwise: another takes its place, or nothing does where the file can do without. */
function secondReading(
  { role, reason, instead }: IssueFacts['ROLE_DOUBTFUL'],
  plan: ImportPlan,
  file: FilePlan,
  header: string | undefined,
): Fix | null {
  const fix = (label: string, changed: FilePlan): Fix => ({
    label,
    plan: replaceFile(plan, { ...changed, door: 'mapping' }),
    rereads: null,
  });
  const own = file.columns.findIndex((column) => column.role === role && column.header === header);
  if (own === -1) return null;
  const at = file.columns.findIndex(
    ({ index, derived }) => index === instead?.index && derived === undefined,
  );
  if (instead !== undefined && at !== -1) {
    const label = reason === 'alike' ? say.swapWith : say.useInstead;
    return fix(label({ column: instead.header }), withRole(file, at, role, []));
  }
  if (role === 'TIMESTAMP') return rowOrderFix(plan, withRole(file, own, 'KEEP', []));
  return role === 'USER_ID' ? fix(say.onePerson(), withPerson(file, SOMEBODY, [])) : null;
}

/** A few bad cells are a fault of the file; when most are refused, the reading is wrong. */
function mostlyRefused(file: FilePlan, check: ImportCheck | null): boolean {
  const found = check?.files.find((other) => other.file === file.file);
  return found === undefined || found.kept < found.rows / 2;
}

function timeFix(
  plan: ImportPlan,
  file: FilePlan,
  header: string | undefined,
  next: (unit: TimeUnit) => TimeUnit | null,
  /** Says what stands already. */
  confirms = false,
): Fix | null {
  const column = file.columns.find(
    (other) =>
      other.timeUnit !== undefined &&
      (header === undefined || other.header === header || other.field === header),
  );
  const unit = column?.timeUnit === undefined ? null : next(column.timeUnit);
  if (column === undefined || unit === null || (!confirms && unit === column.timeUnit)) return null;
  const columns = file.columns.map((other) =>
    other === column ? { ...other, timeUnit: unit, undecided: undefined } : other,
  );
  return {
    label: (TIME_FIX[unit] ?? say.readDifferently)(),
    plan: replaceFile(plan, { ...file, columns, door: 'mapping' }),
    rereads: null,
  };
}

const TIME_FIX: { readonly [unit in TimeUnit]?: () => string } = {
  iso: say.readDates,
  'day-first': say.readDayMonth,
  'month-first': say.readMonthDay,
  milliseconds: say.readMilliseconds,
  seconds: say.readSeconds,
  days: say.readDays,
};

function otherUnit(unit: TimeUnit): TimeUnit | null {
  const next: { readonly [from in TimeUnit]?: TimeUnit } = {
    seconds: 'iso',
    iso: 'day-first',
    'day-first': 'month-first',
    'month-first': 'day-first',
  };
  return next[unit] ?? null;
}

/** The column that should say when it was becomes an ordinary one. */
function withoutTime(file: FilePlan): FilePlan {
  const at = file.columns.findIndex(({ role }) => role === 'TIMESTAMP');
  return at === -1 ? file : withRole(file, at, 'KEEP', []);
}

/** Only where nothing but the time is missing: without a user or an item there is nothing to learn from. */
function rowOrderFix(plan: ImportPlan, file: FilePlan): Fix | null {
  const has = (role: string) => file.columns.some((column) => column.role === role);
  if (file.dataset !== 'INTERACTIONS' || file.rowOrderAsTime || has('TIMESTAMP') || !has('ITEM_ID'))
    return null;
  if (!has('USER_ID') && file.person === undefined) return null;
  return {
    label: say.rowOrder(),
    plan: replaceFile(plan, { ...file, rowOrderAsTime: true, door: 'mapping' }),
    rereads: null,
  };
}

/** Where the item is known; a time that is missing too is asked for next. */
function onePersonFix(plan: ImportPlan, file: FilePlan): Fix | null {
  const has = (role: string) => file.columns.some((column) => column.role === role);
  if (file.dataset !== 'INTERACTIONS' || file.person !== undefined || has('USER_ID') || !has('ITEM_ID'))
    return null;
  return {
    label: say.onePerson(),
    plan: replaceFile(plan, { ...file, person: SOMEBODY, door: 'mapping' }),
    rereads: null,
  };
}

/** A list without people may be what one person chose, which looking at it again as events proposes. */
function onePersonsList(facts: Issue<'D02'>['details'], plan: ImportPlan): Fix | null {
  if (facts.reason !== 'no-events' || (facts.lacking !== 'things' && facts.lacking !== 'no-person'))
    return null;
  const file = plan.files.find((other) => other.file === facts.file);
  if (file === undefined) return null;
  return {
    label: say.onePerson(),
    plan: replaceFile(plan, { ...file, dataset: 'INTERACTIONS' }),
    rereads: file.file,
  };
}

function throughMapping(plan: ImportPlan, file: FilePlan): ImportPlan {
  return replaceFile(plan, { ...file, door: 'mapping' });
}
function replaceFile(plan: ImportPlan, file: FilePlan): ImportPlan {
  return { ...plan, files: withFile(plan.files, file.file, () => file) };
}
