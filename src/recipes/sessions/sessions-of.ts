import type { Histories } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import type { TaskArrays, TaskParams } from '../../domain/ports';

/** Fewer sessions than this are better told by all that an ensemble knows. */
const FEWEST = 2000;
/** Half of all sessions are at most so long. */
const LONGEST_MEDIAN = 20;
/** Of those who are there in the newest tenth of the time, so many were there before, at most. */
const MOST_BACK = 0.1;

/** Whether people are short and new, as visitors of a shop are whom it does not know. */
export function areSessions({ nUsers, userPtr, timestampSec }: Histories): boolean {
  const lengths: number[] = [];
  let [oldest, newest] = [Infinity, -Infinity];
  for (let u = 0; u < nUsers; u++) {
    const [from, to] = [userPtr[u], userPtr[u + 1]];
    if (to === from) continue;
    lengths.push(to - from);
    oldest = Math.min(oldest, timestampSec[from]);
    newest = Math.max(newest, timestampSec[to - 1]);
  }
  if (lengths.length < FEWEST || newest === oldest) return false;
  if (Float64Array.from(lengths).sort()[lengths.length >> 1] > LONGEST_MEDIAN) return false;
  const late = newest - (newest - oldest) / 10;
  let [there, before] = [0, 0];
  for (let u = 0; u < nUsers; u++) {
    const [from, to] = [userPtr[u], userPtr[u + 1]];
    if (to === from || timestampSec[to - 1] < late) continue;
    there++;
    if (timestampSec[from] < late) before++;
  }
  return before <= MOST_BACK * there;
}

/** Whether a model was made of sessions. */
export function isOfSessions({ header }: StoredModel): boolean {
  return header.config.sessions !== undefined;
}

export const SESSION_TABLES = 'session-tables';
export const SESSION_ROWS = 'session-rows';

/** The tasks of a training of sessions, for the list of all tasks; what they do is loaded when it is asked for. */
export function sessionTasks(): [string, (i: TaskArrays, p: TaskParams) => Promise<TaskArrays>][] {
  const work = () => import('./session-tasks');
  return [
    [SESSION_TABLES, async (inputs, params) => (await work()).answerTables(inputs, params)],
    [SESSION_ROWS, async (inputs, params) => (await work()).answerRows(inputs, params)],
  ];
}
