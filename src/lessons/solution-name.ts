const NAME = 'lesson-user-personalization';

/** What a lesson calls the solution that it trains, beside those there are. */
export function lessonSolution(taken: readonly string[]): string {
  let name = NAME;
  for (let n = 2; taken.includes(name); n++) name = `${NAME}-${n}`;
  return name;
}

/** Whether a lesson has made it, by its name. */
export function isOfLesson(solution: string): boolean {
  return new RegExp(`^${NAME}(-\\d+)?$`).test(solution);
}
