import { lastPart } from './arn';
import { AppError } from './errors';
import type { ImportProposal } from './imports';

/**
 * Why nothing of what was brought can be imported; null where something can.
 *
 * @param paths of the files that were brought.
 */
export function nothingFound(proposal: ImportProposal, paths: readonly string[]): AppError | null {
  if (proposal.files.length > 0 || proposal.bundle === true) return null;
  const unused = proposal.ignored.at(0);
  // A spreadsheet is an archive: its parts mean nothing to the person, its own name does.
  const alone = paths.length === 1 ? lastPart(paths[0]) : undefined;
  const file = alone ?? unused?.file ?? paths.join(', ');
  return new AppError('FILE_UNRECOGNISED', { file, reason: unused?.reason ?? null });
}
