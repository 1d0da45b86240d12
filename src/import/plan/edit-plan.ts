import { legalFieldName } from '../../domain/field-name';
import { freeName } from '../../domain/free-name';
import {
  FIELD_ROLES,
  type CellWriting,
  type ColumnEvidence,
  type ColumnPlan,
  type ColumnRole,
  type FilePlan,
  type TimeUnit,
} from '../../domain/imports';
import type { DatasetType } from '../../domain/schema';
import { guessWords } from '../cells/number-writings';

/** Roles without which a file of the dataset is none, and which one of another dataset never has. */
const ownRoles = (dataset: DatasetType): readonly ColumnRole[] => [...FIELD_ROLES[dataset], 'KEEP', 'IGNORE'];

/** Whom or what a row is about: a column of one kind of ids may as well be of another. */
const IDS: readonly ColumnRole[] = ['USER_ID', 'ITEM_ID', 'ACTION_ID'];

/** Roles a column of this dataset can have, in the order of the menu. */
export function rolesFor(dataset: DatasetType): readonly ColumnRole[] {
  if (dataset === 'ITEMS') return ['ITEM_ID', 'USER_ID', 'CREATION_TIMESTAMP', 'TIMESTAMP', 'KEEP', 'IGNORE'];
  if (dataset === 'USERS') return ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'KEEP', 'IGNORE'];
  return ownRoles(dataset);
}

/**
 * Gives a column a role by hand. A role that only one column can have is taken from the one that had it. Two columns of
 * ids change places then; any other is kept as an ordinary column. A list of items or people that is given a role of
 * events becomes events. A schema written by hand no longer fits and is dropped.
 *
 * @param position place in `plan.columns`, which is not the column's place in the file where columns are derived.
 * @param evidence facts by place in the file.
 */
export function withRole(
  plan: FilePlan,
  position: number,
  role: ColumnRole,
  evidence: readonly ColumnEvidence[],
): FilePlan {
  const dataset =
    plan.dataset === null || ownRoles(plan.dataset).includes(role) ? plan.dataset : ('INTERACTIONS' as const);
  const own = ownRoles(dataset ?? 'INTERACTIONS');
  const shared = role === 'KEEP' || role === 'IGNORE';
  const { role: freed } = plan.columns[position];
  const inReturn = IDS.includes(role) && IDS.includes(freed) && own.includes(freed) ? freed : 'KEEP';
  const columns = plan.columns.map((column, at) => {
    if (at === position) return cast(column, role, plan.columns, evidence[column.index]);
    if (!shared && column.role === role && column.derived === 'value-of-kind')
      return { ...column, role: 'IGNORE' as const };
    if (!shared && column.role === role) return cast(column, inReturn, plan.columns, evidence[column.index]);
    return own.includes(column.role) ? column : cast(column, 'KEEP', plan.columns, evidence[column.index]);
  });
  return {
    ...plan,
    dataset,
    schema: undefined,
    // Free text describes items alone.
    columns: withClockSettled(
      dataset === 'ITEMS' ? columns : columns.map((column) => ({ ...column, textual: false })),
      evidence,
    ),
    rowOrderAsTime: role === 'TIMESTAMP' ? undefined : plan.rowOrderAsTime,
    person: role === 'USER_ID' ? undefined : plan.person,
  };
}

/** A date and its time of day are read together until either is given another role. */
function withClockSettled(columns: readonly ColumnPlan[], evidence: readonly ColumnEvidence[]): ColumnPlan[] {
  const isClock = ({ movedTo }: ColumnPlan): boolean => movedTo === 'TIMESTAMP';
  const [hasClock, isDated] = [columns.some(isClock), columns.some(({ clock }) => clock !== undefined)];
  return columns.map((column) => {
    if (isClock(column) && !isDated) return cast(column, 'KEEP', columns, evidence[column.index]);
    return hasClock || column.clock === undefined ? column : { ...column, clock: undefined };
  });
}

/** Takes the whole file for one person's; a column that said who it was is then kept as an ordinary one. */
export function withPerson(
  plan: FilePlan,
  person: string | undefined,
  evidence: readonly ColumnEvidence[],
): FilePlan {
  const columns = plan.columns.map((column) =>
    column.role === 'USER_ID' ? cast(column, 'KEEP', plan.columns, evidence[column.index]) : column,
  );
  return { ...plan, schema: undefined, columns, person, door: 'mapping' };
}

/** Has the cells of a column read in another way. */
export function withWriting(plan: FilePlan, position: number, writing: CellWriting): FilePlan {
  return {
    ...plan,
    columns: plan.columns.map((column, at) =>
      at === position
        ? { ...column, ...writing, undecided: undefined, ...(writing.numbers ? { mixed: null } : {}) }
        : column,
    ),
  };
}

function cast(
  column: ColumnPlan,
  role: ColumnRole,
  all: readonly ColumnPlan[],
  evidence: ColumnEvidence | undefined,
): ColumnPlan {
  const base: ColumnPlan = {
    index: column.index,
    header: column.header,
    role,
    field: role,
    type: 'string',
    nullable: false,
    categorical: false,
    textual: false,
    derived: column.derived,
  };
  switch (role) {
    case 'USER_ID':
    case 'ITEM_ID':
    case 'ACTION_ID':
    case 'EVENT_TYPE':
      return base;
    case 'TIMESTAMP':
      return { ...base, type: 'long', timeUnit: column.timeUnit ?? unitOf(evidence) };
    case 'CREATION_TIMESTAMP':
      return { ...base, type: 'long', nullable: true, timeUnit: column.timeUnit ?? unitOf(evidence) };
    case 'EVENT_VALUE':
      return { ...base, type: 'float', nullable: true, numbers: column.numbers ?? wordsAsNumbers(evidence) };
    case 'IMPRESSION':
      return { ...base, nullable: true };
    case 'KEEP':
    case 'IGNORE':
      return {
        ...base,
        takes: column.takes,
        nullable: true,
        field: freeField(column, all),
        ...kept(column, evidence),
      };
  }
}

/** How the words of a column that is to say how much somebody likes something are numbers. */
function wordsAsNumbers(evidence: ColumnEvidence | undefined): ColumnPlan['numbers'] {
  return guessWords(evidence?.top.map(({ value }) => value) ?? [])?.key;
}

function kept(
  column: ColumnPlan,
  evidence: ColumnEvidence | undefined,
): Pick<ColumnPlan, 'type' | 'categorical' | 'numbers'> {
  // Of who somebody is no recipe learns.
  if (evidence?.personal !== undefined) return { type: 'string', categorical: false };
  switch (evidence?.looksLike) {
    case 'number':
    case 'unix-seconds':
    case 'unix-milliseconds':
      return { type: wholeNumbers(evidence) ? 'long' : 'float', categorical: false, numbers: column.numbers };
    case 'boolean':
      return { type: 'boolean', categorical: false };
    case 'categories':
    case 'multi-categories':
    case 'constant':
      return { type: 'string', categorical: true };
    default:
      return { type: 'string', categorical: false };
  }
}

function wholeNumbers(evidence: ColumnEvidence): boolean {
  const whole = (text: string | null) => text !== null && /^-?\d+$/.test(text);
  return (
    evidence.looksLike !== 'number' ||
    (evidence.top.length > 0 &&
      evidence.top.every((entry) => whole(entry.value)) &&
      whole(evidence.min) &&
      whole(evidence.max))
  );
}

function unitOf(evidence: ColumnEvidence | undefined): TimeUnit {
  if (evidence?.looksLike === 'unix-milliseconds') return 'milliseconds';
  if (evidence?.looksLike !== 'dates') return 'seconds';
  const sample = evidence.top[0]?.value ?? '';
  return /^\d{1,2}[./-]/.test(sample) ? 'day-first' : 'iso';
}

/** A legal field name for a column that has no reserved role: its own, or one made from its header. */
function freeField(column: ColumnPlan, all: readonly ColumnPlan[]): string {
  if (column.field !== column.role) return column.field;
  const reserved: readonly string[] = [...rolesFor('INTERACTIONS'), ...rolesFor('ITEMS')];
  const taken = [...all.filter((other) => other !== column).map((other) => other.field), ...reserved];
  const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return freeName(
    legalFieldName(column.header),
    (name) => taken.some((other) => bare(other) === bare(name)),
    '_',
  );
}
