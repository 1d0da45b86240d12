import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import { runScript } from './child.mjs';

/**
 * Runs Vitest and reads its report. A run that fails without a failed test counts as one failure; so does each test
 * file that hung, whatever Vitest itself makes of it.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.report  path of the JSON report that it writes
 * @param {readonly string[]} options.args further arguments
 * @param {number} [options.testMs]  a test that takes longer hangs
 * @param {(line: string) => void} [options.tell]
 * @returns {Promise<{ passed: number, failed: string[] }>} the failed by file, name and first lines of the message
 */
export async function runVitest({ name, report, args, testMs, tell }) {
  rmSync(report, { force: true });
  const { status, hung } = await runScript({
    name,
    script: 'vitest/vitest.mjs',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    testMs,
    tell,
  });
  const { passed, failed } = readReport(report);
  failed.push(...hung);
  if (status !== 0 && failed.length === 0) failed.push(`ended with ${status}`);
  return { passed, failed };
}

/** @param {string} path of Vitest's JSON report */
function readReport(path) {
  /** @type {string[]} */
  const failed = [];
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    for (const file of report.testResults) {
      const name = relative(projectRoot, file.name);
      const tests = file.assertionResults.filter(
        (/** @type {{ status: string }} */ t) => t.status === 'failed',
      );
      for (const test of tests)
        failed.push(`${name}: ${test.fullName}\n${beginning(test.failureMessages[0])}`);
      if (file.status === 'failed' && file.assertionResults.length === 0)
        failed.push(`${name}\n${beginning(file.message)}`);
    }
    return { passed: Number(report.numPassedTests), failed };
  } catch (error) {
    failed.push(`no report at ${path}: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed };
  }
}

/** @param {string | undefined} text */
function beginning(text) {
  return (text ?? '').split('\n').slice(0, 12).join('\n');
}
