import { updatesWhenAsked, type RecipeName } from '../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../domain/resources';

/** The newest ACTIVE version of a recipe that was trained in full and can take in new items; null where there is none. */
export function updatable(recipe: RecipeName, versions: readonly SolutionVersion[]): SolutionVersion | null {
  if (!updatesWhenAsked(recipe)) return null;
  const full = versions.filter(
    ({ spec, status, trainingMode, recommender }) =>
      spec.recipe === recipe && status === 'ACTIVE' && trainingMode !== 'UPDATE' && recommender === undefined,
  );
  return full.reduce<SolutionVersion | null>(
    (newest, one) => (newest === null || one.creationDateTime >= newest.creationDateTime ? one : newest),
    null,
  );
}
