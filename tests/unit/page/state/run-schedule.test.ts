import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runScheduleWhileOpen } from '../../../../src/page/state/run-schedule';
import { notDoneByItself } from '../../../../src/words/messages/shell';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Watched = Parameters<typeof runScheduleWhileOpen>[0];

const silent = (): void => undefined;

function workspace(
  change: object = {},
  answer: () => object = () => ({ started: [], refused: [] }),
): { readonly calls: string[]; readonly workspace: Watched } {
  const calls: string[] = [];
  const invoke = async (operation: string): Promise<object> => {
    calls.push(operation);
    return answer();
  };
  const project = { project: { id: 'p' }, datasets: [{}] };
  const open = { project, writer: true, api: { invoke }, ...change };
  return { calls, workspace: open as unknown as Watched };
}

test('what is due is asked for once a minute, until the page says stop', () => {
  const { calls, workspace: open } = workspace();
  const stop = runScheduleWhileOpen(open, silent);
  vi.advanceTimersByTime(59_000);
  expect(calls).toEqual([]);
  vi.advanceTimersByTime(61_000);
  expect(calls).toEqual(['RunSchedule', 'RunSchedule']);
  stop();
  vi.advanceTimersByTime(300_000);
  expect(calls).toHaveLength(2);
});

test.each([
  ['no project is open', { project: null }],
  ['the project has no data yet', { project: { datasets: [] } }],
  ['another tab works on it', { writer: false }],
])('nothing is asked while %s', (_, change) => {
  const { calls, workspace: open } = workspace(change);
  const stop = runScheduleWhileOpen(open, silent);
  vi.advanceTimersByTime(180_000);
  expect(calls).toEqual([]);
  stop();
});

test('what the schedule could not do is told once for each attempt, with its reason', async () => {
  let attemptDateTime = 100;
  const { workspace: open } = workspace({}, () => ({
    started: [],
    refused: [
      { resourceArn: 'older', name: 'nightly', attemptDateTime: 50, failureReason: 'Too few.' },
      { resourceArn: 'a', name: 'weekly', attemptDateTime, failureReason: 'There is no column “Z”.' },
    ],
  }));
  const shown: string[] = [];
  const stop = runScheduleWhileOpen(open, ({ name, failureReason }) =>
    shown.push(notDoneByItself({ name, reason: failureReason })),
  );
  await vi.advanceTimersByTimeAsync(180_000);
  expect(shown).toEqual([
    '“weekly” could not take the new data in by itself: There is no column “Z”. This is tried again in two hours.',
  ]);
  attemptDateTime = 7300;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown).toHaveLength(2);
  stop();
});
