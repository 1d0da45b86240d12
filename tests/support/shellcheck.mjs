import { spawnSync } from 'node:child_process';
import { installDebian } from './debian.mjs';

/**
 * What `shellcheck` finds in a script, nothing where it finds nothing; null where there is no shellcheck and none can
 * be installed, which is said aloud.
 *
 * @param {string} path
 * @returns {string | null}
 */
export function shellcheck(path) {
  if (!isThere() && !(installDebian('shellcheck') && isThere())) {
    console.warn(
      'shellcheck is missing and cannot be installed: scripts stay unchecked. `apt-get install shellcheck`',
    );
    return null;
  }
  const { stdout, stderr } = spawnSync('shellcheck', [path], { encoding: 'utf8' });
  return stdout + stderr;
}

function isThere() {
  return spawnSync('shellcheck', ['--version'], { stdio: 'ignore' }).status === 0;
}
