import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A lock in which nothing stands yet is being written; longer than this, its process was killed in between. */
const WRITING_MS = 5000;

/** Keeps a folder for this process. @returns how to let it go; null where another process has it. */
export function lockFolder(folder: string): (() => void) | null {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  // Of two processes one makes the file.
  while (
    orNull('EEXIST', () => (writeFileSync(path, identityOf(process.pid), { flag: 'wx' }), true)) === null
  ) {
    const owner = orNull('ENOENT', () => readFileSync(path, 'utf8'));
    if (owner !== null && isAtWork(owner, path)) return null;
    if (owner !== null) removeStale(path, owner);
  }
  return () => rmSync(path, { force: true });
}

/** Takes away the lock of a process that is gone; if another has done so and locked the folder meanwhile, its lock stays. */
function removeStale(path: string, owner: string): void {
  const aside = `${path}.${process.pid}`;
  if (orNull('ENOENT', () => (renameSync(path, aside), true)) === null) return;
  if (readFileSync(aside, 'utf8') === owner) rmSync(aside);
  else renameSync(aside, path);
}

/** Whether whoever locked still runs. In a container the next process may have the same number. */
function isAtWork(owner: string, path: string): boolean {
  if (owner === '') return Date.now() - statSync(path).mtimeMs < WRITING_MS;
  const pid = Number(owner.split(' ')[0]);
  if (!Number.isInteger(pid) || pid < 1 || pid === process.pid || !isAlive(pid)) return false;
  // Locks of before say no more than the number.
  return !owner.includes(' ') || owner === identityOf(pid);
}

/** The number of a process, and when it began where the system tells: after a restart others have the numbers. */
function identityOf(pid: number): string {
  const stat = orNull('ENOENT', () => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name may hold blanks and brackets; the start is the 20th field behind it.
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return start === undefined ? String(pid) : `${pid} ${start}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What is done; null where it fails with that code. */
function orNull<Result>(code: string, work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return null;
    throw error;
  }
}
