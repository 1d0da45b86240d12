import { BASELINE_RECIPE } from '../../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../../domain/resources';

/** Of versions that could be asked, oldest first, the one to propose: popularity is trained by the way, so the newest other. */
export function proposedVersion(versions: readonly SolutionVersion[]): SolutionVersion | undefined {
  return (
    versions.findLast(({ spec, brought }) => spec.recipe !== BASELINE_RECIPE && brought === undefined) ??
    versions.at(-1)
  );
}
