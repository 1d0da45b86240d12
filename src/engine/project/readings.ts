/** Readings under way, which the closing of a project waits for. */
export class Readings {
  readonly #open = new Set<Promise<unknown>>();

  /** Reads something to be kept; a failed reading is forgotten, so that the next call tries again. */
  async run<T>(read: () => Promise<T>, forget: () => void = () => undefined): Promise<T> {
    const reading = read();
    this.#open.add(reading);
    try {
      return await reading;
    } catch (error) {
      forget();
      throw error;
    } finally {
      this.#open.delete(reading);
    }
  }

  /** Resolves once nothing is being read. */
  async ended(): Promise<void> {
    while (this.#open.size > 0) await Promise.allSettled(this.#open);
  }
}
