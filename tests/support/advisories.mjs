/**
 * Asks the registry for known faults of the packages that travel in the app: `npm run advisories`. Fails on a grave one;
 * where the registry offers no such list or cannot be reached, says so and passes.
 */
import { spawnSync } from 'node:child_process';
import { projectRoot } from '../../src/programs/server/project-root.mjs';

const grave = ['high', 'critical'];
const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: projectRoot,
  encoding: 'utf8',
  shell: process.platform === 'win32',
  timeout: 30_000,
});
const report = read(stdout);
if (report?.metadata?.vulnerabilities === undefined) {
  console.log(
    `advisories: the registry gave none (${report?.message ?? (stderr.trim() || 'no answer')}); nothing was checked`,
  );
} else {
  const counts = report.metadata.vulnerabilities;
  const found = grave.reduce((sum, level) => sum + (counts[level] ?? 0), 0);
  console.log(`advisories: ${JSON.stringify(counts)}`);
  for (const [name, { severity }] of Object.entries(report.vulnerabilities ?? {}))
    if (grave.includes(severity)) console.error(`${severity}: ${name}`);
  process.exitCode = found === 0 ? 0 : 1;
}

/**
 * @param {string} text
 * @returns {{ message?: string, metadata?: { vulnerabilities: Record<string, number> }, vulnerabilities?: Record<string, { severity: string }> } | null}
 */
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the answer of a proxy, or nothing at all. What npm said on standard error is shown instead.
    return null;
  }
}
