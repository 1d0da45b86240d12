import type { ColumnEvidence, ColumnPlan, ColumnRole, ImportProposal, Join } from '../domain/imports';
import type { DatasetType, Profile } from '../domain/schema';
import { count, counted, day, percent, significant, ungrouped } from '../domain/numbers';
import { TIME_NAMES } from './readings';

/** What a role is called in the menu of a column: the service's name where it has one. */
export function roleLabel(
  role: ColumnRole,
  dataset: DatasetType,
  { header, movedTo }: Pick<ColumnPlan, 'header' | 'movedTo'>,
): string {
  if (role === 'KEEP') return dataset === 'INTERACTIONS' ? 'Keep as context' : 'Keep as a field';
  if (role === 'IGNORE') return movedTo === undefined ? 'Leave out' : `${KIND_LABELS[movedTo]}: ${header}`;
  return makesEvents(role, dataset) ? `${role}, as events` : role;
}

/** The role belongs to events, so that a list of items or people that is given it is one of events. */
function makesEvents(role: ColumnRole, dataset: DatasetType): boolean {
  if (dataset === 'INTERACTIONS') return false;
  return role === 'TIMESTAMP' || role === (dataset === 'ITEMS' ? 'USER_ID' : 'ITEM_ID');
}

/** “14 % of items have no interactions; all that have some are described.” */
export function joinWords({ dataset, described, idle, used, bare }: Join): string {
  const [what, file] = dataset === 'ITEMS' ? ['items', 'Items'] : ['users', 'Users'];
  const lone =
    idle === 0
      ? `All ${what} have interactions`
      : `${percent(idle / described)} of ${what} have no interactions`;
  const rest =
    bare === 0 ? '' : `; ${count(bare)} of ${count(used)} with interactions have no row in ${file}`;
  return `${lone}${rest}`;
}

export const DATASET_LABELS: { readonly [type in DatasetType]: string } = {
  INTERACTIONS: 'Interactions: who did what',
  ITEMS: 'Items: what there is',
  USERS: 'Users: who they are',
};
/** The four choices that a file has. */
export const KIND_LABELS: { readonly [kind in DatasetType | 'NONE']: string } = {
  INTERACTIONS: 'Events',
  ITEMS: 'Items',
  USERS: 'People',
  NONE: 'Leave out',
};
export const PROFILE_LABELS: { readonly [profile in Profile]: string } = {
  aws: 'As the service',
  relaxed: 'Relaxed',
};

const IGNORED: { readonly [reason in ImportProposal['ignored'][number]['reason']]: string } = {
  'not-a-table': 'not a table',
  'not-needed': 'nothing a recipe needs',
  empty: 'empty',
  'git-pointer': 'only a pointer of Git LFS',
  unreadable: 'damaged or locked',
};
export function ignoredWords(file: ImportProposal['ignored'][number]): string {
  return `${file.file} (${IGNORED[file.reason]})`;
}

/** How a column's cells will be kept. */
export function typeWords(column: ColumnPlan): string {
  if (column.role === 'IGNORE')
    return column.movedTo === undefined
      ? 'left out'
      : `moved to the ${KIND_LABELS[column.movedTo].toLowerCase()}`;
  if (column.role === 'USER_ID' || column.role === 'ITEM_ID') return 'kept as text';
  if (column.textual) return 'text';
  if (column.categorical) return 'categorical';
  if (column.timeUnit !== undefined) return TIME_NAMES[column.timeUnit].label;
  const words = { int: 'whole number', long: 'whole number', float: 'number', double: 'number' };
  if (column.type === 'string') return 'text to filter on';
  if (column.type === 'boolean') return 'true or false';
  return words[column.type];
}

/** A number of a column: a year takes no thousands mark. */
export function columnNumber(column: string, value: number): string {
  return /YEAR/i.test(column) ? ungrouped(Math.round(value)) : significant(value);
}

export interface ColumnWords {
  /** What is in the column: “610 distinct, looks like ids”. */
  readonly fact: string;
  /** What the guess rests on: “name; found in movies.csv”. */
  readonly why: string;
}

/** The reason for a guess, from what was measured on the rows read so far. */
export function evidenceWords(evidence: ColumnEvidence): ColumnWords {
  const reasons = [
    evidence.nameMatches ? 'its name' : null,
    evidence.addresses === true ? 'e-mail addresses' : null,
    evidence.joins === null ? null : `found in ${evidence.joins}`,
    meeting(evidence),
    shape(evidence),
    evidence.empty === 0 || evidence.looksLike === 'empty'
      ? null
      : `${percent(evidence.empty / Math.max(1, evidence.rows))} empty`,
  ].filter((reason) => reason !== null);
  return { fact: fact(evidence), why: reasons.slice(0, 3).join('; ') };
}

function fact(evidence: ColumnEvidence): string {
  const distinct = `${count(evidence.distinct)} distinct`;
  switch (evidence.looksLike) {
    case 'ids':
      return `${distinct}, looks like ids`;
    case 'unix-seconds':
    case 'unix-milliseconds':
    case 'dates':
      return span(evidence) ?? distinct;
    case 'number':
      return evidence.min === null ? distinct : `${evidence.min} to ${evidence.max}`;
    case 'categories':
    case 'multi-categories':
      return evidence.top.length === 0
        ? distinct
        : evidence.top
            .slice(0, 3)
            .map((entry) => cut(entry.value, 18))
            .join(', ');
    case 'text':
      return `${distinct} texts`;
    case 'boolean':
      return 'true or false';
    case 'empty':
      return 'no values';
    case 'constant':
      return `always ${cut(evidence.min ?? evidence.top[0]?.value ?? 'the same', 24)}`;
  }
}

/** “12.4 different Book each”: what tells a person from a thing, and either from a label. */
function meeting({ meets }: ColumnEvidence): string | null {
  return meets === undefined ? null : `${significant(meets.count)} different ${cut(meets.of, 18)} each`;
}

function shape(evidence: ColumnEvidence): string | null {
  switch (evidence.looksLike) {
    case 'ids':
      return evidence.distinct > 0 && evidence.distinct < evidence.rows
        ? `${counted(Math.round(evidence.rows / evidence.distinct), 'row', 'rows')} each`
        : 'one row each';
    case 'unix-seconds':
      return '10 digits: Unix seconds';
    case 'unix-milliseconds':
      return '13 digits: Unix milliseconds';
    case 'dates':
      return 'reads as dates';
    case 'number':
    case 'categories':
      return counted(evidence.distinct, 'value', 'values');
    case 'multi-categories':
      return 'several values in a cell';
    default:
      return null;
  }
}

function span(evidence: ColumnEvidence): string | null {
  const { min, max } = evidence;
  if (min === null || max === null) return null;
  // Times are compared as Unix seconds however they are written.
  if (!/^-?\d+(\.\d+)?$/.test(min)) return `${cut(min, 20)} to ${cut(max, 20)}`;
  const unit = evidence.looksLike === 'unix-milliseconds' ? 1000 : 1;
  return `${day(Number(min) / unit)} to ${day(Number(max) / unit)}`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
