import type { CellTable } from '../open/cell-table';
import {
  partsOfMade,
  type FilePlan,
  type ImportPlan,
  type NotMeant,
  type ReadRows,
} from '../../domain/imports';
import { issueOf, type Issue, type IssuePlace } from '../../domain/issue';

/** What became of the rows of one file on the way into tables that are made of it. */
interface PartCounts {
  /** Rows with cells that stand for those above. */
  readonly asAbove: number;
  readonly rows: number;
  readonly unread: number;
  readonly leftOut: ReadonlyMap<NotMeant, number>;
}

/** Counts the rows of files that others are made of, so that none goes without a word. */
export class PartRows {
  readonly #counts = new Map<FilePlan, PartCounts>();

  /** The table of a file, which is counted whenever it is read to its end. */
  counted(table: CellTable, plan: FilePlan | undefined): CellTable {
    if (plan === undefined) return table;
    const tell = (counts: PartCounts): unknown => this.#counts.set(plan, counts);
    return {
      ...table,
      async *rows(onRead) {
        let [asAbove, rows, unread] = [0, 0, 0];
        const leftOut = new Map<NotMeant, number>();
        for await (const batch of table.rows(onRead)) {
          asAbove += batch.asAbove ?? 0;
          rows += batch.rows.length;
          unread += batch.unread?.length ?? 0;
          for (const { reason, count } of batch.leftOut ?? [])
            leftOut.set(reason, (leftOut.get(reason) ?? 0) + count);
          yield batch;
        }
        tell({ asAbove, rows, unread, leftOut });
      },
    };
  }

  /** What became of the rows of each file. */
  read(): ReadRows[] {
    return [...this.#counts].map(([{ file }, { rows, unread, leftOut }]) => {
      const left = [...leftOut].map(([reason, count]) => ({ reason, count }));
      const sifted = left.reduce((sum, { count }) => sum + count, 0);
      const broken = unread === 0 ? [] : [{ reason: 'broken' as const, count: unread }];
      return { file, dataset: null, rows: rows + unread + sifted, kept: rows, leftOut: [...left, ...broken] };
    });
  }

  /** Said of the table of events that each became a part of; of one that is read itself it is said there. */
  issues(plan: Pick<ImportPlan, 'files' | 'made'>): Issue[] {
    return [...this.#counts].flatMap(([own, counts]) => {
      const file = own.dataset === null ? eventsFrom(plan, own.file) : undefined;
      return file === undefined
        ? []
        : asAboveIssues(own, { count: counts.asAbove, rows: counts.rows }, { dataset: 'INTERACTIONS', file });
    });
  }
}

function eventsFrom(
  { files, made = [] }: Pick<ImportPlan, 'files' | 'made'>,
  file: string,
): string | undefined {
  const within = new Set([file]);
  for (const each of made) if (partsOfMade(each).some((part) => within.has(part))) within.add(each.file);
  return files.find((plan) => plan.dataset === 'INTERACTIONS' && within.has(plan.file))?.file;
}

/** What the blank cells of a file stand for, said of it or of the table that is made from it. */
export function asAboveIssues(
  { file: of, columns, format: { asAbove } }: FilePlan,
  counts: { readonly count: number; readonly rows: number },
  at: IssuePlace,
): Issue[] {
  if (asAbove === undefined || counts.count === 0) return [];
  const keys = asAbove.levels.flatMap((level) => level.keys);
  const headers = keys.map((key) => columns.find(({ index }) => index === key)?.header ?? '');
  const facts = { of, columns: headers, ...counts, blank: asAbove.blank === true };
  return [issueOf('CELLS_AS_ABOVE', 'warning', at, facts)];
}
