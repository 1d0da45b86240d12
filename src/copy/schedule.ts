import * as say from '../words/shell';

/** What the schedule could not do of a solution or recommender, and why. */
export function notDoneByItself(name: string, reason: string): string {
  return say.notDoneByItself({ name, reason });
}
