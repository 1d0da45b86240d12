import { readFileSync, readdirSync } from 'node:fs';

/** Milliseconds that the workers of one Chromium have had a processor so far; 0 off Linux. */
export function workerMs(profile: string): number {
  return pidsOf(profile).reduce((sum, pid) => sum + workersOf(pid), 0);
}

function pidsOf(profile: string): string[] {
  return foldersOf('/proc').filter((pid) => contentOf(`/proc/${pid}/cmdline`).includes(profile));
}

function workersOf(pid: string): number {
  const threads = foldersOf(`/proc/${pid}/task`).map((tid) => `/proc/${pid}/task/${tid}`);
  return threads
    .filter((thread) => contentOf(`${thread}/comm`).startsWith('DedicatedWorker'))
    .reduce((sum, thread) => sum + Number(contentOf(`${thread}/schedstat`).split(' ')[0]) / 1e6, 0);
}

function foldersOf(path: string): string[] {
  return listed(() => readdirSync(path)).filter((name) => /^\d+$/.test(name));
}

function contentOf(path: string): string {
  return listed(() => [readFileSync(path, 'utf8')])[0] ?? '';
}

/** Nothing of a process that has just ended, and on a system that has no such files. */
function listed(read: () => string[]): string[] {
  try {
    return read();
  } catch {
    return [];
  }
}
