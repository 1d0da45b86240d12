import { vi } from 'vitest';

/** Tries until it holds: for as long as a machine with other work may need, not the second that Vitest gives. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 60_000 });
}
