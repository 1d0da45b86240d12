import { lastPart } from '../../domain/arn';
import type { AppError } from '../../domain/errors';
import type {
  FileCheck,
  FilePlan,
  FileProposal,
  ImportCheck,
  ImportPlan,
  ImportProposal,
} from '../../domain/imports';
import type { Issue } from '../../domain/issue';
import { DATASET_TYPES } from '../../domain/schema';
import { groupBy } from '../../domain/tallies';

/** Findings of one kind in one column, with the lines they stand on; columns that are left out are one. */
export interface Problem {
  readonly key: string;
  readonly first: Issue;
  readonly issues: readonly Issue[];
  /** Physical lines, ascending. */
  readonly lines: readonly number[];
}

/** What the title, the column heads, the schema, the tally, the lines above the table and the button show anyway. */
export function isShownElsewhere(issue: Issue, plan: ImportPlan): boolean {
  switch (issue.code) {
    case 'CELLS_AS_ABOVE':
    case 'CELLS_SPLIT':
    case 'COLUMN_RENAMED':
    case 'FORM_READ':
    case 'HEADER_CASE':
    case 'LIST_UNFOLDED':
    case 'ONE_PERSON':
    case 'ROWS_DROPPED':
    case 'ROWS_NOT_MEANT':
    case 'ROWS_SIFTED':
    case 'TABLES_GATHERED':
    case 'TABLE_TURNED':
      return true;
    case 'SCHEMA_INFERRED':
      return issue.column === undefined;
    case 'DATES_PARSED':
      // Its own form leaves nothing to choose.
      return plan.files.find(({ file }) => file === issue.file)?.format.form === 'service';
    default:
      return false;
  }
}

/** Whether it is about rows that a press would have kept. */
export function isSifted(issue: Issue): boolean {
  return issue.code === 'ROWS_SIFTED' && !issue.details.kept;
}

/** Whether the finding is about rows that an import leaves out, as against cells and columns, and how a file is read. */
export function leavesRowsOut(issue: Issue): boolean {
  switch (issue.code) {
    case 'DUPLICATE_ROWS':
    case 'MORE_ISSUES':
    case 'RECORD_UNREAD':
    case 'ROWS_NOT_MEANT':
      return true;
    case 'ROWS_SIFTED':
      return isSifted(issue);
    default:
      return issue.line !== undefined && /^D\d\d$/.test(issue.code);
  }
}

/** Groups findings by kind, file and column, worst first; the order within a severity stays. */
export function groupProblems(issues: readonly Issue[]): readonly Problem[] {
  const groups = groupBy(issues, ({ code, file = '', dataset = '', column = '' }) =>
    // A table may have hundreds of columns that are not needed.
    [code, file, dataset, code === 'COLUMN_IGNORED' ? '' : column].join('|'),
  );
  const rank = { error: 0, warning: 1, insight: 2 };
  return [...groups]
    .map(([key, group]) => ({
      key,
      first: group[0],
      issues: group,
      lines: group
        .map((issue) => issue.line)
        .filter((line) => line !== undefined)
        .sort((a, b) => a - b),
    }))
    .sort((a, b) => rank[a.first.severity] - rank[b.first.severity]);
}

/** By column, the lines whose cell has a problem, as far as they are listed. */
export function linesByColumn(issues: readonly Issue[]): ReadonlyMap<string, ReadonlySet<number>> {
  const lines = new Map<string, Set<number>>();
  for (const { column, line } of issues)
    if (column !== undefined && line !== undefined)
      lines.set(column, (lines.get(column) ?? new Set()).add(line));
  return lines;
}

/** Everything found so far: by the check where there is one, else by the first look. */
export function allIssues(proposal: ImportProposal, check: ImportCheck | null): readonly Issue[] {
  if (check === null) return proposal.files.flatMap((file) => file.issues);
  return [...check.files.flatMap((file) => file.issues), ...check.issues];
}

/** The findings that an import itself failed with; null when it did not fail so. */
export function issuesOfFailure(error: AppError | null): readonly Issue[] | null {
  return error?.code === 'IMPORT_FAILED' ? error.details.issues : null;
}

/** One file on screen: its plan with the newest that is known about it. */
export interface FileOnScreen {
  readonly plan: FilePlan;
  readonly proposal: FileProposal;
  readonly check: FileCheck | null;
}

const ORDER = [...DATASET_TYPES, null];

/** The files in the order of their importance: interactions first, left out last. */
export function filesOnScreen(
  plan: ImportPlan,
  proposal: ImportProposal,
  check: ImportCheck | null,
): readonly FileOnScreen[] {
  return plan.files
    .flatMap((filePlan) => {
      const proposed = proposal.files.find((file) => file.plan.file === filePlan.file);
      const checked = check?.files.find((file) => file.file === filePlan.file) ?? null;
      return proposed === undefined ? [] : [{ plan: filePlan, proposal: proposed, check: checked }];
    })
    .sort((a, b) => ORDER.indexOf(a.plan.dataset) - ORDER.indexOf(b.plan.dataset));
}

/** The last part of a path, where no other file on screen ends in the same. */
export function shortName(path: string, files: readonly FileOnScreen[]): string {
  return files.filter((file) => lastPart(file.plan.file) === lastPart(path)).length > 1
    ? path
    : lastPart(path);
}
