import { greatest } from 'd3-array';
import { updatesWhenAsked, type RecipeName } from '../../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../../domain/resources';
import { readyOf } from '../../../domain/version-names';

/** The newest ACTIVE version of a recipe that was trained in full and can take in new items; null where there is none. */
export function updatable(recipe: RecipeName, versions: readonly SolutionVersion[]): SolutionVersion | null {
  if (!updatesWhenAsked(recipe)) return null;
  const full = readyOf(versions).filter(
    ({ spec, trainingMode }) => spec.recipe === recipe && trainingMode !== 'UPDATE',
  );
  return greatest(full.toReversed(), ({ creationDateTime }) => creationDateTime) ?? null;
}
