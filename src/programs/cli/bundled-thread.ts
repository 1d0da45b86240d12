import { runAsWorker } from './thread-scope.mjs';

// In a bundle, where there is no TypeScript left to be read.
await runAsWorker(() => import('../../worker/compute.worker'));
