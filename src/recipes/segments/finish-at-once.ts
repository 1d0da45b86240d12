/** Runs stepwise work to its end without looking up: for workers, which are ended from outside. */
export function finishAtOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
