import { asAppError, isCancelled, type AppError } from '../../domain/errors';

/** What a person sets going from one screen: whether it goes on, and what the last of it failed with. */
export class Attempt {
  busy = $state(false);
  error = $state.raw<AppError | null>(null);

  /** @returns null when it failed, and `error` then says why, or was cancelled. */
  async run<Result>(work: () => Promise<Result>): Promise<Result | null> {
    this.busy = true;
    this.error = null;
    try {
      return await work();
    } catch (fault) {
      if (!isCancelled(fault)) this.error = asAppError(fault);
      return null;
    } finally {
      this.busy = false;
    }
  }
}
