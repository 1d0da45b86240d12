import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newestChange } from './newest-change.mjs';
import { projectRoot } from './project-root.mjs';

/**
 * What is built: into which folder, with which file of it last, from what, with which configuration of Vite.
 *
 * @typedef {{ folder: string, last: string, sources: readonly string[], config: string }} Target
 */

/**
 * The page. The service worker is written last: a build that was cut off has none and is made again.
 *
 * @type {Target}
 */
export const page = {
  folder: 'dist',
  last: 'sw.js',
  sources: [
    'src',
    'public',
    'index.html',
    'class.html',
    'vite.config.ts',
    'words.config.mjs',
    'svelte.config.js',
    'package-lock.json',
  ],
  config: 'vite.config.ts',
};

/** @type {Target} */
export const emulator = {
  folder: 'node_modules/.cache/emulate',
  last: 'main.mjs',
  sources: ['src', 'package.json', 'package-lock.json'],
  config: 'src/programs/emulate/vite.config.ts',
};

/**
 * What every recommender that is taken away has in common.
 *
 * @type {Target}
 */
export const takeAway = {
  folder: 'node_modules/.cache/takeaway',
  last: 'parts.json',
  sources: ['src', 'package-lock.json'],
  config: 'src/takeaway/vite.config.ts',
};

/**
 * Builds a target when it is missing or older than anything it is made from.
 *
 * @param {Target} target
 * @returns {string} the folder
 * @throws Error when the build fails; Vite has said why by then.
 */
export function ensureBuilt({ folder, last, sources, config } = page) {
  const built = join(projectRoot, folder);
  const newest = Math.max(...sources.map((path) => newestChange(join(projectRoot, path))));
  const end = join(built, last);
  if (existsSync(end) && statSync(end).mtimeMs > newest) return built;
  console.error(`Building ${folder} …`);
  const vite = join(projectRoot, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--logLevel', 'warn', '--config', config];
  const done = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Error('The build failed: see above.');
  return built;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureBuilt();
