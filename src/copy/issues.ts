import type { Issue } from '../domain/issue';
import { describeInsight } from './issue-insights';
import { describeNotice } from './issue-notices';
import { describeRowIssue } from './issue-rows';
import { describeSchemaIssue } from './issue-schemas';
import type { IssueWords } from './issue-words';

/** The sentences for any finding, naming dataset, file, line, column and value as far as the issue knows them. */
export function describeIssue(issue: Issue): IssueWords {
  if (/^S\d\d$/.test(issue.code)) return describeSchemaIssue(issue);
  if (/^D\d\d$/.test(issue.code)) return describeRowIssue(issue);
  return /^(INSIGHT|QUALITY)_/.test(issue.code) ? describeInsight(issue) : describeNotice(issue);
}
