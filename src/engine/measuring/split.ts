import type { Histories, TrainingData, UserQuery } from '../../domain/histories';
import { askedBefore } from '../../domain/queries';
import { fnv1a } from '../../kernels/fnv1a';
import { momentCount, newestFrom } from '../../recipes/newest-from';

/** One user whose newest rows are hidden: what the model may see, and what it should find. */
export interface TestUser {
  readonly query: UserQuery;
  /** Distinct held-out items; never empty. */
  readonly relevant: ReadonlySet<number>;
}

export interface Split {
  /** What the model learns from. The catalogue and all indices stay those of the whole data. */
  readonly train: TrainingData;
  readonly tests: readonly TestUser[];
}

/** Number of folds that `--folds` may ask for: each takes a different tenth of the users. */
export const MAX_FOLDS = 10;

/** Rounds halves up, as docs/rules/metrics.md counts. */
export function roundHalfUp(x: number): number {
  return Math.floor(x + 0.5);
}

/**
 * Amazon's split: a tenth of the eligible users (≥ 2 rows) is kept from training altogether; the newest tenth of
 * each one's rows is held out, the rest is the model's input. Fold 0 is the split of docs/rules/metrics.md.
 */
export function splitAmazon(data: TrainingData, userIds: readonly string[], seed: number, fold = 0): Split {
  const tests = testsOf(data, userIds, seed, fold);
  const isTest = new Uint8Array(data.nUsers);
  for (const { query } of tests) isTest[query.userIdx] = 1;
  return { train: keepRows(data, (u) => (isTest[u] === 1 ? 0 : rowsOf(data, u))), tests };
}

/** The people of that split alone, without a copy of what is learned from. */
export function testsOf(
  data: Histories,
  userIds: readonly string[],
  seed: number,
  fold = 0,
): readonly TestUser[] {
  return testUsersOf(data, userIds, seed, fold).map((userIdx) => {
    const cut = newestFrom(data, userIdx, testRows(momentCount(data, userIdx)));
    return testUser(data, userIdx, cut, data.userPtr[userIdx + 1]);
  });
}

/** How many of a test user's rows are held out, the newest ones; 0 for somebody who has too few to be one. */
export function testRows(rows: number): number {
  return rows < 2 ? 0 : Math.max(1, roundHalfUp(0.1 * rows));
}

/** The users of one fold: eligible users sorted by FNV-1a of `SEED|USER_ID`, cut into tenths. */
function testUsersOf(data: Histories, userIds: readonly string[], seed: number, fold: number): number[] {
  const eligible: { readonly userIdx: number; readonly id: string; readonly hash: number }[] = [];
  for (let u = 0; u < data.nUsers; u++) {
    if (momentCount(data, u) < 2) continue;
    eligible.push({ userIdx: u, id: userIds[u], hash: fnv1a(`${seed}|${userIds[u]}`) });
  }
  eligible.sort((a, b) => a.hash - b.hash || (a.id < b.id ? -1 : 1));
  const n = eligible.length;
  const from = roundHalfUp((fold * n) / MAX_FOLDS);
  const to = Math.max(from + 1, roundHalfUp(((fold + 1) * n) / MAX_FOLDS));
  return eligible.slice(from, to).map((user) => user.userIdx);
}

/**
 * Every user with ≥ 3 moments: the last one is the target, all else is training data and the user's history. Of the
 * newest second it is the one that was drawn, where the order within seconds is drawn; what was done beside it is known.
 *
 * @param before 1 for tuning: the row before the target is to be found, and the target itself is in nobody's hands.
 */
export function splitLeaveOneOut(data: TrainingData, before: 0 | 1 = 0): Split {
  const tests: TestUser[] = [];
  for (let u = 0; u < data.nUsers; u++) {
    if (momentCount(data, u) < 3) continue;
    tests.push(testUser(data, u, newestFrom(data, u, 1 + before), newestFrom(data, u, before)));
  }
  const train = keepRows(data, (u) =>
    momentCount(data, u) < 3 ? rowsOf(data, u) : newestFrom(data, u, 1 + before) - data.userPtr[u],
  );
  return { train, tests };
}

/** Share of all rows before the moment that a split by time cuts at. */
const PAST = 0.9;

/**
 * One moment for everybody: what came later nobody knows, neither of a person nor of others. People with two moments
 * before it and one after are asked for their first one after it.
 */
export function splitByTime(data: TrainingData): Split {
  const times = Float64Array.from(data.timestampSec).sort();
  const cutSec = times[Math.floor(PAST * times.length)];
  const pastOf = (u: number): number => {
    let p = data.userPtr[u];
    while (p < data.userPtr[u + 1] && data.timestampSec[p] < cutSec) p++;
    return p;
  };
  const train = keepRows(data, (u) => pastOf(u) - data.userPtr[u]);
  const tests: TestUser[] = [];
  for (let u = 0; u < data.nUsers; u++) {
    const cut = pastOf(u);
    if (momentCount(train, u) >= 2 && cut < data.userPtr[u + 1]) tests.push(testUser(data, u, cut, cut + 1));
  }
  return { train, tests };
}

function testUser(data: Histories, userIdx: number, cut: number, to: number): TestUser {
  return { query: askedBefore(data, userIdx, cut), relevant: new Set(data.items.subarray(cut, to)) };
}

function rowsOf(data: Histories, userIdx: number): number {
  return data.userPtr[userIdx + 1] - data.userPtr[userIdx];
}

/** A copy with only the oldest `rows(u)` rows of each user. */
export function keepRows(data: TrainingData, rows: (userIdx: number) => number): TrainingData {
  const userPtr = new Int32Array(data.nUsers + 1);
  for (let u = 0; u < data.nUsers; u++) userPtr[u + 1] = userPtr[u] + rows(u);
  const total = userPtr[data.nUsers];
  const items = new Int32Array(total);
  const timestampSec = new Float64Array(total);
  const eventType = new Uint16Array(total);
  const rowWeight = data.rowWeight && new Float32Array(total);
  const columnRow = data.columnRow && new Int32Array(total);
  for (let u = 0; u < data.nUsers; u++) {
    const from = data.userPtr[u];
    const to = from + userPtr[u + 1] - userPtr[u];
    items.set(data.items.subarray(from, to), userPtr[u]);
    timestampSec.set(data.timestampSec.subarray(from, to), userPtr[u]);
    eventType.set(data.eventType.subarray(from, to), userPtr[u]);
    if (data.rowWeight) rowWeight?.set(data.rowWeight.subarray(from, to), userPtr[u]);
    if (data.columnRow) columnRow?.set(data.columnRow.subarray(from, to), userPtr[u]);
  }
  return { ...data, userPtr, items, timestampSec, eventType, rowWeight, ...(columnRow && { columnRow }) };
}
