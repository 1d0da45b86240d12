/**
 * A thread that runs a kernel by name: a copy of its own a number of times, or tiles of one that it shares with others.
 * Says how many seconds it took.
 */
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { kernels } = await import('./all');
const { divided } = await import('./divided');
const { runTiles } = await import('../../../src/kernels/tiles');
/** @type {Map<string, import('./kernel').Kernel>} */
const made = new Map();

parentPort?.on('message', (/** @type {import('./threads').Order} */ order) => {
  const started = performance.now();
  if (order.kind === 'copy') runCopy(order.name, order.runs);
  else {
    const stages = divided.get(order.name)?.stages(order.shared) ?? [];
    const work = runTiles(stages, order.shared.counts);
    while (work.next().done !== true);
  }
  parentPort?.postMessage((performance.now() - started) / 1000);
});

/**
 * @param {string} name
 * @param {number} runs
 */
function runCopy(name, runs) {
  const kernel = made.get(name) ?? kernels.get(name)?.();
  if (kernel === undefined) throw new RangeError(`no kernel ${name}`);
  made.set(name, kernel);
  for (let i = 0; i < runs; i++) kernel.run();
}
