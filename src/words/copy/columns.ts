import type { ColumnEvidence, ColumnPlan, ColumnRole, Join } from '../../domain/imports';
import { holdsEvents, isAboutActions, type DatasetType, type Profile } from '../../domain/schema';
import { count, day, percent, significant, ungrouped } from '../../domain/numbers';
import * as datasets from '../messages/datasets';
import * as shared from '../messages/shared';
import * as say from '../messages/columns';
import { saidWhenRead } from '../messages/said-when-read';
import { TIME_NAMES } from './readings';

/** What a role is called in the menu of a column: the service's name where it has one. */
export function roleLabel(
  role: ColumnRole,
  dataset: DatasetType,
  { header, movedTo }: Pick<ColumnPlan, 'header' | 'movedTo'>,
): string {
  if (role === 'KEEP') return holdsEvents(dataset) ? say.keepAsContext() : say.keepAsField();
  if (role === 'IGNORE')
    return movedTo === undefined ? say.leaveOut() : say.movedColumn({ kind: movedLabel(movedTo), header });
  return makesEvents(role, dataset) ? say.asEvents({ role }) : role;
}

/** The role belongs to events, so that a list of items or people that is given it is one of events. */
function makesEvents(role: ColumnRole, dataset: DatasetType): boolean {
  if (holdsEvents(dataset) || isAboutActions(dataset)) return false;
  return role === 'TIMESTAMP' || role === (dataset === 'ITEMS' ? 'USER_ID' : 'ITEM_ID');
}

/** “14 % of items have no interactions; all that have some are described.” */
export function joinWords({ dataset, described, idle, used, bare }: Join): string {
  const areItems = dataset === 'ITEMS';
  const share = percent(idle / described);
  const words =
    idle === 0
      ? areItems
        ? say.allItemsUsed()
        : say.allUsersUsed()
      : areItems
        ? say.idleItems({ share })
        : say.idleUsers({ share });
  if (bare === 0) return words;
  const counts = { words, bare: count(bare), used: count(used) };
  return areItems ? say.bareItems(counts) : say.bareUsers(counts);
}

/** The choices that a file has. */
export const KIND_LABELS: { readonly [kind in DatasetType | 'NONE']: string } = saidWhenRead({
  INTERACTIONS: say.events,
  ITEMS: datasets.items,
  USERS: shared.people,
  ACTIONS: datasets.actions,
  ACTION_INTERACTIONS: datasets.actionInteractions,
  NONE: say.leaveOut,
});
export const PROFILE_LABELS: { readonly [profile in Profile]: string } = saidWhenRead({
  aws: say.asTheService,
  relaxed: say.relaxed,
});

/** How a column's cells will be kept. */
export function typeWords(column: ColumnPlan): string {
  if (column.role === 'IGNORE') return notKept(column);
  if (column.role === 'USER_ID' || column.role === 'ITEM_ID' || column.role === 'ACTION_ID')
    return say.keptAsText();
  if (column.textual) return say.text();
  if (column.categorical) return say.categorical();
  if (column.timeUnit !== undefined) return TIME_NAMES[column.timeUnit].label;
  if (column.type === 'string') return say.filterText();
  if (column.type === 'boolean') return say.trueOrFalse();
  return column.type === 'int' || column.type === 'long' ? say.wholeNumber() : say.number();
}

function notKept({ movedTo }: ColumnPlan): string {
  if (movedTo === undefined) return say.leftOut();
  return movedTo === 'TIMESTAMP'
    ? say.readWithDate()
    : say.movedTo({ kind: movedLabel(movedTo).toLowerCase() });
}

function movedLabel(to: NonNullable<ColumnPlan['movedTo']>): string {
  return to === 'TIMESTAMP' ? to : KIND_LABELS[to];
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
  const { joins, empty, rows } = evidence;
  const reasons = [
    evidence.nameMatches ? say.itsName() : null,
    evidence.addresses === true ? say.addresses() : null,
    joins === null ? null : say.foundIn({ file: joins }),
    meeting(evidence),
    shape(evidence),
    empty === 0 || evidence.looksLike === 'empty'
      ? null
      : say.shareEmpty({ share: empty / Math.max(1, rows) }),
  ].filter((reason) => reason !== null);
  return { fact: fact(evidence), why: reasons.slice(0, 3).join('; ') };
}

function fact(evidence: ColumnEvidence): string {
  const { min, max, top } = evidence;
  const counts = { count: count(evidence.distinct) };
  switch (evidence.looksLike) {
    case 'ids':
      return say.distinctIds(counts);
    case 'unix-seconds':
    case 'unix-milliseconds':
    case 'dates':
      return span(evidence) ?? say.distinct(counts);
    case 'number':
      return min === null ? say.distinct(counts) : say.range({ min, max: max ?? '' });
    case 'categories':
    case 'multi-categories':
      return top.length === 0
        ? say.distinct(counts)
        : top
            .slice(0, 3)
            .map((entry) => cut(entry.value, 18))
            .join(', ');
    case 'text':
      return say.distinctTexts(counts);
    case 'boolean':
      return say.trueOrFalse();
    case 'empty':
      return say.noValues();
    case 'constant':
      return say.always({ value: cut(min ?? top[0]?.value ?? say.theSame(), 24) });
  }
}

/** “12.4 different Book each”: what tells a person from a thing, and either from a label. */
function meeting({ meets }: ColumnEvidence): string | null {
  return meets === undefined ? null : say.meets({ count: significant(meets.count), of: cut(meets.of, 18) });
}

function shape(evidence: ColumnEvidence): string | null {
  switch (evidence.looksLike) {
    case 'ids':
      return evidence.distinct > 0 && evidence.distinct < evidence.rows
        ? say.rowsEach({ rows: Math.round(evidence.rows / evidence.distinct) })
        : say.oneRowEach();
    case 'unix-seconds':
      return say.digitsOfSeconds();
    case 'unix-milliseconds':
      return say.digitsOfMilliseconds();
    case 'dates':
      return say.readsAsDates();
    case 'number':
    case 'categories':
      return say.values({ values: evidence.distinct });
    case 'multi-categories':
      return say.severalInCell();
    default:
      return null;
  }
}

function span(evidence: ColumnEvidence): string | null {
  const { min, max } = evidence;
  if (min === null || max === null) return null;
  // Times are compared as Unix seconds however they are written.
  if (!/^-?\d+(\.\d+)?$/.test(min)) return say.range({ min: cut(min, 20), max: cut(max, 20) });
  const unit = evidence.looksLike === 'unix-milliseconds' ? 1000 : 1;
  return say.range({ min: day(Number(min) / unit), max: day(Number(max) / unit) });
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
