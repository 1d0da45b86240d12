import { lastPart } from '../../../domain/arn';
import { isPrescribed, type ColumnRole, type FilePlan, type MadeGathered } from '../../../domain/imports';
import { madeName } from '../../../domain/made-name';
import { bareWord } from '../../lexicon/bare-word';
import { namesKind } from '../../lexicon/kinds';
import { stemOf } from '../../lexicon/names';
import type { Look } from '../look-at';
import { foundWith, freeTable, leftOut, lookAtMade, type Found, type Tools } from './found';

/** Tables that are not of events must have so many columns alike, or names that only count. */
const ENOUGH_COLUMNS = 5;
/** What counts parts, and says nothing of them: numbers, days and months, a letter. */
const COUNTS =
  /^(\p{N}+(st|nd|rd|th|월|년|일|분기|차|권|月|年|日|期)?|q[1-4]|v\d+|\p{L}|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|part|copy|사본)$/iu;

const onlyCounts = (name: string): boolean => name.split(' ').every((word) => COUNTS.test(word));

/** A column that tells parts apart whose names are no kinds. */
const SOURCE = 'source';
const KIND = 'event_type';

/** Roles whose columns must be called alike where tables of events are one. */
const KEYS: readonly ColumnRole[] = ['USER_ID', 'ITEM_ID', 'TIMESTAMP'];

/**
 * Puts tables of one or nearly one shape together, before anything else is made of them: monthly files, the sheets of a
 * year, views beside purchases. What tells them apart becomes the kind of event where names say kinds and no column does,
 * else a column of its own.
 */
export async function findGathered(before: Found, tools: Tools): Promise<Found> {
  let found = before;
  const free = before.looks.filter(
    ({ source, plan }) => source.table?.service === undefined && !isPrescribed(plan) && source.spare !== true,
  );
  for (const group of groupsOf(free)) {
    const file = freeTable(madeName('rows', nameOf(group)), found);
    const made = madeOf(group, file);
    const [{ plan }] = group;
    const look = await lookAtMade(made, found, tools, plan.dataset ?? undefined);
    if (look === null) continue;
    found = foundWith(found, withMarkPlanned(look, made), made);
    const parts = new Set(made.parts);
    found = { ...found, plans: found.plans.map((own) => (parts.has(own.file) ? leftOut(own) : own)) };
  }
  return found;
}

/** Tables that are parts of one, the widest first: the columns of the others lie within its own. */
function groupsOf(looks: readonly Look[]): Look[][] {
  const groups: Look[][] = [];
  const byWidth = [...looks].sort((a, b) => b.sample.headers.length - a.sample.headers.length);
  for (const look of byWidth) {
    const own = groups.find((group) => areParts(group[0], look));
    if (own === undefined) groups.push([look]);
    else own.push(look);
  }
  const order = new Map(looks.map((look, i) => [look, i]));
  return groups
    .filter(({ length }) => length > 1)
    .map((group) => group.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
}

const keyOf = (header: string): string => bareWord(header) || header.trim();

function areParts(wide: Look, other: Look): boolean {
  const heads = [wide, other].map(({ sample }) => sample.headers.map(keyOf));
  if (heads.some(({ length }) => length < 2)) return false;
  const [ours, theirs] = heads.map((head) => new Set(head));
  const within = [...theirs].every((header) => ours.has(header));
  if (!within || wide.plan.dataset !== other.plan.dataset) return false;
  // A table without a head has nothing but places to be told by.
  if (
    wide.sample.format.form === undefined &&
    wide.sample.format.headerLine !== other.sample.format.headerLine &&
    (wide.sample.format.headerLine === null || other.sample.format.headerLine === null)
  )
    return false;
  // Whose each is, their names say, unless these only count.
  if (wide.plan.person !== undefined && !marksOf([wide, other]).every(onlyCounts)) return false;
  if (wide.plan.dataset === 'INTERACTIONS')
    return KEYS.every((role) => headerOf(wide, role) === headerOf(other, role));
  if (ours.size !== theirs.size) return false;
  return ours.size >= ENOUGH_COLUMNS || marksOf([wide, other]).every(onlyCounts);
}

function headerOf({ plan }: Look, role: ColumnRole): string | null {
  const header = plan.columns.find((column) => column.role === role)?.header;
  return header === undefined ? null : keyOf(header);
}

function madeOf(group: readonly Look[], file: string): MadeGathered {
  const widest = [...group].sort((a, b) => b.sample.headers.length - a.sample.headers.length)[0];
  const columns = widest.sample.headers.map((header, at) => ({
    header,
    from: group.map(({ sample: { headers } }) => placeOf(header, at, widest.sample.headers, headers)),
  }));
  const withUnits = columns.map((column): MadeGathered['columns'][number] => {
    const units = group.map(
      ({ plan }, i) => plan.columns.find(({ index }) => index === column.from[i])?.timeUnit,
    );
    const told = units.filter((unit) => unit !== undefined);
    return told.length < units.length || new Set(told).size < 2 ? column : { ...column, units: told };
  });
  const parts = group.map(({ source }) => source.path);
  const mark = markOf(group);
  return { kind: 'gathered', file, parts, columns: withUnits, ...(mark === null ? {} : { mark }) };
}

/** The same column in another part: of several of one name the same one of them. */
function placeOf(
  header: string,
  at: number,
  ours: readonly string[],
  theirs: readonly string[],
): number | null {
  const nth = ours.slice(0, at).filter((other) => keyOf(other) === keyOf(header)).length;
  const places = theirs.flatMap((other, i) => (keyOf(other) === keyOf(header) ? [i] : []));
  return places.at(nth) ?? null;
}

/** What tells the parts apart, where that is more than a number. */
function markOf(group: readonly Look[]): MadeGathered['mark'] | null {
  const values = marksOf(group);
  if (new Set(values).size < values.length) return null;
  const isKind =
    group[0].plan.dataset === 'INTERACTIONS' &&
    headerOf(group[0], 'EVENT_TYPE') === null &&
    values.some((value) => value.split(' ').some(namesKind) || namesKind(value));
  return {
    header: isKind ? KIND : SOURCE,
    values: values.map((value, i) => value || stemOf(group[i].source.path)),
  };
}

/** What differs in the names of parts: `2023 views`, `2023 buys` are `views` and `buys`. */
function marksOf(group: readonly Look[]): string[] {
  const paths = group.map(({ source: { path } }) => path.split('/'));
  const depth = Math.max(...paths.map(({ length }) => length));
  // The folders, archives or sheets in which they differ, from the innermost.
  for (let back = 1; back <= depth; back++) {
    const names = paths.map((path) => wordsOf(path.at(-back) ?? ''));
    if (new Set(names.map((name) => name.join(' '))).size < names.length) continue;
    const common = names[0].filter((word) => names.every((name) => name.includes(word)));
    return names.map((name) => name.filter((word) => !common.includes(word)).join(' '));
  }
  return paths.map((_, i) => String(i + 1));
}

function wordsOf(name: string): string[] {
  return stemOf(name)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** What all parts are called alike, else how the first is called. */
function nameOf(group: readonly Look[]): string {
  const names = group.map(({ source }) => wordsOf(lastPart(source.path)));
  const common = names[0].filter((word) => names.every((name) => name.includes(word)));
  const [{ source }] = group;
  return common.join(' ') || stemOf(source.within ?? source.path);
}

/** A column that only counts the parts says nothing of the events: it is there to be kept by one press. */
function withMarkPlanned(look: Look, { columns, mark }: MadeGathered): Look {
  if (mark?.header !== SOURCE || !mark.values.every(onlyCounts)) return look;
  const plan: FilePlan = {
    ...look.plan,
    columns: look.plan.columns.map((column) =>
      column.index === columns.length && column.role === 'KEEP' ? { ...column, role: 'IGNORE' } : column,
    ),
  };
  return { ...look, plan };
}
