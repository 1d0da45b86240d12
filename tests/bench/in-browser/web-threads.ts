import type { Order } from '../kernels/order';
import type { KernelThread } from '../kernels/threads';

/** A worker for kernels. */
export function startWebThread(): KernelThread {
  const worker = new Worker(new URL('./kernel.worker.ts', import.meta.url), {
    type: 'module',
    name: 'kernel',
  });
  return {
    run: (order: Order) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(order);
      }),
    end: () => worker.terminate(),
  };
}
