import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import { NOTES_FOLDER, readNotes, take } from './progress.mjs';

/** What stands still for so long hangs: the longest test takes half a minute on a machine with nothing else to do. */
const PATIENCE_MS = 10 * 60_000;

/** @type {Set<number>} process groups that run */
const groups = new Set();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    for (const pid of groups) endGroup(pid);
    process.exit(130);
  });
}

/**
 * Runs a script of an installed package in a process group of its own and tells its output line by line. A test process
 * in it that stays at one test for `testMs` is ended alone, and the script goes on; the whole script is ended when it
 * neither says nor begins anything for `quietMs`.
 *
 * @param {object} options
 * @param {string} options.name    before each line that it prints
 * @param {string} options.script  path inside node_modules
 * @param {readonly string[]} options.args
 * @param {number} [options.testMs]
 * @param {number} [options.quietMs]
 * @param {(line: string) => void} [options.tell]
 * @returns {Promise<{ status: number, hung: string[] }>} exit status, and what was ended because it hung
 */
export function runScript({
  name,
  script,
  args,
  testMs = PATIENCE_MS,
  quietMs = PATIENCE_MS,
  tell = console.log,
}) {
  const notes = mkdtempSync(join(tmpdir(), 'foretaste-progress-'));
  const child = spawn(process.execPath, [join(projectRoot, 'node_modules', script), ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: { ...process.env, [NOTES_FOLDER]: notes },
  });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  /** @type {string[]} */
  const hung = [];
  let heardMs = Date.now();
  let last = 'its start';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      heardMs = Date.now();
      if (line.trim() !== '') last = line.trim();
      tell(`${name.padEnd(10)} ${line}`);
    });
  }
  const look = () => {
    const nowMs = Date.now();
    const found = readNotes(notes);
    for (const { pid: stuck, atMs, path } of found) {
      heardMs = Math.max(heardMs, atMs);
      if (nowMs - atMs < testMs) continue;
      hung.push(`${take(path)}\nhung: ended after ${describe(nowMs - atMs)}`);
      heardMs = nowMs;
      if (stuck === pid) endGroup(stuck);
      else end(stuck);
    }
    if (nowMs - heardMs < quietMs || pid === undefined) return;
    hung.push(`nothing was heard for ${describe(quietMs)} after “${last}”`);
    heardMs = nowMs;
    endGroup(pid);
  };
  const watch = setInterval(look, Math.min(testMs, quietMs, 20_000) / 4);
  return new Promise((done, fail) => {
    child.once('error', fail);
    const ended = (/** @type {number | null} */ code) => done({ status: code ?? 1, hung });
    child.once('close', ended);
    // A browser left behind by an ended test may keep the output open.
    child.once('exit', (code) => setTimeout(ended, 5000, code).unref());
  }).finally(() => {
    clearInterval(watch);
    if (pid !== undefined) groups.delete(pid);
    rmSync(notes, { recursive: true, force: true });
  });
}

/** @param {number} ms */
function describe(ms) {
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${(ms / 60_000).toFixed(1)} minutes`;
}

/** @param {number} pid of the first process of the group */
function endGroup(pid) {
  end(process.platform === 'win32' ? pid : -pid);
}

/** @param {number} target process, or process group when negative */
function end(target) {
  try {
    process.kill(target, 'SIGKILL');
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
