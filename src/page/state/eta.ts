const QUIET_MS = 2000;
const MEMORY_MS = 5000;
/** Where one unit takes so many times as long as those before, nobody knows how long it takes. */
const TOO_LONG = 2;

/**
 * Time left of one phase, from the speed of about the last five seconds. Says nothing in the first two seconds, nor
 * where nothing moves for much longer than it used to, and starts anew with each phase, because phases differ in speed.
 */
export class Eta {
  #phase = '';
  #startMs = 0;
  /** When `done` last grew; reports of the same count in between say nothing of the speed. */
  #movedMs = 0;
  #lastDone = 0;
  /** Units per millisecond, smoothed. */
  #speed = 0;

  /** @returns seconds left of this phase, or null while that cannot be told. */
  update(phase: string, done: number, total: number, nowMs: number): number | null {
    if (phase !== this.#phase || done < this.#lastDone) {
      this.#phase = phase;
      this.#startMs = this.#movedMs = nowMs;
      this.#lastDone = done;
      this.#speed = 0;
      return null;
    }
    const spanMs = nowMs - this.#movedMs;
    if (done > this.#lastDone && spanMs > 0) {
      const speed = (done - this.#lastDone) / spanMs;
      // Until the memory is full this is the plain mean since the start.
      const weight = Math.max(spanMs / MEMORY_MS, spanMs / (nowMs - this.#startMs));
      this.#speed += Math.min(1, weight) * (speed - this.#speed);
      this.#movedMs = nowMs;
      this.#lastDone = done;
    }
    if (nowMs - this.#startMs < QUIET_MS || this.#speed <= 0 || total <= done) return null;
    const stillMs = nowMs - this.#movedMs;
    if (stillMs > Math.max(QUIET_MS, TOO_LONG / this.#speed)) return null;
    const leftMs = (total - done) / this.#speed - stillMs;
    return leftMs > 0 ? leftMs / 1000 : null;
  }
}
