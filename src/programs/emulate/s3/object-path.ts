/** Parts of a key that stand for themselves in a path. */
const PLAIN = /^(?!\.{1,2}$)[\p{L}\p{N} _.\-=+@(),!~']+$/u;
const BUCKET = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Stands for the part after a slash at the end. */
const EMPTY = '%';

export function isBucketName(name: string): boolean {
  return BUCKET.test(name);
}

/** The path of an object inside its bucket's folder: its key, with what no file can be called written in percent. */
export function pathOfKey(key: string): string {
  return key
    .split('/')
    .map((part) => (PLAIN.test(part) ? part : escaped(part)))
    .join('/');
}

/** The key of a file; null for one that no key has. */
export function keyOfPath(path: string): string | null {
  try {
    return path
      .split('/')
      .map((part) => (part === EMPTY ? '' : decodeURIComponent(part)))
      .join('/');
  } catch {
    return null; // a name with a percent sign that somebody put there by hand
  }
}

function escaped(part: string): string {
  if (part === '') return EMPTY;
  const encoded = encodeURIComponent(part).replaceAll('*', '%2A');
  return /^\.{1,2}$/.test(part) ? part.replaceAll('.', '%2E') : encoded;
}
