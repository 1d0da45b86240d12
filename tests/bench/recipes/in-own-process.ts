import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RecipeOutcome } from './outcome';
import type { RecipeRun } from './recipe-run';

/** @throws Error when the process ends without an outcome; it has said why on standard error. */
export function inOwnProcess(run: RecipeRun): Promise<RecipeOutcome> {
  const path = fileURLToPath(new URL('./recipe-process.ts', import.meta.url));
  const child = fork(path, [JSON.stringify(run)], { serialization: 'json' });
  return new Promise((resolve, reject) => {
    child.once('message', (outcome) => resolve(outcome as RecipeOutcome));
    child.once('exit', (code, signal) =>
      reject(new Error(`${run.recipe} ended with ${signal ?? code} before it was measured`)),
    );
  });
}
