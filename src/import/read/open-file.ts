import { issueOf } from '../../domain/issue';
import type { ColumnPlan, FilePlan, LossReason, NotMeant } from '../../domain/imports';
import type { ColumnBuilder } from './columns/column-builder';
import type { ColumnSpec } from './columns/column-spec';
import { type IssueLog } from './issue-log';
import type { FileEvent } from '../open/file-rows';
import type { RowSieve, Sifted } from '../gather/row-sieve';

/** Counts of one file. */
export interface FileCounts {
  rows: number;
  /** Counted where they are kept: with those that are left out they come to `rows`. */
  kept: number;
  bad: number;
  /** The bad rows by why. */
  readonly lost: Map<LossReason, number>;
  /** Records that are no rows at all, by why: adverts, trailers. */
  readonly leftOut: Map<NotMeant, number>;
  /** Rows that the rules of the file are about, also where they are kept. */
  sifted: readonly Sifted[];
  /** Rows with blank cells that stand for those above, also where they stay blank. */
  asAbove: number;
}

export function loseRows(counts: FileCounts, reason: LossReason, count: number): void {
  counts.bad += count;
  counts.lost.set(reason, (counts.lost.get(reason) ?? 0) + count);
}

/** What makes a second reading with another format necessary. */
export type SecondThought =
  | { readonly kind: 'backslash' }
  | { readonly kind: 'windows-1252' }
  /** A number is written otherwise than its column is read, which is to be judged by all of it. */
  | { readonly kind: 'numbers'; readonly field: string }
  /** A guessed number or boolean column holds something else: it is text. */
  | { readonly kind: 'text'; readonly field: string; readonly line: number; readonly value: string };

/** Which builder reads which cell of a row. */
export interface Target {
  readonly builder: ColumnBuilder;
  readonly spec: ColumnSpec | null;
  readonly column: ColumnPlan;
}

/** A file while it is read. */
export interface OpenFile {
  readonly plan: FilePlan;
  readonly sizeBytes: number;
  readonly targets: readonly Target[];
  /** Null where no row is left out for what it says. */
  readonly sieve: RowSieve | null;
  readonly log: IssueLog;
  readonly counts: FileCounts;
  /** The cells of the header, once it was met. */
  head: readonly string[] | null;
  sawBackslashQuotes: boolean;
}

/** Notes what is met in a file beside its rows. @returns what would have to be read differently, or null. */
export function noteEvent(
  event: Exclude<FileEvent, { kind: 'rows' }>,
  { plan, log, counts, sawBackslashQuotes }: OpenFile,
): SecondThought | null {
  switch (event.kind) {
    case 'bad-bytes': {
      if (plan.door === 'mapping') return { kind: 'windows-1252' };
      const { line, byteOffset, byte } = event;
      log.add('D08', 'error', { reason: 'bytes', byteOffset, byte }, { line });
      return null;
    }
    case 'unclosed-quote':
      if (plan.format.escape === '"' && sawBackslashQuotes) return { kind: 'backslash' };
      log.add('D07', 'error', { reason: 'unclosed' }, { line: event.line });
      return null;
    case 'unread': {
      const { records } = event;
      const { dataset, file } = log;
      counts.rows += records.length;
      loseRows(counts, 'broken', records.length);
      log.addRows(
        records.map((record) => issueOf('RECORD_UNREAD', 'warning', { dataset, file, ...record }, {})),
      );
      return null;
    }
    case 'left-out':
      for (const { reason, count } of event.rows)
        counts.leftOut.set(reason, (counts.leftOut.get(reason) ?? 0) + count);
      return null;
  }
}
