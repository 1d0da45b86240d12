import { asAppError } from '../domain/errors';

/**
 * Opens what this site keeps in the browser. Null where the browser lets the site keep nothing: cookies are off, or the
 * page stands in a frame of another site. Browsers say that in as many ways as there are browsers, and only this file
 * knows them.
 *
 * Refused is not lost and not full: a storage that was cleared, or that cannot be read, rejects with DATABASE_LOST, and
 * one without room rejects with QUOTA_EXCEEDED when something is written.
 */
export async function openUnlessRefused<Kept>(open: () => Promise<Kept>): Promise<Kept | null> {
  if (!hasDatabases()) return null;
  try {
    return await open();
  } catch (error) {
    if (await isRefusal(error)) return null;
    throw error;
  }
}

/** False where IndexedDB is turned off: it is missing or null then, or the name alone throws. */
function hasDatabases(): boolean {
  try {
    return typeof indexedDB !== 'undefined' && (indexedDB as IDBFactory | null) !== null;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

async function isRefusal(error: unknown): Promise<boolean> {
  const { code, details } = asAppError(error);
  if (code !== 'DATABASE_LOST') return false;
  switch (details.reason) {
    case 'SecurityError': // Firefox, WebKit, and every browser in a frame without an origin.
    case 'InvalidStateError': // Private windows of Firefox before 115.
      return true;
    case 'UnknownError': // Chromium, which says the same of a damaged disk; but it refuses all site data at once.
      return refusesLocks();
    default:
      return false;
  }
}

async function refusesLocks(): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return false;
  try {
    await locks.request('foretaste-refusal', { ifAvailable: true }, () => undefined);
    return false;
  } catch (error) {
    return error instanceof DOMException && error.name === 'SecurityError';
  }
}
