import type { ImportCheck, ImportPlan } from '../domain/imports';

/** One line of “Will it be enough?”. */
export interface EnoughLine {
  readonly text: string;
  readonly met: boolean;
  readonly found: number | null;
  readonly short: number | null;
  /** What follows when it is not met, as the end of a sentence. */
  readonly then: string;
}

const LEAST_EVENTS = 1_000;
const ADVISED_EVENTS = 50_000;
const LEAST_USERS = 25;
const ADVISED_USERS = 1_000;

/** The service's minima and advice against what was counted in the whole files. */
export function enoughLines(check: ImportCheck, plan: ImportPlan): readonly EnoughLine[] {
  const tables = check.files.filter((file) => file.dataset === 'INTERACTIONS');
  const events = tables.reduce((sum, file) => sum + file.kept, 0);
  const users = countUsers(check, plan);
  const strict = plan.profile === 'aws' ? ', so it is refused' : ', so expect little';
  const lines = [
    line(
      `${LEAST_EVENTS.toLocaleString('en-US')} events, the least the service accepts`,
      events,
      LEAST_EVENTS,
      strict,
    ),
    line(
      `${ADVISED_EVENTS.toLocaleString('en-US')} events advised`,
      events,
      ADVISED_EVENTS,
      ', so small differences will be luck',
    ),
  ];
  if (users === null) return lines;
  const fewPairs = check.issues.find(
    (issue) => issue.code === 'FEW_USERS' || issue.code === 'INSIGHT_FEW_USERS',
  );
  const pairs = fewPairs?.details.users;
  return [
    ...lines,
    fewPairs === undefined
      ? { text: `${LEAST_USERS} users with 2 or more events`, met: true, found: null, short: null, then: '' }
      : line(
          `${LEAST_USERS} users with 2 or more events`,
          typeof pairs === 'number' ? pairs : 0,
          LEAST_USERS,
          ', so nothing can be trained',
        ),
    line(
      `${ADVISED_USERS.toLocaleString('en-US')} users advised`,
      users,
      ADVISED_USERS,
      ', so small differences between recipes will be luck',
    ),
  ];
}

function line(text: string, found: number, wanted: number, then: string): EnoughLine {
  const met = found >= wanted;
  return { text, met, found, short: met ? null : wanted - found, then };
}

function countUsers(check: ImportCheck, plan: ImportPlan): number | null {
  for (const file of check.files) {
    if (file.dataset !== 'INTERACTIONS') continue;
    const columns = plan.files.find((other) => other.file === file.file)?.columns ?? [];
    const key = columns.find((column) => column.role === 'USER_ID');
    if (key !== undefined) return file.evidence[key.index]?.distinct ?? null;
  }
  return null;
}
