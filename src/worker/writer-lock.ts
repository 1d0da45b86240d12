const LOCK = 'foretaste-writer';

/**
 * One tab writes, the others read: the holder of a Web Lock. A tab that does not get it waits in line and becomes
 * the writer when the holder closes; `steal` takes it at once. Without Web Locks the only tab there is writes.
 */
export class WriterLock {
  #held = false;

  /** @param onChange called whenever this tab becomes the writer or stops being it. */
  constructor(private readonly onChange: (writer: boolean) => void) {}

  get held(): boolean {
    return this.#held;
  }

  /** Resolves as soon as it is known whether this tab writes. */
  async start(): Promise<void> {
    if (navigator.locks === undefined) {
      this.#held = true;
      return;
    }
    await new Promise<void>((known) => {
      void this.hold({ ifAvailable: true }, known);
    });
    if (!this.#held) void this.hold({});
  }

  /** Takes the lock from whoever has it; that tab turns into a reader. */
  async steal(): Promise<void> {
    if (this.#held || navigator.locks === undefined) return;
    await new Promise<void>((known) => {
      void this.hold({ steal: true }, known);
    });
  }

  private async hold(options: LockOptions, known: () => void = () => undefined): Promise<void> {
    try {
      await navigator.locks.request(LOCK, options, (lock) => {
        this.set(lock !== null);
        known();
        // Held until the worker ends or another tab steals it.
        return lock === null ? undefined : new Promise<never>(() => undefined);
      });
    } catch (error) {
      this.set(false);
      known();
      // Stolen: wait in line again. Anything else is a browser that denies locks, and with them all storage.
      if (error instanceof DOMException && error.name === 'AbortError') void this.hold({});
    }
  }

  private set(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    this.onChange(held);
  }
}
