import type { ImportPlan } from '../../domain/imports';
import type { ProjectId, ProjectState } from '../../domain/resources';
import { describes, modeInto } from './where-to';

/** Where brought files shall go: as it was chosen by hand, or else as they ask for it. */
export class Destination {
  /** Null: a new one. */
  project = $state.raw<ProjectId | null>(null);
  /** The project that was open when the files were brought. */
  #open: ProjectState | null = null;
  #isByHand = false;

  begin(open: ProjectState | null): void {
    this.#open = open;
    this.#isByHand = false;
    this.project = null;
  }

  /** By hand. @returns whether it is another than before. */
  choose(project: ProjectId | null): boolean {
    const isOther = project !== this.project;
    this.#isByHand = true;
    this.project = project;
    return isOther;
  }

  /**
   * Places files that nobody has placed by hand: what describes the items or users of the open project goes into it, as
   * it is nothing alone; all else makes a new project.
   *
   * @returns the plan for there: the same where nothing changes.
   */
  place(plan: ImportPlan): ImportPlan {
    if (this.#isByHand) return plan;
    const home = this.#open !== null && describes(plan, this.#open) ? this.#open : null;
    const project = home?.project.id ?? null;
    const mode = home === null ? 'FULL' : modeInto(plan, home);
    if (project === this.project && mode === plan.mode) return plan;
    // The project keeps its rules: an import under others would change them.
    const profile = project === this.project ? plan.profile : (home?.profile ?? plan.profile);
    this.project = project;
    return { ...plan, mode, profile };
  }
}
