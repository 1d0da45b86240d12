import { median } from '../figures/statistics';
import { divided, shareSquares } from './divided';
import type { Order } from './order';

/** A thread, or a worker, that runs kernels as it is asked. */
export interface KernelThread {
  /** @returns the seconds that it took. */
  run(order: Order): Promise<number>;
  end(): void;
}

/** One thread alone and two together, in turns; medians over the turns. */
export interface Gain {
  /** Seconds of two together. */
  readonly seconds: number;
  /** How many times as much two do in the same time. */
  readonly times: number;
}

/** Two threads that run kernels by name. */
export class KernelThreads {
  private readonly threads: readonly KernelThread[];

  constructor(start: () => KernelThread) {
    this.threads = [start(), start()];
  }

  /** Tiles of one kernel on n × n matrices that both threads share: by one of them, then by both. */
  async divide(name: string, n: number, turns: number): Promise<Gain> {
    const kernel = divided.get(name);
    if (kernel === undefined) throw new RangeError(`no divided kernel ${name}`);
    const shared = shareSquares(n);
    const order: Order = { kind: 'divide', name, shared };
    const timed = async (threads: readonly KernelThread[]): Promise<number> => {
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

  close(): void {
    for (const thread of this.threads) thread.end();
  }

  private async together(threads: readonly KernelThread[], order: Order): Promise<number> {
    return Math.max(...(await Promise.all(threads.map((thread) => thread.run(order)))));
  }
}

function gainOf(pairs: readonly { readonly alone: number; readonly both: number }[]): Gain {
  return {
    seconds: median(pairs.map(({ both }) => both)),
    times: median(pairs.map(({ alone, both }) => alone / both)),
  };
}
