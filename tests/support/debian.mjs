import { spawnSync } from 'node:child_process';

/**
 * Installs a package from Debian's archive where apt is at hand and we are root.
 *
 * @param {string} name
 * @returns {boolean} whether it was tried
 */
export function installDebian(name) {
  const root = process.getuid?.() === 0;
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!root || !apt) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  console.log(`${name} is missing; installing Debian’s package.`);
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  }
  return true;
}
