import { AppError } from '../domain/errors';
import { freeBytes as browserBytes } from './faults';

/**
 * The room that is left on this device. The browser's figure lags behind what was just deleted, so what this session
 * has given back counts as free until something was written with it. Too high a guess does no harm: the write itself
 * fails then, and leaves everything as it was.
 */
export class Room {
  #givenBack = 0;

  /** @param freeBytes what is said to be left; null: it is not said. */
  constructor(private readonly freeBytes: () => Promise<number | null> = browserBytes) {}

  /** Tells of bytes that are deleted, though the browser may still count them. */
  giveBack(bytes: number): void {
    this.#givenBack += Math.max(0, bytes);
  }

  /** @throws AppError QUOTA_EXCEEDED where the browser says that there is not enough room. */
  async require(neededBytes: number): Promise<void> {
    const free = await this.freeBytes();
    if (free !== null && neededBytes > free + this.#givenBack)
      throw new AppError('QUOTA_EXCEEDED', { neededBytes, freeBytes: free + this.#givenBack });
    this.#givenBack = 0;
  }
}
