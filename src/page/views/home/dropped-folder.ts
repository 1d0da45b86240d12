import { AppError } from '../../../domain/errors';
import type { DroppedFile } from '../../../domain/door';

/**
 * All files of a dropped folder, those of folders inside it too, with their paths.
 *
 * @throws AppError FILE_UNREADABLE where a folder cannot be looked into, or a file not be opened.
 */
export async function filesInside(entry: FileSystemEntry): Promise<readonly DroppedFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) {
    const file = await opened<File>(path, (done, failed) => entry.file(done, failed));
    return [{ path, file }];
  }
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const inside: FileSystemEntry[] = [];
  for (;;) {
    // Entries come in portions of about a hundred, and an empty one at the end.
    const portion = await opened<FileSystemEntry[]>(path, (done, failed) => reader.readEntries(done, failed));
    if (portion.length === 0) break;
    inside.push(...portion);
  }
  return (await Promise.all(inside.map(filesInside))).flat();
}

async function opened<What>(
  path: string,
  open: (done: (what: What) => void, failed: (error: unknown) => void) => void,
): Promise<What> {
  try {
    return await new Promise<What>(open);
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', { file: path, reason: String(error) }, { cause: error });
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
