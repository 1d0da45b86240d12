/**
 * The compute worker of the app in a thread of Node: gives it the `self` that it speaks through, and passes the
 * messages on. Plain JavaScript, because the thread reads TypeScript only once tsx is registered in it.
 */
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

if (parentPort === null) throw new Error('compute-thread runs in a worker thread only');
const port = parentPort;
const scope = {
  /** @type {((event: { data: unknown }) => void) | null} */
  onmessage: null,
  /**
   * @param {unknown} message
   * @param {{ transfer: readonly import('node:worker_threads').Transferable[] }} options
   */
  postMessage: (message, { transfer }) => port.postMessage(message, transfer),
};
Object.assign(globalThis, { self: scope });
register();
await import('../worker/compute.worker');
// Messages wait in the port until somebody listens.
port.on('message', (data) => scope.onmessage?.({ data }));
