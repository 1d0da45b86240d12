import { spawn, spawnSync } from 'node:child_process';

/**
 * Installs packages from Debian's archive where apt is at hand and we are root.
 *
 * @param {readonly string[]} names
 * @returns {Promise<boolean>} whether it was tried; it may have failed, and apt has said why
 */
export async function installDebian(names) {
  const root = process.getuid?.() === 0;
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!root || !apt) return false;
  console.log(`Missing: ${names.join(', ')}; installing Debian’s packages.`);
  await run(['update', '-qq']);
  await run(['install', '-qq', '-y', '--no-install-recommends', ...names]);
  return true;
}

/** @param {readonly string[]} args of apt-get */
function run(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((done) => {
    spawn('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env }).once('close', done);
  });
}
