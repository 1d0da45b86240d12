import { freeName } from '../../domain/free-name';

const NAME = 'lesson-user-personalization';

/** What a lesson calls the solution that it trains, beside those there are. */
export function lessonSolution(taken: readonly string[]): string {
  return freeName(NAME, (name) => taken.includes(name));
}

/** Whether a lesson has made it, by its name. */
export function isOfLesson(solution: string): boolean {
  return new RegExp(`^${NAME}(-\\d+)?$`).test(solution);
}
