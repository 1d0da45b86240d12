export type ToastEnd = 'pressed' | 'lapsed';

interface Shown {
  readonly text: string;
  readonly action: string | null;
}

const TICK_MS = 250;

/** One message at a time at the bottom of the page; its clock stands still while it is hovered or focused. */
export class Toasts {
  shown = $state.raw<Shown | null>(null);
  #leftMs = $state(0);
  #held = false;
  #timer: ReturnType<typeof setInterval> | null = null;
  #settle: ((end: ToastEnd) => void) | null = null;

  get secondsLeft(): number {
    return Math.ceil(this.#leftMs / 1000);
  }

  /**
   * Shows a message, with one action (“Undo”) or none. A message that is still up lapses at once.
   * @returns `pressed` when the action was taken, `lapsed` when its time ran out.
   */
  show(
    text: string,
    action: string | null = null,
    lastsMs = action === null ? 6_000 : 10_000,
  ): Promise<ToastEnd> {
    this.#end('lapsed');
    this.shown = { text, action };
    this.#leftMs = lastsMs;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    return new Promise((resolve) => (this.#settle = resolve));
  }

  press(): void {
    this.#end('pressed');
  }
  dismiss(): void {
    this.#end('lapsed');
  }
  hold(held: boolean): void {
    this.#held = held;
  }

  #tick(): void {
    if (this.#held) return;
    this.#leftMs -= TICK_MS;
    if (this.#leftMs <= 0) this.#end('lapsed');
  }

  #end(end: ToastEnd): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    const settle = this.#settle;
    this.#timer = this.#settle = this.shown = null;
    this.#held = false;
    settle?.(end);
  }
}
