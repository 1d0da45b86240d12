import { isCancelled } from '../../../domain/errors';
import type { Job } from '../../../domain/ports';

/**
 * Work that is done once for an object and shared by all who ask, also while it runs; kept as long as the object. It
 * runs as the job of whoever asked first. Where that one is stopped, the next who waits does it as their own.
 */
export class MadeOnce<Key extends object, Result> {
  readonly #made = new WeakMap<Key, Promise<Result>>();

  constructor(private readonly make: (key: Key, job: Job) => Promise<Result>) {}

  /** @throws AppError CANCELLED where the asker's own job is stopped, and whatever the work throws. */
  async of(key: Key, job: Job): Promise<Result> {
    for (let there = this.#made.get(key); there !== undefined; there = this.#made.get(key)) {
      try {
        return await there;
      } catch (error) {
        if (job.stopped || !isCancelled(error)) throw error;
      }
    }
    const made = this.make(key, job).catch((error: unknown) => {
      this.#made.delete(key);
      throw error;
    });
    this.#made.set(key, made);
    return made;
  }
}
