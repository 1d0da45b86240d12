import type { DroppedFile } from '../../../domain/door';
import * as say from '../../../words/messages/home';

/**
 * All files of a drop, those inside folders too. Must be called in the drop event itself: the browser forgets what was
 * dropped afterwards.
 *
 * @throws AppError FILE_UNREADABLE where a folder cannot be looked into, or a file inside it not be opened.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const found = [...transfer.items].map((item) => {
    const entry = item.webkitGetAsEntry?.() ?? null;
    if (entry?.isDirectory === true)
      return import('./dropped-folder').then(({ filesInside }) => filesInside(entry));
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
