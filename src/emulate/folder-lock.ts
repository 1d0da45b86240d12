import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps a folder for this process. @returns how to let it go; null where another process has it. */
export function lockFolder(folder: string): (() => void) | null {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  const owner = existsSync(path) ? Number(readFileSync(path, 'utf8')) : NaN;
  // A killed process leaves its number behind; in a container the next may have the same.
  if (Number.isInteger(owner) && owner !== process.pid && isAlive(owner)) return null;
  writeFileSync(path, String(process.pid));
  return () => rmSync(path, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
