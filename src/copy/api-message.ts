import type { AppError } from '../domain/errors';
import type { Issue } from '../domain/issue';
import { describeError } from './errors';
import { describeIssue } from './issues';

/**
 * An error in the one sentence that scripts get and that jobs keep as their reason. No list of findings stands below it,
 * so that a schema or file that was refused is told by its first fault.
 */
export function messageOf(error: AppError): string {
  const faults = faultsOf(error).filter(
    ({ severity, code }) => severity === 'error' && /^[SD]\d\d$/.test(code),
  );
  // Too few rows may be left because the others cannot be read, and why not is what helps.
  const issue = faults.find(({ code }) => code !== 'D17') ?? faults.at(0);
  if (issue === undefined) return describeError(error).what;
  const { what } = describeIssue(issue);
  return what.charAt(0).toUpperCase() + what.slice(1);
}

function faultsOf({ code, details }: AppError): readonly Issue[] {
  if (code === 'IMPORT_FAILED') return details.issues;
  return code === 'INVALID_INPUT' && 'issue' in details ? [details.issue] : [];
}
