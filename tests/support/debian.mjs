import { spawn, spawnSync } from 'node:child_process';

/** One process, so that it goes on by itself while ours waits for another. */
const SCRIPT = `
apt-get update -qq
apt-get install -qq -y --no-install-recommends "$@" && exit
# One that the archive does not have keeps apt from installing any.
for name; do apt-get install -qq -y --no-install-recommends "$name"; done
`;

/**
 * Installs packages from Debian's archive where apt is at hand and we are root. It has begun when this returns.
 *
 * @param {readonly string[]} names
 * @returns {Promise<void>} ends when apt does; it may have failed, and has said why
 */
export function installDebian(names) {
  const root = process.getuid?.() === 0;
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!root || !apt) return Promise.resolve();
  console.log(`Missing: ${names.join(', ')}; installing Debian’s packages.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn('sh', ['-c', SCRIPT, 'sh', ...names], { stdio: ['ignore', 2, 2], env });
  return new Promise((done) => void child.once('close', () => done()));
}
