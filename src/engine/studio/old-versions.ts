import type { OldVersions } from '../../domain/old-versions';
import type { Arn, ProjectState, SolutionVersion } from '../../domain/resources';
import { isBrought } from '../resources/solution-versions';
import { userOf } from '../resources/kinds';
import { readyOf } from '../../domain/version-names';
import type { OpenProject } from '../project/open-project';

/**
 * Versions that were replaced: ACTIVE, with a newer one of their solution, served by nothing. The newest full version
 * stays beside a newer update, which builds on it.
 */
export function oldVersions(state: ProjectState): readonly Arn[] {
  // Lists are held against each other, and cannot be made again here.
  const active = readyOf(state.solutionVersions).filter((version) => !isBrought(version));
  const newest = new Map<string, SolutionVersion>();
  for (const version of active.toSorted((a, b) => a.creationDateTime - b.creationDateTime)) {
    newest.set(version.solution, version);
    if (version.trainingMode !== 'UPDATE') newest.set(`full ${version.solution}`, version);
  }
  const kept = new Set(newest.values());
  return active.flatMap((version) =>
    kept.has(version) || userOf(state, version.arn) !== null ? [] : version.arn,
  );
}

/** What a project could give back; null for nothing. */
export async function oldVersionsOf(project: OpenProject): Promise<OldVersions | null> {
  const arns = oldVersions(project.state);
  if (arns.length === 0) return null;
  const sizes = await project.models.sizes();
  const sizeBytes = arns.reduce((sum, arn) => sum + (sizes.get(arn) ?? 0), 0);
  return { project: project.id, name: project.state.project.name, arns, sizeBytes };
}
