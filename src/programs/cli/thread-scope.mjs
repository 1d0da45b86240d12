import { parentPort } from 'node:worker_threads';

/**
 * Gives a thread of Node the `self` through which a browser's worker speaks, loads the worker, and passes the messages
 * on.
 *
 * @param {() => Promise<unknown>} load
 */
export async function runAsWorker(load) {
  if (parentPort === null) throw new Error('runs in a worker thread only');
  const port = parentPort;
  const scope = {
    // What reads the sources looks for typed arrays in it, as in a browser's.
    __proto__: globalThis,
    /** @type {((event: { data: unknown }) => void) | null} */
    onmessage: null,
    /**
     * @param {unknown} message
     * @param {{ transfer: readonly import('node:worker_threads').Transferable[] }} options
     */
    postMessage: (message, { transfer }) => port.postMessage(message, transfer),
  };
  Object.assign(globalThis, { self: scope });
  await load();
  // Messages wait in the port until somebody listens.
  port.on('message', (data) => scope.onmessage?.({ data }));
}
