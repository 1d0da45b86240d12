/**
 * The whole test run, or one part of it: `node tests/support/run.mjs [check|unit|component|browser|e2e|trust] [vitest arguments]`;
 * `full` is the whole run with every journey at all sizes and in both themes, and more kills and pools.
 * Needs nothing but Node: it installs the packages, Chromium and the build first. Ends with `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuilt } from '../../src/server/build.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from '../../src/server/install.mjs';
import { projectRoot } from '../../src/server/project-root.mjs';

const [asked, ...rest] = process.argv.slice(2);
const full = asked === 'full';
const part = full ? undefined : asked;
const all = part === undefined;
// Read by tests/e2e/support/variants.ts and tests/browser/global-setup.ts.
if (full) process.env.FORETASTE_JOURNEYS = 'full';

/** A run that hangs must still end with its line: what is left at this age is stopped and counts as failed. */
const limitMs = (full ? 60 : 14.7) * 60_000;
const startedMs = Date.now();
const results = join(projectRoot, 'test-results');
const totals = { passed: 0, failed: 0 };
/** What failed and why, told again at the end: a log of thousands of lines is often kept only in part. */
/** @type {string[]} */
const failures = [];

/** Attacks on the product (tests/trust), each in its run of half a minute. */
const attacks = ['soak', 'corpus', 'fuzz', 'faults', 'multitab'];

/** @type {readonly (readonly [string, string, readonly string[]])[]} name, package's script, arguments */
const checks = [
  ['types: domain and numbers', 'typescript/bin/tsc', ['-p', 'src/domain/tsconfig.json']],
  ['types: data, engine, store', 'typescript/bin/tsc', ['-p', 'src/engine/tsconfig.json']],
  ['types: tests and workers', 'typescript/bin/tsc', ['-p', 'tests/tsconfig.json']],
  ['types: components', 'svelte-check/bin/svelte-check', ['--tsconfig', 'tsconfig.json']],
  ['lint', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['unused files and exports', 'knip/bin/knip.js', []],
  ['advisories', '../tests/support/advisories.mjs', []],
];

try {
  ensureInstalled();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  if (all || part === 'check') await twoAtATime(checks, check);
  if (all) await guarded('build', async () => void ensureBuilt());
  if (all || part === 'browser' || part === 'e2e' || part === 'trust')
    await guarded('Chromium', async () => void ensureChromium());
  for (const project of ['unit', 'component', 'browser', 'e2e']) {
    if (all || part === project) await vitest(project, rest);
  }
  if (all || part === 'trust') {
    await twoAtATime(
      attacks.map((name) => [name]),
      attack,
    );
  }
} catch (error) {
  totals.failed += 1;
  failures.push(`run: ${error instanceof Error ? error.message : error}`);
  console.error(error instanceof Error ? error.message : error);
}
const minutes = ((Date.now() - startedMs) / 60_000).toFixed(1);
for (const failure of failures) console.log(`\nFAILED ${failure}`);
console.log(`\n${minutes} minutes`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;

/**
 * Each keeps to about one core.
 *
 * @template {readonly unknown[]} Step
 * @param {readonly Step[]} steps
 * @param {(...step: any) => Promise<void>} run
 */
async function twoAtATime(steps, run) {
  const left = [...steps];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await run(...next);
  };
  await Promise.all([worker(), worker()]);
}

/**
 * One attack on the product: passes when it found nothing.
 *
 * @param {string} name
 */
async function attack(name) {
  const script = join('tests', 'trust', `${name}.ts`);
  count(`trust: ${name}`, (await node('tsx/dist/cli.mjs', ['--expose-gc', script, '--short'])) === 0);
}

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
  if (!passed) failures.push(name);
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
    // One file at a time where a real browser is driven; else a file for each core, where Vitest would leave one idle.
    ...(project === 'unit' || project === 'component' ? [`--maxWorkers=${availableParallelism()}`] : []),
    ...args,
  ]);
  const { passed, failed } = readReport(report);
  const unexplained = status !== 0 && failed.length === 0 ? [`${project}: ended with ${status}`] : [];
  totals.passed += passed;
  totals.failed += failed.length + unexplained.length;
  failures.push(...failed.map((name) => `${project}: ${name}`), ...unexplained);
}

/**
 * @param {string} path of Vitest's JSON report
 * @returns {{ passed: number, failed: string[] }} the failed by file, name and first lines of the message
 */
function readReport(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    /** @type {string[]} */
    const failed = [];
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
    return { passed: 0, failed: [`no report at ${path}: ${error instanceof Error ? error.message : error}`] };
  }
}

/** @param {string | undefined} text */
function beginning(text) {
  return (text ?? '').split('\n').slice(0, 12).join('\n');
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
