import type { NamedItem } from '../../../domain/explanations';
import type { Job } from '../../../domain/ports';
import type { DataIndex } from '../../project/data-index';
import { roundHalfUp } from '../../measuring/split';
import { MadeOnce } from './made-once';

/** Users between two looks at the job. */
const AT_ONCE = 200;

/**
 * Everybody's history cut where lessons hide what comes next. Lists of items hold each once, in order of first
 * appearance. Read only.
 */
export class HalfSeen {
  /** Items before the cut, by user. */
  readonly known: readonly Int32Array[];
  /** Items after the cut that were not there before it, by user. */
  readonly later: readonly Int32Array[];
  /** Rows before the cut, by user. */
  readonly seenRows: Int32Array;
  /** What a guess about somebody else may know of a user. */
  readonly taken: readonly Int32Array[];
  /** Different users of every item by what they have `taken`. */
  readonly users: Int32Array;
  /** The items by their number of users, most first, ties by id. */
  readonly popular: Int32Array;

  private constructor(
    readonly index: DataIndex,
    cut: Pick<HalfSeen, 'known' | 'later' | 'seenRows'>,
    taken: readonly Int32Array[],
  ) {
    this.known = cut.known;
    this.later = cut.later;
    this.seenRows = cut.seenRows;
    this.taken = taken;
    const users = new Int32Array(index.tables.itemIds.length);
    for (const items of taken) for (const item of items) users[item]++;
    const rank = index.itemRank;
    this.users = users;
    this.popular = Int32Array.from(users.keys()).sort((a, b) => users[b] - users[a] || rank[a] - rank[b]);
  }

  /**
   * Of each one the newest tenth of the rows is hidden, at least one, and of everybody else all is known. O(rows).
   *
   * @throws AppError CANCELLED through the job.
   */
  static async of(index: DataIndex, job: Job): Promise<HalfSeen> {
    const newestTenth = (rows: Int32Array): number =>
      rows.length < 2 ? rows.length : rows.length - Math.max(1, roundHalfUp(rows.length / 10));
    const cut = await cutRows(index, newestTenth, job);
    const taken = cut.known.map((known, u) => Int32Array.of(...known, ...cut.later[u]));
    return new HalfSeen(index, cut, taken);
  }

  /** Of nobody anything is known from a moment on. O(rows). @throws AppError CANCELLED through the job. */
  static async before(index: DataIndex, atSec: number, job: Job): Promise<HalfSeen> {
    const { timestampSec } = index.tables.interactions;
    const until = (rows: Int32Array): number => rows.filter((row) => timestampSec[row] < atSec).length;
    const cut = await cutRows(index, until, job);
    return new HalfSeen(index, cut, cut.known);
  }

  get nUsers(): number {
    return this.known.length;
  }

  get nItems(): number {
    return this.users.length;
  }

  named(item: number): NamedItem {
    const { words, tables } = this.index;
    return { itemId: tables.itemIds[item], title: words.titleOf(item), year: words.yearOf(item) };
  }
}

/** @param knownRows how many of a user's rows are known, the oldest ones. */
async function cutRows(
  index: DataIndex,
  knownRows: (rows: Int32Array) => number,
  job: Job,
): Promise<Pick<HalfSeen, 'known' | 'later' | 'seenRows'>> {
  const { userIds, interactions } = index.tables;
  const known: Int32Array[] = [];
  const later: Int32Array[] = [];
  const seenRows = new Int32Array(userIds.length);
  for (let u = 0; u < userIds.length; u++) {
    if (u % AT_ONCE === 0) await job.checkpoint('lesson', u, userIds.length);
    const rows = index.rowsOf(u);
    const items = Array.from(rows, (row) => interactions.itemIdx[row]);
    const cut = knownRows(rows);
    const before = new Set(items.slice(0, cut));
    const after = new Set(items.slice(cut).filter((item) => !before.has(item)));
    seenRows[u] = cut;
    known.push(Int32Array.from(before));
    later.push(Int32Array.from(after));
  }
  return { known, later, seenRows };
}

/** Made once for an index and kept as long as that is. */
export const halfSeen = new MadeOnce<DataIndex, HalfSeen>((index, job) => HalfSeen.of(index, job));
