/** A thread of Node that runs kernels as it is asked, and says how many seconds each took. */
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { obey } = await import('./order');
parentPort?.on('message', (/** @type {import('./order').Order} */ order) =>
  parentPort?.postMessage(obey(order)),
);
