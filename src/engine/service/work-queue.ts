import type { WorkQueue } from './operation';

/** Runs pieces of work one after the other, in the order they came. */
export class SerialQueue implements WorkQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** @param onFailure told of what no resource could say; the queue goes on. */
  constructor(private readonly onFailure: (error: unknown) => void) {}

  add(work: () => Promise<unknown>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => this.onFailure(error));
  }

  /** Resolves when everything that was added so far has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
