/**
 * What a test process is at, noted in a file of its own for the runner to see: a process caught in an endless loop
 * answers nobody, but its last note stays, grows old and says where it is.
 */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Set by the runner to the folder of the notes; where it is not, nobody reads and nothing is written. */
export const NOTES_FOLDER = 'FORETASTE_PROGRESS';

/** @param {string} what the file, and the test in it, that this process begins now */
export function note(what) {
  const path = notePath();
  if (path !== null) writeFileSync(path, what);
}

/** This process has nothing to do for now: it cannot hang. */
export function forget() {
  const path = notePath();
  if (path !== null) rmSync(path, { force: true });
}

/**
 * @param {string} folder
 * @returns {{ pid: number, atMs: number, path: string }[]} every process that is at something, and since when
 */
export function readNotes(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    return found ? [{ pid: Number(name), atMs: found.mtimeMs, path }] : [];
  });
}

/**
 * @param {string} path of a note
 * @returns {string} what the process is at
 */
export function take(path) {
  const what = readFileSync(path, 'utf8');
  rmSync(path, { force: true });
  return what;
}

function notePath() {
  const folder = process.env[NOTES_FOLDER];
  return folder ? join(folder, String(process.pid)) : null;
}
