import type { Moments } from '../moments/moments';

/** Share of every user's moments that weights are learned from: the newest, as those that are measured on. */
const SHARE = 0.2;

/** Items asked about, and the users who took one of them in what was held out; both ascending. */
export interface Question {
  readonly items: Int32Array;
  readonly users: Int32Array;
}

export interface HeldOut {
  readonly all: Moments;
  /** Without everybody's newest moments: a fifth, at least one of two or more. */
  readonly before: Moments;
  /** One a set with takers. */
  readonly questions: readonly Question[];
}

/** @param sets what is asked about; null: every single item. */
export function holdOut(all: Moments, sets: readonly Int32Array[] | null): HeldOut {
  const { nUsers, nItems, userPtr } = all;
  const kept = new Uint8Array(all.items.length).fill(1);
  const ptr = new Int32Array(nUsers + 1);
  const takers = Array.from({ length: nItems }, (): number[] => []);
  for (let u = 0; u < nUsers; u++) {
    const n = userPtr[u + 1] - userPtr[u];
    const held = n < 2 ? 0 : Math.max(1, Math.round(SHARE * n));
    for (let p = userPtr[u + 1] - held; p < userPtr[u + 1]; p++) {
      kept[p] = 0;
      if (takers[all.items[p]].at(-1) !== u) takers[all.items[p]].push(u);
    }
    ptr[u + 1] = ptr[u] + n - held;
  }
  const before = {
    ...all,
    userPtr: ptr,
    items: all.items.filter((_, p) => kept[p] === 1),
    timestampSec: all.timestampSec.filter((_, p) => kept[p] === 1),
    rowWeight: all.rowWeight?.filter((_, p) => kept[p] === 1) ?? null,
  };
  const asked = sets ?? takers.flatMap((users, item) => (users.length > 0 ? [Int32Array.of(item)] : []));
  const questions = asked.map((items) => {
    const users = new Set<number>();
    for (const item of items) for (const user of takers[item]) users.add(user);
    return { items, users: Int32Array.from(users).sort() };
  });
  return { all, before, questions: questions.filter(({ users }) => users.length > 0) };
}
