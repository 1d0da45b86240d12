import type { Pool } from '../../domain/ports';
import type { SourceFile } from '../../import/open/bytes/source';

/** What Node and browsers do each in their way. */
export interface Surroundings {
  /** Threads that do the work of trainings, and how they are ended. */
  pool(workers: number): { readonly pool: Pool; close(): void };
  /** How many, where nobody says. */
  readonly workers: number;
  /** A file on disk. @throws TypeError where there is none to be read. */
  fileAt(path: string | URL): SourceFile;
}

let given: Surroundings | null = null;

/** Called once, by the entry that a program has loaded. */
export function surroundedBy(surroundings: Surroundings): void {
  given = surroundings;
}

export function surroundings(): Surroundings {
  if (given === null) throw new Error('no entry has said where it runs');
  return given;
}
