/** Hands a text or a file to the browser as a download; it may still be read when this returns. */
export function download(name: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
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
