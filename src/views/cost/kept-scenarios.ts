import type { ProjectId } from '../../domain/resources';
import type { Workspace } from '../../state/workspace.svelte';
import type { TypedScenario } from './scenario-form';

/** What was typed for each project since the page was loaded: leaving the screen keeps it. */
const kept = new WeakMap<Workspace, Map<ProjectId, TypedScenario>>();

/** The made-up month of the open project as it was last typed; undefined where nobody has typed one. */
export function keptScenario(workspace: Workspace): TypedScenario | undefined {
  const { project } = workspace;
  return project === null ? undefined : kept.get(workspace)?.get(project.project.id);
}

/** Keeps what was typed for the open project; null forgets it. */
export function keepScenario(workspace: Workspace, typed: TypedScenario | null): void {
  const { project } = workspace;
  if (project === null) return;
  const own = kept.get(workspace) ?? new Map<ProjectId, TypedScenario>();
  if (typed === null) own.delete(project.project.id);
  else own.set(project.project.id, typed);
  kept.set(workspace, own);
}
