import type { Arn } from './arn';

/** Whose a kept file is: it goes when a state no longer lists its owner among the batch jobs. */
export interface FileName {
  readonly owner: Arn;
  readonly role: 'input' | 'output';
  readonly path: string;
}

/** A file kept in the project, in chunks. */
export interface KeptFile extends FileName {
  readonly sizeBytes: number;
}

export function isSameFile(one: FileName, other: FileName): boolean {
  return one.owner === other.owner && one.role === other.role && one.path === other.path;
}
