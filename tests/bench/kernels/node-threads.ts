import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Order } from './order';
import type { KernelThread } from './threads';

/** A thread of Node for kernels. */
export function startNodeThread(): KernelThread {
  const thread = new Worker(new URL('./kernel-thread.mjs', import.meta.url), { name: 'kernel' });
  return {
    run: async (order: Order) => {
      const answer = once(thread, 'message');
      thread.postMessage(order);
      const [taken] = (await answer) as [number];
      return taken;
    },
    end: () => void thread.terminate(),
  };
}
