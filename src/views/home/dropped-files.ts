import { AppError } from '../../domain/errors';
import type { DroppedFile } from '../../door';
import * as say from '../../words/home';

/**
 * All files of a drop, those inside folders too. Must be called in the drop event itself: the browser forgets what was
 * dropped afterwards.
 *
 * @throws AppError FILE_UNREADABLE where a folder cannot be looked into, or a file inside it not be opened.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const found = [...transfer.items].map((item) => {
    const entry = item.webkitGetAsEntry?.() ?? null;
    if (entry !== null && isDirectory(entry)) return walk(entry);
    // What comes out of another program, as a mail's attachment does, is a file that has no place on the disk.
    const file = item.getAsFile();
    return file === null ? [] : filesOfList([file]);
  });
  return (await Promise.all(found)).flat();
}

/** Files of a file input or of a paste; a chosen folder keeps its paths. */
export function filesOfList(list: Iterable<File>): readonly DroppedFile[] {
  return [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Pasted text as a file. Tabs mean it came from a spreadsheet. */
export function fileOfText(text: string): DroppedFile {
  const firstLine = text.slice(0, text.indexOf('\n') >>> 0);
  const name = `${say.pastedRows()}.${firstLine.includes('\t') ? 'tsv' : 'csv'}`;
  return { path: name, file: new File([text], name, { type: 'text/plain' }) };
}

async function walk(entry: FileSystemEntry): Promise<readonly DroppedFile[]> {
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
  return (await Promise.all(inside.map(walk))).flat();
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
