import type { ProjectId, ProjectState } from '../../domain/resources';
import { markOf, type SampleKey } from '../../domain/samples';
import type { Profile } from '../../domain/schema';

/** A project before anything is in it. @param sample of which it is to be made. */
export function newState(
  id: ProjectId,
  name: string,
  profile: Profile,
  nowMs: number,
  sample: SampleKey | null = null,
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
      ...markOf(sample),
    },
    profile,
    dataVersion: 0,
    datasets: [],
    importJobs: [],
    solutionVersions: [],
    provenance: {},
  };
}
