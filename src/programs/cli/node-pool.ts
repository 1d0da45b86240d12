import { availableParallelism } from 'node:os';
import { Worker as Thread } from 'node:worker_threads';
import type { Pool } from '../../domain/ports';
import { InProcessPool } from '../../engine/project/in-process-pool';
import type { FromWorker, ToWorker } from '../../worker/pool-messages';
import { WorkerPool } from '../../worker/pool';

/** Most threads that `--workers` may ask for; the pool starts no more. */
export const MAX_WORKERS = 8;
/** Where `--workers` does not say: a thread for each core, as in the app. */
export const DEFAULT_WORKERS = Math.min(MAX_WORKERS, availableParallelism());

/**
 * The pool of so many threads, and how they are ended: 1 = this thread, more = the app's own pool over threads of Node.
 * The results have the same bytes either way.
 */
export function poolOf(workers: number): { readonly pool: Pool; close(): void } {
  if (workers === 1) return { pool: new InProcessPool(), close: () => undefined };
  const pool = nodePool(workers, true);
  return { pool, close: () => pool.close() };
}

/** Runs `work` with a pool of so many threads, which end with it. */
export async function withPool<T>(workers: number, work: (pool: Pool) => Promise<T>): Promise<T> {
  const { pool, close } = poolOf(workers);
  try {
    return await work(pool);
  } finally {
    close();
  }
}

/**
 * The app's pool over threads of Node. Whoever makes it closes it.
 *
 * @param script what each thread runs: from the sources, or a bundle of `bundled-thread.ts`, which starts much sooner.
 */
export function nodePool(
  size: number,
  sharedMemory: boolean,
  script = new URL('./compute-thread.mjs', import.meta.url),
): WorkerPool {
  // Only what the pool uses of a browser's Worker is there.
  return new WorkerPool({ size, sharedMemory, start: () => new ComputeThread(script) as unknown as Worker });
}

/** A thread of Node with the face of a browser's worker. It never keeps the process alive. */
class ComputeThread {
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  private readonly thread: Thread;

  constructor(script: URL) {
    this.thread = new Thread(script);
    this.thread.unref();
    this.thread.on('message', (data: FromWorker) => this.onmessage?.({ data }));
    this.thread.on('error', ({ message }) => this.onerror?.({ message }));
    this.thread.on('messageerror', () => this.onmessageerror?.());
  }

  postMessage(message: ToWorker): void {
    this.thread.postMessage(message);
  }

  terminate(): void {
    this.onerror = null;
    void this.thread.terminate();
  }
}
