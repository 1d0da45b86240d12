const QUIET_MS = 2000;
const MEMORY_MS = 5000;

/**
 * Time left of one phase, from the speed of about the last five seconds. Says nothing in the first two seconds
 * and starts anew with each phase, because phases differ in speed.
 */
export class Eta {
  #phase = '';
  #startMs = 0;
  #lastMs = 0;
  #lastDone = 0;
  /** Units per millisecond, smoothed. */
  #speed = 0;

  /** @returns seconds left of this phase, or null while that cannot be told. */
  update(phase: string, done: number, total: number, nowMs: number): number | null {
    if (phase !== this.#phase || done < this.#lastDone) {
      this.#phase = phase;
      this.#startMs = this.#lastMs = nowMs;
      this.#lastDone = done;
      this.#speed = 0;
      return null;
    }
    const spanMs = nowMs - this.#lastMs;
    if (spanMs > 0) {
      const speed = (done - this.#lastDone) / spanMs;
      const elapsedMs = nowMs - this.#startMs;
      // Until the memory is full this is the plain mean since the start.
      const weight = Math.max(spanMs / MEMORY_MS, spanMs / elapsedMs);
      this.#speed += Math.min(1, weight) * (speed - this.#speed);
      this.#lastMs = nowMs;
      this.#lastDone = done;
    }
    if (nowMs - this.#startMs < QUIET_MS || this.#speed <= 0 || total <= done) return null;
    return (total - done) / this.#speed / 1000;
  }
}
