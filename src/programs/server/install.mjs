import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newestChange } from './newest-change.mjs';
import { projectRoot } from './project-root.mjs';

/**
 * Installs the locked packages where they are missing or differ from the lock, and compiles the messages where a
 * catalogue is newer. Speaks on standard error only, so that a command's own output stays clean.
 *
 * @throws Error when `npm ci` fails, or a message cannot be compiled; both have said why by then.
 */
export function ensureInstalled() {
  if (!matchesLock()) installPackages();
  ensureWords();
}

function installPackages() {
  console.error('Installing packages (npm ci) …');
  // Standard output goes to ours for errors: descriptor 2.
  const done = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: projectRoot,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0)
    throw new Error('npm ci failed: see above. The network or a registry may be missing.');
}

function ensureWords() {
  const words = join(projectRoot, 'src/words/messages');
  const sources = readdirSync(words, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name === 'compile.mjs')
    .map(({ name }) => newestChange(join(words, name)));
  const stamp = join(words, '.compiled');
  if (existsSync(stamp) && statSync(stamp).mtimeMs > Math.max(...sources)) return;
  const done = spawnSync(process.execPath, [join(words, 'compile.mjs')], { stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Error('The messages cannot be compiled: see above.');
}

/** Whether node_modules holds exactly the versions of package-lock.json (packages for other systems aside). */
function matchesLock() {
  const installed = readLock('node_modules/.package-lock.json');
  if (!installed) return false;
  const wanted = readLock('package-lock.json') ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const have = installed[path];
    return have ? have.version === entry.version : Boolean(entry.optional ?? entry.devOptional);
  });
}

/**
 * @param {string} path
 * @returns {{ [path: string]: { version?: string, optional?: boolean, devOptional?: boolean } } | null}
 */
function readLock(path) {
  const file = join(projectRoot, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureInstalled();
