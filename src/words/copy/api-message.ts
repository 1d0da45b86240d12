import type { AppError } from '../../domain/errors';
import type { Issue } from '../../domain/issue';
import { QUOTAS } from '../../domain/limits';
import { bareRecipeName, namedArn, recipeArn } from '../../domain/names';
import { isRecipe } from '../../domain/known-recipe';
import * as say from '../messages/errors';
import { describeError } from './errors';
import { limitWords, ONLY_ONE, resourceAt } from './fault-errors';
import { describeIssue } from './issues';

/**
 * An error in the one sentence that scripts get and that jobs keep as their reason: the service's, where one was recorded.
 * No list of findings stands below it, so that a schema or file that was refused is told by its first fault.
 */
export function messageOf(error: AppError): string {
  const recorded = recordedWords(error);
  if (recorded !== null) return recorded;
  const faults = faultsOf(error).filter(
    ({ severity, code }) => severity === 'error' && /^[SD]\d\d$/.test(code),
  );
  // Too few rows, or none, may be left because the others cannot be read, and why not is what helps.
  const issue = faults.find(({ code }) => code !== 'D17' && code !== 'D01') ?? faults.at(0);
  if (issue === undefined) return describeError(error).what;
  const { what } = describeIssue(issue);
  return `${fileWords(issue)}${what.charAt(0).toUpperCase()}${what.slice(1)}`;
}

/** What the service says of a file, which programs may look into, before what is said of the place; nothing where nobody knows. */
function fileWords(issue: Issue): string {
  switch (issue.code) {
    case 'D14':
    case 'D15':
      return `${say.givenLength({ limit: String(issue.details.limit), column: issue.column ?? '' })} `;
    case 'D06':
    case 'D07':
    case 'D09':
    case 'D10':
    case 'D11':
    case 'D12':
    case 'D16':
    case 'D19':
      return `${say.givenRows()} `;
    default:
      return '';
  }
}

/** What the service says of a fault, which programs may look into; null for what nobody has recorded. */
function recordedWords({ code, details }: AppError): string | null {
  switch (code) {
    case 'NOT_FOUND':
      return 'arn' in details ? missingWords(details.arn) : null;
    case 'P01':
      if (isRecipe(details.recipe)) return null;
      return say.givenMissing({ kind: 'recipe', arn: recipeArn(bareRecipeName(details.recipe)) });
    case 'I01': {
      const { arn, what, status } = details;
      // Whoever asks a campaign in the place of a recommender hears that there is no such recommender.
      if (status !== null || arn === undefined) return null;
      return what === 'version' ? missingWords(arn) : say.givenMissing({ kind: what, arn });
    }
    case 'RESOURCE_ALREADY_EXISTS': {
      const { kind, arn } = details;
      const isNamed = arn !== undefined && (kind === 'dataset' || !ONLY_ONE.has(kind));
      return isNamed ? say.givenTaken({ arn }) : null;
    }
    case 'F19':
      if (details.reason === 'taken') return say.givenTaken({ arn: namedArn('filter', details.name) });
      return details.reason === 'too-many' ? limitWords(QUOTAS.filters, 'ACTIVE') : null;
    case 'LIMIT_EXCEEDED':
      return details.kind === 'item' ? null : limitWords(details.limit, details.status);
    default:
      return null;
  }
}

/** null for what is no id of a resource. */
function missingWords(arn: string | undefined): string | null {
  const { kind } = resourceAt(arn ?? null);
  return kind === null ? null : say.givenMissing({ kind: kind.replaceAll('-', ' '), arn: arn ?? '' });
}

function faultsOf({ code, details }: AppError): readonly Issue[] {
  if (code === 'IMPORT_FAILED') return details.issues;
  return code === 'INVALID_INPUT' && 'issue' in details ? [details.issue] : [];
}
