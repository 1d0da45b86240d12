import { AppError, isAppError } from '../domain/errors';
import type { ChunkDatabase } from './chunk-database';

/** What a call on a database is refused with that the browser has closed, cleared, or lets nobody have. */
const LOST: ReadonlySet<string> = new Set([
  'InvalidStateError',
  'TransactionInactiveError',
  'AbortError',
  'UnknownError',
  'NotFoundError',
  'SecurityError',
]);

/**
 * Turns what IndexedDB throws into what a person can be told. AppErrors pass through.
 *
 * @param needed bytes the failed write wanted, for QUOTA_EXCEEDED; 0 where that is not known.
 */
export async function storageFault(error: unknown, needed = 0): Promise<AppError> {
  if (isAppError(error)) return error;
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  if (name === 'QuotaExceededError') {
    return new AppError(
      'QUOTA_EXCEEDED',
      { neededBytes: needed > 0 ? needed : null, freeBytes: await freeBytes() },
      { cause: error },
    );
  }
  if (name === 'VersionError') return new AppError('DATABASE_NEWER', {}, { cause: error });
  if (LOST.has(name)) {
    return new AppError('DATABASE_LOST', { reason: name }, { cause: error });
  }
  return new AppError('INTERNAL', { reason: name || String(error) }, { cause: error });
}

/** Asks the database, and throws what a person can be told where it refuses. @param needed as of `storageFault`. */
export async function asking<Result>(ask: () => Promise<Result>, needed = 0): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw await storageFault(error, needed);
  }
}

/** What the browser says is left for this origin, or null where it does not say. */
export async function freeBytes(): Promise<number | null> {
  if (typeof navigator === 'undefined' || navigator.storage === undefined) return null;
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
}

/** Takes away what a write that failed has left under its key. @returns what to tell, as `storageFault`. */
export async function undone(
  db: ChunkDatabase,
  key: string,
  error: unknown,
  needed: number,
): Promise<AppError> {
  const fault = await storageFault(error, needed);
  await db.delete(key).catch(() => undefined); // the sweep gets another chance
  return fault;
}
