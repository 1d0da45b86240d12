/**
 * An id that nobody else draws, as 32 hexadecimal digits. Pages without https and workers of sandboxed frames have numbers
 * by chance, but no `randomUUID`.
 */
export function randomId(): string {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(parts, (part) => part.toString(16).padStart(8, '0')).join('');
}
