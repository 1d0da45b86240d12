/** Runs a kernel by name in a thread of its own: a number of runs in, the seconds they took out. */
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { kernels } = await import('./all');
/** @type {Map<string, import('./kernel').Kernel>} */
const made = new Map();

parentPort?.on('message', (/** @type {{ name: string, runs: number }} */ { name, runs }) => {
  const kernel = made.get(name) ?? kernels.get(name)?.();
  if (kernel === undefined) throw new RangeError(`no kernel ${name}`);
  made.set(name, kernel);
  const started = performance.now();
  for (let i = 0; i < runs; i++) kernel.run();
  parentPort?.postMessage((performance.now() - started) / 1000);
});
