import { isObject, type Json, type JsonObject } from '../../../../domain/json';
import { saysWho } from '../../../lexicon/people';

/** Of what a list of fields has, so much is there in each record; things that people chose differ. */
const ALIKE = 0.8;
/** Below so many things nothing tells them from fields. */
const LEAST_THINGS = 4;
/** Names that count rows or times, or kinds of what people do, are nobody's. */
const NOBODY =
  /^\W*\d|^(view|click|purchas|buy|cart|like|order|rating|review|event|item|user|product|data|meta|result|row|record|column|movie|film|book|song|train|test|valid|조회|구매|클릭|평가|주문|장바구니|좋아요)/i;

/** Whether the names in an object may be people. */
export function arePeople(names: readonly string[]): boolean {
  return names.length > 1 && names.every((name) => !NOBODY.test(name) && !name.includes('.'));
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
  if (values.every(isObject)) return ofThings(entries as [string, JsonObject][]);
  return null;
}

function ofLists(entries: readonly (readonly [string, Json[]])[]): Json[] | null {
  const all = entries.flatMap(([, list]) => list);
  if (all.length > 0 && all.every(isObject)) {
    const saysItself = Object.keys(all[0]).some((name) => saysWho(name) > 1);
    return saysItself
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
