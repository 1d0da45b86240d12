import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { median } from '../figures/statistics';

/** Two threads that run kernels by name. */
export class KernelThreads {
  private readonly threads = [0, 1].map(
    () => new Worker(new URL('./kernel-thread.mjs', import.meta.url), { name: 'kernel' }),
  );

  /**
   * How many times as much two threads do, each with a copy of its own, as one: alone and together in turns, the
   * median over the turns.
   */
  async speedUp(name: string, runs: number, turns: number): Promise<number> {
    await this.together(name, 3);
    const ratios: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const alone = await run(this.threads[turn % 2], name, runs);
      ratios.push((2 * alone) / (await this.together(name, runs)));
    }
    return median(ratios);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }

  private async together(name: string, runs: number): Promise<number> {
    return Math.max(...(await Promise.all(this.threads.map((thread) => run(thread, name, runs)))));
  }
}

async function run(thread: Worker, name: string, runs: number): Promise<number> {
  const answer = once(thread, 'message');
  thread.postMessage({ name, runs });
  const [taken] = (await answer) as [number];
  return taken;
}
