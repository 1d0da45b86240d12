import type { DroppedFile } from '../../door';
import * as say from '../../words/home';

/**
 * All files of a drop, those inside folders too. Must be called in the drop event itself: the browser forgets the
 * entries afterwards.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) return filesOfList(transfer.files);
  const found = await Promise.all(entries.filter((entry) => entry !== null).map(walk));
  return found.flat();
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
  if (isFile(entry)) {
    const file = await new Promise<File>((done, failed) => entry.file(done, failed));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  if (!isDirectory(entry)) return [];
  const inside = await readAll(entry.createReader());
  return (await Promise.all(inside.map(walk))).flat();
}

/** A reader hands out entries in portions of about a hundred, and an empty one at the end. */
async function readAll(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
