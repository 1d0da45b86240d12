/** What the schedule could not do of a solution or recommender, and why. */
export function notDoneByItself(name: string, reason: string): string {
  return `“${name}” could not take the new data in by itself: ${reason} This is tried again in two hours.`;
}
