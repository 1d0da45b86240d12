import type { DatasetType } from '../../../domain/schema';
import {
  partsOfMade,
  withFile,
  type ColumnRole,
  type FilePlan,
  type MadeTable,
} from '../../../domain/imports';
import { freeName } from '../../../domain/free-name';
import type { Job } from '../../../domain/ports';
import type { Look } from '../look-at';
import { timesOf, type TimesByHeader } from '../whole-times';
import { rowsUnderHead } from '../../open/text-table';
import { withMade } from '../../gather/with-made';

/** What is made from the files of a drop, and how these are seen then. */
export interface Found {
  readonly looks: readonly Look[];
  readonly plans: readonly FilePlan[];
  readonly made: readonly MadeTable[];
}

/** What finding takes beside the drop. */
export interface Tools {
  readonly job: Job;
  /** Looks at a table that is made from others; null where it cannot be used. */
  readonly lookAgain: (
    source: Look['source'],
    /** Undefined: what it holds is guessed. */
    dataset: DatasetType | undefined,
    roles?: readonly ColumnRole[],
    times?: TimesByHeader,
  ) => Promise<Look | null>;
}

/** With a table that was made from another one, or from several; the first of them is left out then, or planned otherwise. */
export function foundWith(
  found: Found,
  look: Look,
  made: MadeTable,
  change: (plan: FilePlan) => FilePlan = leftOut,
): Found {
  const [first] = partsOfMade(made);
  const plans = [...withFile(found.plans, first, change), look.plan];
  return { looks: [...found.looks, look], plans, made: [...found.made, made] };
}

export function leftOut(plan: FilePlan): FilePlan {
  return { ...plan, dataset: null };
}

/** Looks at a table that would be made, as a file of a dataset. */
export async function lookAtMade(
  made: MadeTable,
  found: Found,
  { job, lookAgain }: Tools,
  dataset: DatasetType | undefined,
): Promise<Look | null> {
  // What is told of things needs all rows of them: those of the sample will do here.
  const seen = made.kind === 'entities' ? beginningOf : ({ source }: Look) => source;
  const files = new Map(found.looks.map((look) => [look.source.path, seen(look)]));
  const { sources } = withMade(files, { files: found.plans, made: [made] }, job);
  const source = sources.get(made.file);
  const parts = found.plans.filter(({ file }) => partsOfMade(made).includes(file));
  const times = new Map(parts.toReversed().flatMap((plan) => [...timesOf(plan)]));
  return source === undefined ? null : lookAgain(source, dataset, undefined, times);
}

/** A name that no table has yet. */
export function freeTable(wanted: string, { looks }: Found): string {
  return freeName(wanted, (name) => looks.some(({ source }) => source.path === name), ' ');
}

/** A source of no more than what was seen of it. */
function beginningOf({ source, sample: { headers, rows, lines } }: Look): Look['source'] {
  const all = {
    rows: rows.map((row) => [...row]),
    lines: Int32Array.from(lines),
    swallowed: new Set<number>(),
  };
  const batch = rowsUnderHead(all, headers.length, 0);
  return {
    ...source,
    table: {
      form: 'made',
      headers,
      async *rows() {
        yield batch;
      },
    },
  };
}
