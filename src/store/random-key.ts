/** What no other key ends in, of any tab. Workers of sandboxed frames have numbers by chance, but no `randomUUID`. */
export function randomKey(kind: string): string {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return [kind, ...Array.from(parts, (part) => part.toString(16).padStart(8, '0'))].join('-');
}
