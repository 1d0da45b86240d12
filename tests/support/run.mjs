/**
 * The whole test run, or one part of it: `node tests/support/run.mjs [check|unit|component|browser|e2e|trust] [vitest arguments]`;
 * `full` is the whole run with every journey at all sizes and in both themes, more kills and pools, and the long tests.
 * Needs nothing but Node and npm: packages, and Debian's Chromium, boto3 and AWS CLI are installed first, and the app built. Ends with `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureChromium, findChromium, findHeadlessShell } from './chromium.mjs';
import { ensureTools } from './tools.mjs';
import { runScript } from './run/child.mjs';
import { inLanes } from './run/lanes.mjs';
import { runVitest } from './run/vitest-part.mjs';
import { projectRoot } from '../../src/programs/server/project-root.mjs';

const [asked, ...rest] = process.argv.slice(2);
const full = asked === 'full';
const wanted = full ? undefined : asked;
// Read by the tests that have a longer run.
if (full) process.env.FORETASTE_FULL = 'yes';

const startedMs = Date.now();
const results = join(projectRoot, 'test-results');
const totals = { passed: 0, failed: 0 };
/** What failed and why, told again at the end: a log of thousands of lines is often kept only in part. */
/** @type {string[]} */
const failures = [];
const cores = availableParallelism();

/** People's own browser in the full run; else what takes a fifth of the time less to walk in. */
const engine = full ? 'chromium' : 'chromium-headless-shell';

/**
 * What parts use that npm does not bring.
 *
 * @type {{ readonly [part: string]: readonly import('./tools.mjs').Tool[] }}
 */
const toolsOf = {
  unit: ['shellcheck', 'python3-boto3', 'awscli'],
  browser: [engine],
  // What a browser's owner has set, its shell does not heed.
  e2e: [
    engine,
    'chromium',
    'python3-boto3',
    'curl',
    ...(full ? /** @type {const} */ (['python3-pytest']) : []),
  ],
  trust: [engine],
};

/** Attacks on the product, and in the full run on its tests (tests/trust), each in its run of half a minute. */
const attacks = ['soak', 'corpus', 'fuzz', 'faults', 'damage', 'multitab', ...(full ? ['mutate'] : [])];

/** What the checks found out about a file is kept here until the file changes. */
const cache = 'node_modules/.cache/checks';

/** @type {readonly (readonly [string, string, readonly string[]])[]} name, package's script, arguments */
const checks = [
  // Of all files at once; which names a folder may use, the lint says.
  [
    'types',
    'svelte-check/bin/svelte-check',
    ['--incremental', '--tsgo', '--tsconfig', 'tests/tsconfig.json'],
  ],
  ['oxlint', 'oxlint/bin/oxlint', ['--report-unused-disable-directives']],
  // What components are held to, and what each layer is: src/ in full, of the tests what Svelte compiles.
  [
    'eslint',
    'eslint/bin/eslint.js',
    ['--max-warnings', '0', ...cached('lint'), 'src', 'tests/**/*.svelte', 'tests/**/*.svelte.ts'],
  ],
  ['oxfmt', 'oxfmt/bin/oxfmt', ['-c', 'oxfmt.config.mjs', '--check', '.', '!**/*.svelte']],
  // Components, which oxfmt does not read.
  [
    'prettier',
    'prettier/bin/prettier.cjs',
    ['--check', '--log-level', 'warn', ...cached('format'), '**/*.svelte'],
  ],
  ['unused', 'knip/bin/knip.js', []],
  ['advisories', '../tests/support/advisories.mjs', []],
];

/**
 * @typedef {object} Part
 * @property {string} part   by which it is asked for; `build` comes with those that drive the app
 * @property {string} name
 * @property {number} lanes  processes that it keeps busy
 * @property {() => Promise<{ passed: number, failed: string[] }>} work
 */

const build = scriptPart('build', 'build', '../src/programs/server/build.mjs', []);
/** Ends when there is a build, or when none could be made: who needs one then says what is missing. */
const built = new Promise((/** @type {(value: void) => void} */ done) => {
  const { work } = build;
  build.work = () => work().finally(done);
});

/** All but one, which is left to a narrow part, so that no core is idle while a wide one starts or waits for a browser. */
const wide = cores + 1;

/**
 * The wide ones first, one after the other, and last the one whose files are short: its cores come to an end together.
 *
 * @type {readonly Part[]}
 */
const parts = [
  // Before whatever waits for it in all lanes.
  build,
  vitestPart('component', wide),
  // Walks wait for the page half of their time; units for their modules and programs, a third of it.
  onBuild(vitestPart('e2e', wide, [`--maxWorkers=${wide}`])),
  vitestPart('unit', wide, ['--project', 'unit-alone', `--maxWorkers=${wide}`]),
  ...checks.map(([name, script, args]) => scriptPart('check', name, script, args)),
  onBuild(vitestPart('browser', 1, ['--reporter=./tests/support/run/progress-reporter.ts'])),
  ...attacks.map((name) => {
    const script = join('tests', 'trust', `${name}.ts`);
    return onBuild(scriptPart('trust', name, 'tsx/dist/cli.mjs', ['--expose-gc', script, '--short']));
  }),
];

try {
  const drivesApp = wanted === undefined || ['browser', 'e2e', 'trust'].includes(wanted);
  // Debian's packages are looked for, and come, while npm fetches ours.
  const packages = ensurePackages();
  await ensureTools(wanted ? (toolsOf[wanted] ?? []) : [...new Set(Object.values(toolsOf).flat())]);
  await packages;
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const known = new Set(parts.map(({ part }) => part));
  if (wanted !== undefined && !known.has(wanted))
    throw new Error(`“${wanted}” is no part of the run; the parts are ${[...known].join(', ')}.`);
  if (drivesApp) {
    const shell = full ? null : findHeadlessShell();
    if (shell !== null) process.env.CHROMIUM ||= shell;
    if (findChromium() === null) await ensureTools(['chromium']);
    ensureChromium();
  }
  const chosen = (/** @type {Part} */ { part }) =>
    wanted === undefined || part === wanted || (part === 'build' && drivesApp);
  await inLanes(
    wide + 1,
    parts.filter(chosen).map((part) => ({ lanes: part.lanes, run: () => run(part) })),
  );
} catch (error) {
  fail(`run: ${error instanceof Error ? error.message : error}`);
}
for (const failure of failures) console.log(`\nFAILED ${failure}`);
console.log(`\n${((Date.now() - startedMs) / 60_000).toFixed(1)} minutes`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;

/** @returns {Promise<void>} fails when they cannot be installed, or a message not be compiled: it has said why by then */
function ensurePackages() {
  const script = join(projectRoot, 'src/programs/server/install.mjs');
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 2, 2] });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (status) =>
      status === 0 ? done() : failed(new Error('The packages are not there: see above.')),
    );
  });
}

/** @param {string} tool that keeps its facts in a file of its own, by what stands in each file that it has looked at */
function cached(tool) {
  return ['--cache', '--cache-strategy', 'content', '--cache-location', `${cache}/${tool}`];
}

/**
 * Does one part and adds what came of it.
 *
 * @param {Part} part
 */
async function run({ name, work }) {
  const beganMs = Date.now();
  /** @type {{ passed: number, failed: string[] }} */
  let outcome;
  try {
    outcome = await work();
  } catch (error) {
    outcome = { passed: 0, failed: [error instanceof Error ? error.message : String(error)] };
  }
  totals.passed += outcome.passed;
  for (const failure of outcome.failed) fail(`${name}: ${failure}`);
  const seconds = ((Date.now() - beganMs) / 1000).toFixed(0);
  console.log(`${outcome.failed.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
}

/** @param {string} failure */
function fail(failure) {
  totals.failed += 1;
  failures.push(failure);
}

/**
 * @param {Part} part that drives the app
 * @returns {Part} which waits until there is one
 */
function onBuild({ work, ...part }) {
  return { ...part, work: () => built.then(work) };
}

/**
 * A script: passes when it ends with 0.
 *
 * @param {string} part
 * @param {string} name
 * @param {string} script path inside node_modules
 * @param {readonly string[]} args
 * @returns {Part}
 */
function scriptPart(part, name, script, args) {
  return {
    part,
    name,
    lanes: 1,
    work: async () => {
      const { status, hung } = await runScript({ name, script, args });
      if (status === 0) return { passed: 1, failed: [] };
      return { passed: 0, failed: hung.length > 0 ? hung : [`ended with ${status}`] };
    },
  };
}

/**
 * @param {string} project of vitest.config.ts
 * @param {number} lanes
 * @param {readonly string[]} [args]
 * @returns {Part}
 */
function vitestPart(project, lanes, args = []) {
  const report = join(results, `${project}.json`);
  const work = () => runVitest({ name: project, report, args: ['--project', project, ...args, ...rest] });
  return { part: project, name: project, lanes, work };
}
