import type { Page } from 'playwright-core';
import { roundMs } from './sets';

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Microseconds of the processor. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Milliseconds that a click waits for tasks of the page, where nothing else is on the machine. */
export interface PageTasks {
  readonly p99: number;
  readonly longest: number;
}

/**
 * Notes the tasks of the page's own thread by the processor time that each takes. @returns what ends that, and how long
 * a click at any moment since would have waited for the task under way.
 */
export async function traceTasks(page: Page): Promise<() => Promise<PageTasks>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: ['toplevel', '__metadata'], recordMode: 'recordAsMuchAsPossible' },
  });
  const startedMs = performance.now();
  return async () => {
    const passedMs = performance.now() - startedMs;
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
    const pages = new Set(
      events
        .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
        .map(threadOf),
    );
    const tasks = events
      .filter((event) => event.ph === 'X' && event.tdur !== undefined && pages.has(threadOf(event)))
      .map(({ tdur = 0 }) => tdur / 1000);
    if (tasks.length === 0) throw new Error('the trace has no task of the page');
    const longest = Math.max(...tasks);
    return { p99: roundMs(exceededFor(tasks, passedMs / 100, longest)), longest: roundMs(longest) };
  };
}

/** The wait that is exceeded at moments of `totalMs` together, one moment of a task waiting for the rest of it. */
function exceededFor(tasks: readonly number[], totalMs: number, longest: number): number {
  let [low, high] = [0, longest];
  while (high - low > 0.05) {
    const wait = (low + high) / 2;
    const exceeding = tasks.reduce((sum, ms) => sum + Math.max(0, ms - wait), 0);
    if (exceeding > totalMs) low = wait;
    else high = wait;
  }
  return high;
}
