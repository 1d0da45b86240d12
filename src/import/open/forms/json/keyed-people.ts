import { isObject, type Json, type JsonObject } from '../../../../domain/json';
import { saysKind } from '../../../lexicon/kinds';
import { bareName, namesTitle, roleOfName } from '../../../lexicon/names';
import { saysWho } from '../../../lexicon/people';

/** Of what a list of fields has, so much is there in each record; things that people chose differ. */
const ALIKE = 0.8;
/** Below so many things nothing tells them from fields. */
const LEAST_THINGS = 4;
/** Names that count rows or times, or are kinds of what people do, are nobody's. */
const NOBODY =
  /^\W*\d|history|^(views?|click|purchas|buy|bought|cart|like[sd]?$|dislike|order|ratings?$|rated|review|event|item|users?$|product|data|meta|result|row|record|column|movie|films?$|book|songs?$|track|train|tests?$|valid|play(s|ed)?$|skip|watch|listen|favou?rite|lists?$|wish|saved?$|search|log(s|ins?)?$|session|visit|share|comment|add(ed)?$|removed?$|read$|조회|구매|클릭|평가|주문|장바구니|좋아요|재생|시청|검색)/i;
const MONTH =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/i;

/** Whether arrays lie under people, by their paths: these differ in one step alone, `users.ann.plays`, `users.bob.plays`. */
export function areUnderPeople(paths: readonly string[]): boolean {
  const steps = paths.map((path) => path.split('.'));
  const [first] = steps;
  if (steps.length < 2 || steps.some(({ length }) => length !== first.length)) return false;
  const differing = first.flatMap((step, at) => (steps.every((other) => other[at] === step) ? [] : [at]));
  return differing.length === 1 && arePeople(steps.map((path) => path[differing[0]]));
}

/** Whether the names in an object may be people. */
function arePeople(names: readonly string[]): boolean {
  const may = names.length > 1 && names.every((name) => !NOBODY.test(name) && !name.includes('.'));
  return may && !names.every((name) => MONTH.test(name));
}

/**
 * What each person chose, under the person's name, as a record for each choice: `{"ann": {"Heat": 5}, "bob": {…}}`,
 * `{"ann": ["Heat", …]}`, with more of each thing or as lists of records; it may lie in an object of its own. Null where
 * it is something else: columns under their names, or records under theirs.
 */
export function eventsOfPeople(whole: JsonObject): Json[] | null {
  const entries = Object.entries(whole);
  if (entries.length === 1 && isObject(entries[0][1])) return eventsOfPeople(entries[0][1]);
  if (!arePeople(Object.keys(whole))) return null;
  const values = entries.map(([, value]) => value);
  if (values.every(Array.isArray)) return ofLists(entries as [string, Json[]][]);
  if (!values.every(isObject)) return null;
  const people = entries as [string, JsonObject][];
  return ofOneField(people) ?? ofThings(people);
}

/** What each chose lies in one field beside what is told of the person: `{"ann": {"age": 7, "plays": […]}, "bob": {…}}`. */
function ofOneField(entries: readonly (readonly [string, JsonObject])[]): Json[] | null {
  const names = new Set(entries.flatMap(([, fields]) => Object.keys(fields).filter((name) => isNested(fields[name])))); // prettier-ignore
  const [name] = names;
  if (names.size !== 1 || !namesChoices(name)) return null;
  // Things have titles, and lists of what others said of them.
  if (entries.some(([, fields]) => Object.keys(fields).some(namesTitled))) return null;
  const chosen = entries.flatMap(([user, { [name]: inner }]): [string, Json][] =>
    isNested(inner) ? [[user, inner]] : [],
  );
  if (chosen.every(([, inner]) => Array.isArray(inner))) return ofLists(chosen as [string, Json[]][]);
  if (!chosen.every(([, inner]) => isObject(inner))) return null;
  const records = chosen as [string, JsonObject][];
  const keys = records.flatMap(([, inner]) => Object.keys(inner));
  // Keys that never come again only number the records under them, as those of Firebase do.
  return new Set(keys).size === keys.length
    ? ofLists(records.map(([user, inner]) => [user, Object.values(inner)]))
    : ofThings(records);
}

/** `plays`, `listening_history`, `books`: genres and tags are of things. */
const namesChoices = (field: string): boolean =>
  saysKind(field) === 2 || /history/i.test(field) || roleOfName(field.replace(/s$/, '')) === 'ITEM_ID';
const namesTitled = (field: string): boolean => namesTitle(field) && bareName(field) !== 'name';
const isNested = (value: Json): boolean => Array.isArray(value) || isObject(value);

function ofLists(entries: readonly (readonly [string, Json[]])[]): Json[] | null {
  const all = entries.flatMap(([, list]) => list);
  if (all.length > 0 && all.every(isObject)) {
    const saysItself = Object.keys(all[0]).some((name) => saysWho(name) > 1);
    const shapes = new Set(entries.flatMap(([, [first]]) => (isObject(first) ? [shapeOf(first)] : [])));
    return saysItself || shapes.size > 1
      ? null
      : entries.flatMap(([user, list]) => list.map((one) => ({ user, ...(one as JsonObject) })));
  }
  const areNames = all.length > 0 && all.every((one) => typeof one === 'string' || typeof one === 'number');
  // Lists of one length are columns.
  const differ = new Set(entries.map(([, list]) => list.length)).size > 1;
  const comeAgain = new Set(all).size < all.length && !entries.some(([name]) => saysWho(name) > 1);
  return areNames && differ && comeAgain
    ? entries.flatMap(([user, list]) => list.map((item) => ({ user, item })))
    : null;
}

const shapeOf = (record: JsonObject): string => Object.keys(record).sort().join('\n');

function ofThings(entries: readonly (readonly [string, JsonObject])[]): Json[] | null {
  const things = new Set(entries.flatMap(([, chosen]) => Object.keys(chosen)));
  const all = entries.flatMap(([, chosen]) => Object.values(chosen));
  if (things.size < LEAST_THINGS || all.length > things.size * entries.length * ALIKE) return null;
  if (all.every(isObject))
    return entries.flatMap(([user, chosen]) =>
      Object.entries(chosen).map(([item, more]) => ({ user, item, ...(more as JsonObject) })),
    );
  const areNumbers = all.every((value) => typeof value === 'number');
  const areDays = all.every((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value));
  if (!areNumbers && !areDays) return null;
  const told = areDays ? 'date' : 'rating';
  return entries.flatMap(([user, chosen]) =>
    Object.entries(chosen).map(([item, value]) => ({ user, item, [told]: value })),
  );
}
