import type { Arn, ProjectId } from '../../domain/resources';

/** A project, or a resource with its project: what is called the same in another one has the same id. */
export interface Deleted {
  readonly project: ProjectId;
  readonly arn?: Arn;
}

/** What is off all screens while its deletion can still be undone, or is being carried out. */
export class Bin {
  #held = $state.raw<readonly Deleted[]>([]);

  put(deleted: Deleted): void {
    this.#held = [...this.#held, deleted];
  }
  takeOut({ project, arn }: Deleted): void {
    this.#held = this.#held.filter((other) => other.project !== project || other.arn !== arn);
  }
  /** Whether it holds the project as a whole. */
  has(project: string): boolean {
    return this.#held.some((other) => other.project === project && other.arn === undefined);
  }
  /** The resources of a project that it holds. */
  of(project: string): readonly Arn[] {
    return this.#held.flatMap((other) => (other.project === project ? (other.arn ?? []) : []));
  }
}
