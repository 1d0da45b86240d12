import { randomId } from '../../domain/random-id';

/** A page that is being left lets go of its lock within this time. */
const LEAVING_MS = 1000;

/** This page, until it is loaded again. */
export const PAGE = randomId();
let held = false;

/** As long as this page lives, others can tell. */
export function holdPage(): void {
  const locks = locksHere();
  if (held || locks === null) return;
  held = true;
  locks
    .request(lockOf(PAGE), () => new Promise(() => undefined))
    .catch((error: unknown) => console.warn('page-lock', error));
}

/** Whether another page, by its `PAGE`, lives in some tab. */
export async function isOpenElsewhere(page: string): Promise<boolean> {
  const locks = locksHere();
  if (locks === null) return false;
  try {
    await locks.request(lockOf(page), { signal: AbortSignal.timeout(LEAVING_MS) }, () => undefined);
    return false;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return true;
    notTold(error);
    return false;
  }
}

/** False in a window without locks, where no tab is told from another. */
export function tellsTabsApart(): boolean {
  return locksHere() !== null;
}

function lockOf(page: string): string {
  return `foretaste.page.${page}`;
}

/**
 * The locks that all tabs of this address share, or null where there are none. Where the browser refuses site data they
 * are there and each call on them rejects: see `notTold`.
 */
export function locksHere(): LockManager | null {
  return 'locks' in navigator ? navigator.locks : null;
}

/** What a refused question about locks comes to. Any other failure is thrown on. */
export function notTold(error: unknown): undefined {
  if (!(error instanceof DOMException && error.name === 'SecurityError')) throw error;
}
