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
  const { ignored } = proposal;
  const unused = ignored.at(0);
  // A spreadsheet is an archive: its parts mean nothing to the person, its own name does.
  const alone = paths.length === 1 ? lastPart(paths[0]) : undefined;
  if (alone !== undefined && /\.zip$/i.test(alone)) {
    // What is packed alone is meant by the archive.
    return ignored.length === 1 && unused !== undefined
      ? new AppError('FILE_UNRECOGNISED', { file: lastPart(unused.file), reason: unused.reason })
      : new AppError('FILE_UNRECOGNISED', { file: alone, reason: 'archive', files: ignored.length });
  }
  const file = alone ?? unused?.file ?? paths.join(', ');
  return new AppError('FILE_UNRECOGNISED', { file, reason: unused?.reason ?? null });
}
