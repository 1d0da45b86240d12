/**
 * The whole test run, or one part of it: `node tests/support/run.mjs [check|unit|component|browser|e2e] [vitest arguments]`.
 * Needs nothing but Node: it installs the packages, Chromium and the build first. Ends with `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { projectRoot } from './serve.mjs';

/** A run that hangs must still end with its line: what is left at this age is stopped and counts as failed. */
const limitMs = 14 * 60_000;
const startedMs = Date.now();
const results = join(projectRoot, 'test-results');
const totals = { passed: 0, failed: 0 };

/** @type {readonly (readonly [string, string, readonly string[]])[]} name, package's script, arguments */
const checks = [
  ['types: domain and numbers', 'typescript/bin/tsc', ['-p', 'src/domain/tsconfig.json']],
  ['types: data, engine, store', 'typescript/bin/tsc', ['-p', 'src/engine/tsconfig.json']],
  ['types: tests and workers', 'typescript/bin/tsc', ['-p', 'tests/tsconfig.json']],
  ['types: components', 'svelte-check/bin/svelte-check', ['--tsconfig', 'tsconfig.json']],
  ['lint', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['unused files and exports', 'knip/bin/knip.js', []],
];

const [part, ...rest] = process.argv.slice(2);
const all = part === undefined;

try {
  ensureInstalled();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  if (all || part === 'check') for (const [name, script, args] of checks) await check(name, script, args);
  if (all) await guarded('build', async () => void ensureBuilt());
  if (all || part === 'browser' || part === 'e2e')
    await guarded('Chromium', async () => void ensureChromium());
  for (const project of ['unit', 'component', 'browser', 'e2e']) {
    if (all || part === project) await vitest(project, rest);
  }
} catch (error) {
  totals.failed += 1;
  console.error(error instanceof Error ? error.message : error);
}
const minutes = ((Date.now() - startedMs) / 60_000).toFixed(1);
console.log(`\n${minutes} minutes`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;

/**
 * One check: passes when the tool ends with 0.
 *
 * @param {string} name
 * @param {string} script path inside node_modules
 * @param {readonly string[]} args
 */
async function check(name, script, args) {
  const status = await node(script, args);
  count(name, status === 0);
}

/**
 * One step that this process does itself.
 *
 * @param {string} name
 * @param {() => Promise<void>} step
 */
async function guarded(name, step) {
  try {
    await step();
    count(name, true);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    count(name, false);
  }
}

/**
 * @param {string} name
 * @param {boolean} passed
 */
function count(name, passed) {
  totals[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}`);
}

/**
 * Runs one Vitest project and adds its counts; a run that fails without a failed test counts as one failure.
 *
 * @param {string} project
 * @param {readonly string[]} args
 */
async function vitest(project, args) {
  const report = join(results, `${project}.json`);
  const status = await node('vitest/vitest.mjs', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  const { passed, failed } = readReport(report);
  totals.passed += passed;
  totals.failed += status !== 0 && failed === 0 ? 1 : failed;
}

/** @param {string} path */
function readReport(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const unloaded = report.testResults.filter(
      (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
        file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    return { passed: Number(report.numPassedTests), failed: Number(report.numFailedTests) + unloaded };
  } catch (error) {
    console.error(`No report at ${path}: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 0 };
  }
}

/**
 * Runs a script of an installed package in its own process group.
 *
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit status; 124 when the run's time was up
 */
function node(script, args) {
  return new Promise((done) => {
    const left = limitMs - (Date.now() - startedMs);
    if (left <= 0) {
      console.error(`No time left for ${script}.`);
      done(124);
      return;
    }
    const child = spawn(process.execPath, [join(projectRoot, 'node_modules', script), ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: process.platform !== 'win32',
    });
    const timer = setTimeout(() => {
      console.error(`Stopped ${script}: the run's ${limitMs / 60_000} minutes are over.`);
      if (child.pid) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    }, left);
    child.once('exit', (code) => {
      clearTimeout(timer);
      done(code ?? 124);
    });
  });
}
