/**
 * The compute worker of the app in a thread of Node. Plain JavaScript, because the thread reads TypeScript only once tsx
 * is registered in it.
 */
import { register } from 'tsx/esm/api';
import { runAsWorker } from './thread-scope.mjs';

register();
await runAsWorker(() => import('../../worker/compute.worker'));
