import type { CellTable } from '../open/cell-table';
import { partsOfMade, type FilePlan, type ImportPlan } from '../../domain/imports';
import { issueOf, type Issue, type IssuePlace } from '../../domain/issue';

/** Files whose blank cells stand for those above, and what became of their rows on the way into tables that are made of them. */
export class Completed {
  readonly #counts = new Map<FilePlan, { count: number; rows: number }>();

  /** The table of a file, which is counted whenever it is read to its end. */
  counted(table: CellTable, plan: FilePlan | undefined): CellTable {
    if (plan?.format.asAbove === undefined) return table;
    const counts = this.#counts.get(plan) ?? { count: 0, rows: 0 };
    this.#counts.set(plan, counts);
    return {
      ...table,
      async *rows(onRead) {
        let [count, rows] = [0, 0];
        for await (const batch of table.rows(onRead)) {
          count += batch.asAbove ?? 0;
          rows += batch.rows.length;
          yield batch;
        }
        Object.assign(counts, { count, rows });
      },
    };
  }

  /** Said of the table of events that each became a part of; of one that is read itself it is said there. */
  issues(plan: Pick<ImportPlan, 'files' | 'made'>): Issue[] {
    return [...this.#counts].flatMap(([own, counts]) => {
      const file = own.dataset === null ? eventsFrom(plan, own.file) : undefined;
      return file === undefined ? [] : asAboveIssues(own, counts, { dataset: 'INTERACTIONS', file });
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
