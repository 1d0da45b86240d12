import { spawnSync } from 'node:child_process';
import { isThere } from './tools.mjs';

/**
 * What `shellcheck` finds in scripts, nothing where it finds nothing; null where there is no shellcheck.
 *
 * @param {readonly string[]} paths
 * @returns {string | null}
 */
export function shellcheck(paths) {
  if (!isThere('shellcheck')) return null;
  const { stdout, stderr } = spawnSync('shellcheck', ['-x', ...paths], { encoding: 'utf8' });
  return stdout + stderr;
}
