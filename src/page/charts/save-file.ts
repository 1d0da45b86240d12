/** What tells a spreadsheet that a text is UTF-8: it takes letters beyond ASCII for those of its own country else. */
export const UTF8_MARK = '\ufeff';

export function isBeyondAscii(text: string): boolean {
  return /[^\0-\x7f]/.test(text);
}

/** Hands a text or a file to the browser as a download; it may still be read when this returns. */
export function download(name: string, content: string | Blob, type: string): void {
  const isMarked = type === 'text/csv' && typeof content === 'string' && isBeyondAscii(content);
  const url = URL.createObjectURL(new Blob([...(isMarked ? [UTF8_MARK] : []), content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A name that every file system takes, with the letters of any script. */
export function fileName(text: string): string {
  const bare = text.normalize('NFC').replace(/[^\p{L}\p{N}_.-]+/gu, '-');
  return bare.replace(/^-+|-+$/g, '') || 'foretaste';
}
