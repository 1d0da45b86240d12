import type { Issue, IssueCode, IssueFacts } from '../../domain/issue';
import * as say from '../messages/issues';
import * as readings from '../messages/readings';
import { Finding, someOf, type IssueWords, type IssueWordsFor } from './finding';
import { INSIGHT_WORDS } from './issue-insights';
import { NOTICE_WORDS } from './issue-notices';
import { ROW_WORDS } from './issue-rows';
import { SCHEMA_WORDS } from './issue-schemas';
import { READING_WORDS } from './readings';
import { present, type Always } from './said';

const WORDS: IssueWordsFor<IssueFacts> = {
  ...SCHEMA_WORDS,
  ...ROW_WORDS,
  ...READING_WORDS,
  ...NOTICE_WORDS,
  ...INSIGHT_WORDS,
};

/** The sentences for any finding, naming dataset, file, line, column and value as far as the issue knows them. @param isTyped on the command line. */
export function describeIssue(issue: Issue, isTyped = false): IssueWords {
  return said(issue.code, issue.details, new Finding(issue, isTyped));
}

/** The sentences for findings that `groupProblems` has put together: those of the first, or one that names all columns. */
export function describeTogether(issues: readonly Issue[]): IssueWords {
  const [first] = issues;
  const columns = issues.map(({ column }) => column ?? '');
  if (first.code !== 'COLUMN_IGNORED' || columns.length === 1) return describeIssue(first);
  return {
    what: `${new Finding(first).file}${readings.columnsLeftOut({ columns: someOf(columns) })}`,
    fix: '',
  };
}

function said<Code extends IssueCode>(
  code: Code,
  details: Always<IssueFacts[Code]>,
  finding: Finding,
): IssueWords {
  // Insights are stored with their data, so that they may be of another version.
  const without = { what: `${finding.at}${say.wordless()}`, fix: '' };
  if (!Object.hasOwn(WORDS, code)) return without;
  try {
    return WORDS[code](present(details), finding);
  } catch (error) {
    if (error instanceof TypeError) return without;
    throw error;
  }
}
