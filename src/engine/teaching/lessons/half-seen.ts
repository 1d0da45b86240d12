import type { NamedItem } from '../../../domain/explanations';
import type { Job } from '../../../domain/ports';
import type { DataIndex } from '../../project/data-index';
import { roundHalfUp } from '../../measuring/split';
import { MadeOnce } from './made-once';

/** Users between two looks at the job. */
const AT_ONCE = 200;

/**
 * Everybody's history cut where lessons hide what comes next: the newest tenth of the rows, at least one. Lists of
 * items hold each once, in order of first appearance. Read only.
 */
export class HalfSeen {
  /** Items before the cut, by user. */
  readonly known: readonly Int32Array[];
  /** Items after the cut that were not there before it, by user. */
  readonly later: readonly Int32Array[];
  /** Rows before the cut, by user. */
  readonly seenRows: Int32Array;
  /** Different users of every item, all rows counted. */
  readonly users: Int32Array;
  /** The items by their number of users, most first, ties by id. */
  readonly popular: Int32Array;

  private constructor(
    readonly index: DataIndex,
    cut: {
      readonly known: readonly Int32Array[];
      readonly later: readonly Int32Array[];
      readonly seenRows: Int32Array;
    },
  ) {
    this.known = cut.known;
    this.later = cut.later;
    this.seenRows = cut.seenRows;
    const users = new Int32Array(index.tables.itemIds.length);
    for (const items of [...cut.known, ...cut.later]) for (const item of items) users[item]++;
    const rank = index.itemRank;
    this.users = users;
    this.popular = Int32Array.from(users.keys()).sort((a, b) => users[b] - users[a] || rank[a] - rank[b]);
  }

  /** O(rows). @throws AppError CANCELLED through the job. */
  static async of(index: DataIndex, job: Job): Promise<HalfSeen> {
    const { userIds, interactions } = index.tables;
    const known: Int32Array[] = [];
    const later: Int32Array[] = [];
    const seenRows = new Int32Array(userIds.length);
    for (let u = 0; u < userIds.length; u++) {
      if (u % AT_ONCE === 0) await job.checkpoint('lesson', u, userIds.length);
      const items = Array.from(index.rowsOf(u), (row) => interactions.itemIdx[row]);
      const cut =
        items.length < 2 ? items.length : items.length - Math.max(1, roundHalfUp(items.length / 10));
      const before = new Set(items.slice(0, cut));
      const after = new Set(items.slice(cut).filter((item) => !before.has(item)));
      seenRows[u] = cut;
      known.push(Int32Array.from(before));
      later.push(Int32Array.from(after));
    }
    return new HalfSeen(index, { known, later, seenRows });
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

/** Made once for an index and kept as long as that is. */
export const halfSeen = new MadeOnce<DataIndex, HalfSeen>((index, job) => HalfSeen.of(index, job));
