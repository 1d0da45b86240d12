import type { AppError, Json } from '../domain/errors';
import type { Issue } from '../domain/issue';
import { describeError } from './errors';
import { describeRowIssue } from './issue-rows';
import { describeSchemaIssue } from './issue-schemas';

/**
 * An error in the one sentence that scripts get and that jobs keep as their reason. No list of findings stands below it,
 * so that a schema or file that was refused is told by its first fault.
 */
export function messageOf(error: AppError): string {
  const { details } = error;
  const issue = faultIn(error.code === 'IMPORT_FAILED' ? details.issues : [details.issue ?? null]);
  if (issue === null) return describeError(error).what;
  const { what } = issue.code.startsWith('S') ? describeSchemaIssue(issue) : describeRowIssue(issue);
  return what.charAt(0).toUpperCase() + what.slice(1);
}

/** The first error of a schema or of data among issues that an error carries as they are. */
function faultIn(issues: Json | undefined): Issue | null {
  if (!Array.isArray(issues)) return null;
  const found = issues as unknown as readonly (Issue | null)[];
  return found.find((issue) => issue?.severity === 'error' && /^[SD]\d\d$/.test(issue.code)) ?? null;
}
