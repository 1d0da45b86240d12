import type { Arn, ProjectId } from './resources';

/** Versions of one project that can go without loss: the same solution was trained anew since, and nothing uses them. */
export interface OldVersions {
  readonly project: ProjectId;
  readonly name: string;
  readonly arns: readonly Arn[];
  /** What their models take on this device. */
  readonly sizeBytes: number;
}
