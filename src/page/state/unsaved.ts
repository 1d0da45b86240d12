import { on } from 'svelte/events';
import type { ProjectId, ProjectSummary } from '../../domain/resources';
import type { Workspace } from './workspace.svelte';

/** Where the browser stores nothing: projects that have changed since they were last saved as a file. */
export class Unsaved {
  readonly #saved = new Map<ProjectId, string>();

  constructor(private readonly workspace: Pick<Workspace, 'keeps' | 'visible'>) {}

  /** The person has a file with all of it, as it is now. */
  noteSaved(project: ProjectSummary): void {
    this.#saved.set(project.id, stateOf(project));
  }

  /**
   * Has the browser ask before a page that holds somebody's own work is closed; samples are there again at a press.
   *
   * @returns the way to stop.
   */
  listen(): () => void {
    return on(window, 'beforeunload', (event) => {
      const { keeps, visible } = this.workspace;
      const isUnsaved = (project: ProjectSummary): boolean =>
        !project.simulated && this.#saved.get(project.id) !== stateOf(project);
      if (!keeps && visible.some(isUnsaved)) event.preventDefault();
    });
  }
}

function stateOf({ interactions, versions, sizeBytes }: ProjectSummary): string {
  return `${interactions} ${versions} ${sizeBytes}`;
}
