import { LIMITS } from './limits';
import type { NoticeFacts, ReadingFacts, RowFacts, SchemaFacts } from './facts/imports';
import type { InsightFacts, QualityFacts } from './facts/insights';
import type { TableForm } from './table-form';
import type { DatasetType } from './schema';

/** What each finding says beside its place. */
export interface IssueFacts
  extends SchemaFacts, RowFacts, ReadingFacts, NoticeFacts, InsightFacts, QualityFacts {}
export type IssueCode = keyof IssueFacts;

/**
 * Where a finding stands, as far as that is known. `line` is the physical line (header = 1); of a table that is no
 * delimited text, whose form is then there, the row or record that `CellRows` counts.
 */
export interface IssuePlace {
  readonly dataset?: DatasetType;
  readonly file?: string;
  readonly line?: number;
  readonly form?: TableForm;
  readonly column?: string;
  /** The cell, cut to 80 characters. */
  readonly value?: string;
}

/** One finding about a file (docs/rules/datasets.md); `words/copy/issues.ts` puts it into words. */
export type Issue<Code extends IssueCode = IssueCode> = Code extends IssueCode
  ? IssuePlace & {
      readonly code: Code;
      readonly severity: 'error' | 'warning' | 'insight';
      readonly details: Readonly<IssueFacts[Code]>;
    }
  : never;

/** Builds an issue; `value` is cut to 80 characters. */
export function issueOf<Code extends IssueCode>(
  code: Code,
  severity: Issue['severity'],
  place: IssuePlace,
  details: IssueFacts[Code],
): Issue {
  const value = place.value === undefined ? {} : { value: place.value.slice(0, LIMITS.valueChars) };
  return { code, severity, ...place, ...value, details } as Issue;
}
