import { NO_EVENT_TYPE, type Tables } from '../../domain/columns';
import type { Histories, TrainingData } from '../../domain/histories';
import { askedAt, askedBefore, historyOf } from '../../domain/queries';
import { Rng } from '../../kernels/rng';
import { momentCount, newestFrom } from '../../recipes/newest-from';
import type { TestUser } from './split';

/** Rows of a file that nobody learns from. */
export interface OutsideRows {
  readonly tables: Tables;
  /** Its rows, as its own tables number people and items. */
  readonly histories: Histories;
}

/** Who is asked for what, and how much of the file could not be asked for. */
export interface OutsideTests {
  readonly tests: readonly TestUser[];
  /** Rows of unknown items: of histories those that nobody had in training, else those outside the catalogue. */
  readonly unknownRows: number;
  readonly unknownItems: number;
  /** People who are asked for nothing. */
  readonly peopleLeftOut: number;
}

interface Learned {
  readonly tables: Tables;
  readonly data: TrainingData;
}

/**
 * The next item of people whom nobody knows, as papers on sessions measure it: each of their moments after the first is
 * asked for from what precedes it. Rows of items that nobody had in training count as if they were not there.
 */
export function nextOfStrangers(outside: OutsideRows, learned: Learned): OutsideTests {
  const had = new Set(learned.data.items);
  const itemOf = itemsBySide(outside, learned).map((item) => (had.has(item) ? item : -1));
  const told = inTheirNumbers(outside, learned, itemOf);
  const tests: TestUser[] = [];
  let peopleLeftOut = 0;
  for (let u = 0; u < told.nUsers; u++) {
    const moments = momentCount(told, u);
    if (moments < 2) peopleLeftOut++;
    for (let n = moments - 1; n > 0; n--) {
      const at = newestFrom(told, u, n);
      const query = { ...askedBefore(told, u, at), userIdx: -1 };
      tests.push({ query, relevant: new Set([told.items[at]]) });
    }
  }
  return { tests, ...unknownIn(itemOf, outside.histories), peopleLeftOut };
}

/**
 * What known people had beside what was learned from, in no order, as papers on graphs measure it. An item
 * outside the catalogue is missed by every list.
 *
 * @param exclude what somebody has is not in their list, nor to be found; who has nothing else to find is left out.
 */
export function heldOutOfKnown(outside: OutsideRows, learned: Learned, exclude: boolean): OutsideTests {
  const { histories, tables } = outside;
  const itemOf = itemsBySide(outside, learned);
  const userOf = new Map(learned.tables.userIds.map((id, u) => [id, u]));
  const tests: TestUser[] = [];
  for (let u = 0; u < histories.nUsers; u++) {
    const userIdx = userOf.get(tables.userIds[u]);
    if (userIdx === undefined) continue;
    const from = histories.userPtr[u];
    const known = historyOf(learned.data, userIdx);
    if (known.items.length === 0) continue;
    // Numbers below 0 are on no list.
    const own = histories.items.subarray(from, histories.userPtr[u + 1]);
    const held = Array.from(own, (item) => (itemOf[item] < 0 ? -1 - item : itemOf[item]));
    const relevant = new Set(exclude ? held.filter((item) => !known.items.includes(item)) : held);
    if (relevant.size > 0) tests.push({ query: askedAt(known, histories.timestampSec[from]), relevant });
  }
  return { tests, ...unknownIn(itemOf, histories), peopleLeftOut: histories.nUsers - tests.length };
}

/** So many of them, drawn by the seed, in their order; all where there are no more. */
export function drawTests(tests: readonly TestUser[], most: number, seed: number): readonly TestUser[] {
  if (tests.length <= most) return tests;
  const drawn = Array.from(tests.keys());
  new Rng(seed, 'outside-tests').shuffle(drawn);
  return Array.from(Int32Array.from(drawn.slice(0, most)).sort(), (t) => tests[t]);
}

/** By item of the file its number in the catalogue; −1 where it is unknown. */
function itemsBySide({ tables }: OutsideRows, learned: Learned): Int32Array {
  const numbers = new Map(learned.tables.itemIds.map((id, i) => [id, i]));
  return Int32Array.from(tables.itemIds, (id) => numbers.get(id) ?? -1);
}

/** What the file has of items that count below 0. */
function unknownIn(
  itemOf: Int32Array,
  { items }: Histories,
): Pick<OutsideTests, 'unknownRows' | 'unknownItems'> {
  const rows = items.filter((item) => itemOf[item] < 0);
  return { unknownRows: rows.length, unknownItems: new Set(rows).size };
}

/** The known rows, with items and event types as training numbers them. */
function inTheirNumbers({ histories, tables }: OutsideRows, learned: Learned, itemOf: Int32Array): Histories {
  const types = tables.interactions.eventTypes.map((type) => {
    const code = learned.tables.interactions.eventTypes.indexOf(type);
    return code < 0 ? NO_EVENT_TYPE : code;
  });
  const { userPtr, items, timestampSec, eventType, drawnSeconds } = histories;
  const rows: number[] = [];
  const ends = new Int32Array(histories.nUsers + 1);
  for (let u = 0; u < histories.nUsers; u++) {
    for (let p = userPtr[u]; p < userPtr[u + 1]; p++) if (itemOf[items[p]] >= 0) rows.push(p);
    ends[u + 1] = rows.length;
  }
  return {
    nUsers: histories.nUsers,
    nItems: learned.data.nItems,
    userPtr: ends,
    items: Int32Array.from(rows, (p) => itemOf[items[p]]),
    timestampSec: Float64Array.from(rows, (p) => timestampSec[p]),
    eventType: Uint16Array.from(rows, (p) => types[eventType[p]] ?? NO_EVENT_TYPE),
    rowWeight: null,
    ...(drawnSeconds && { drawnSeconds }),
  };
}
