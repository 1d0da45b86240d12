import { randomId } from '../domain/random-id';

/** What no other key ends in, of any tab. */
export function randomKey(kind: string): string {
  return `${kind}-${randomId()}`;
}
