import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './project-root.mjs';

const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'svelte.config.js', 'package-lock.json'];

/**
 * Builds `dist` when it is missing or older than anything it is made from.
 *
 * @returns {string} the folder
 * @throws Error when the build fails; Vite has said why by then.
 */
export function ensureBuilt() {
  const dist = join(projectRoot, 'dist');
  // The service worker is written last: a build that was cut off has none and is made again.
  const last = join(dist, 'sw.js');
  const newest = Math.max(...sources.map((path) => newestChange(join(projectRoot, path))));
  if (existsSync(last) && statSync(last).mtimeMs > newest) return dist;
  console.error('Building dist …');
  const vite = join(projectRoot, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--logLevel', 'warn'];
  const done = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Error('The build failed: see above.');
  return dist;
}

/**
 * Time of the last change to a file, or to anything in a folder; folders count too, or a deleted file goes unseen.
 *
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureBuilt();
