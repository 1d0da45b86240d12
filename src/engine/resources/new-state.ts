import type { ProjectId, ProjectState } from '../../domain/resources';
import type { Profile } from '../../domain/schema';

/** A project before anything is in it. */
export function newState(
  id: ProjectId,
  name: string,
  profile: Profile,
  nowMs: number,
  simulated = false,
): ProjectState {
  return {
    project: {
      id,
      name,
      createdMs: nowMs,
      openedMs: nowMs,
      interactions: 0,
      users: 0,
      items: 0,
      versions: 0,
      sizeBytes: 0,
      simulated,
    },
    profile,
    dataVersion: 0,
    datasets: [],
    importJobs: [],
    solutionVersions: [],
    provenance: {},
  };
}
