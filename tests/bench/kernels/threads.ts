import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { median } from '../figures/statistics';
import { divided, shareSquares, type Shared } from './divided';

/** What a thread is asked for. */
export type Order =
  | { readonly kind: 'copy'; readonly name: string; readonly runs: number }
  | { readonly kind: 'divide'; readonly name: string; readonly shared: Shared };

/** One thread alone and two together, in turns; medians over the turns. */
export interface Gain {
  /** Seconds of two together. */
  readonly seconds: number;
  /** How many times as much two do in the same time. */
  readonly times: number;
}

/** Two threads that run kernels by name. */
export class KernelThreads {
  private readonly threads = [0, 1].map(
    () => new Worker(new URL('./kernel-thread.mjs', import.meta.url), { name: 'kernel' }),
  );

  /** Tiles of one kernel on n × n matrices that both threads share: by one of them, then by both. */
  async divide(name: string, n: number, turns: number): Promise<Gain> {
    const kernel = divided.get(name);
    if (kernel === undefined) throw new RangeError(`no divided kernel ${name}`);
    const shared = shareSquares(n);
    const order: Order = { kind: 'divide', name, shared };
    const timed = async (threads: readonly Worker[]): Promise<number> => {
      shared.counts.fill(0);
      kernel.fill(shared);
      return this.together(threads, order);
    };
    await timed(this.threads);
    const pairs: { readonly alone: number; readonly both: number }[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const alone = await timed([this.threads[turn % 2]]);
      pairs.push({ alone, both: await timed(this.threads) });
    }
    return gainOf(pairs);
  }

  /** A copy of a kernel in one thread, then one in each: how far the machine lets two of a kind run side by side. */
  async copies(name: string, runs: number, turns: number): Promise<Gain> {
    const order: Order = { kind: 'copy', name, runs };
    await this.together(this.threads, { ...order, runs: 3 });
    const pairs: { readonly alone: number; readonly both: number }[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const alone = 2 * (await this.together([this.threads[turn % 2]], order));
      pairs.push({ alone, both: await this.together(this.threads, order) });
    }
    return gainOf(pairs);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }

  private async together(threads: readonly Worker[], order: Order): Promise<number> {
    return Math.max(...(await Promise.all(threads.map((thread) => run(thread, order)))));
  }
}

function gainOf(pairs: readonly { readonly alone: number; readonly both: number }[]): Gain {
  return {
    seconds: median(pairs.map(({ both }) => both)),
    times: median(pairs.map(({ alone, both }) => alone / both)),
  };
}

async function run(thread: Worker, order: Order): Promise<number> {
  const answer = once(thread, 'message');
  thread.postMessage(order);
  const [taken] = (await answer) as [number];
  return taken;
}
