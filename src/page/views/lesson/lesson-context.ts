import { BASELINE_RECIPE, DEFAULT_RECIPE, type RecipeName } from '../../../domain/recipe-catalogue';
import type { ProjectState } from '../../../domain/resources';
import { readyOf } from '../../../domain/version-names';
import type { LessonContext } from '../../../words/lessons/question';

/** Epochs to which the run that lessons watch may go. */
export const LESSON_EPOCHS = 20;

/** What of a project a lesson goes by, beside what the screen has chosen. */
export function contextOf(
  state: ProjectState,
  chosen: Omit<LessonContext, 'personal' | 'popularity'>,
): LessonContext {
  const active = (recipe: RecipeName): string | null =>
    readyOf(state.solutionVersions).findLast(
      ({ spec, dataVersion }) => spec.recipe === recipe && dataVersion === state.dataVersion,
    )?.arn ?? null;
  return { ...chosen, personal: active(DEFAULT_RECIPE), popularity: active(BASELINE_RECIPE) };
}
