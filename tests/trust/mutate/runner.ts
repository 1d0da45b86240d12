/** Runs the tests of one bundle, given as argument: once as they are, or with one change after the other. */
import { Session } from 'node:inspector/promises';
import { pathToFileURL } from 'node:url';
import type { Attempt, Baseline, Report, Request } from './messages';
import type { RoomTest } from './test-room';

interface Room {
  readonly tests: readonly RoomTest[];
  /** Loops under test are ended after so many turns, which does not depend on the machine as time does. */
  allowTurns(turns: number): void;
  turnsLeft(): number;
  /** Runs code within the bundle's scope. */
  evaluate(code: string): unknown;
}

/** Much more than any test that waits needs: a promise that is never kept counts as a failure. */
const WAIT_MS = 10_000;
/** Stays a small integer, which engines count fast. */
const MOST_TURNS = 1e9;
const url = pathToFileURL(process.argv[2]).href;
const holder: { held?: unknown } = {};
Object.assign(globalThis, { heldByMutation: holder });

process.once('message', (request: Request) => {
  void (
    request.kind === 'look'
      ? look(request.positions, request.without)
      : tryAll(request.attempts, request.turns)
  )
    .then(() => process.disconnect())
    .catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
});

/** Settled when it is sent: a process that ends earlier takes the report with it. */
function say(report: Report): Promise<void> {
  return new Promise((done) => process.send?.(report, () => done()));
}

async function roomOf(): Promise<Room> {
  return (await import(url)) as Room;
}

async function passes(test: RoomTest): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('A promise was not kept.')), WAIT_MS);
  });
  try {
    await Promise.race([test.run(), late]);
    return true;
  } catch {
    // Why a changed program fails is of no interest.
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function look(positions: readonly number[], without: readonly string[]): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const room = await roomOf();
  await session.post('Profiler.takePreciseCoverage');
  const reachedBy: number[][] = positions.map(() => []);
  const turns: (number | null)[] = [];
  const testMs: number[] = [];
  const reached = new Uint8Array(Math.max(0, ...positions) + 1);
  for (const [index, test] of room.tests.entries()) {
    if (without.some((name) => test.name.startsWith(name))) {
      turns.push(null);
      testMs.push(0);
      continue;
    }
    const startedMs = performance.now();
    room.allowTurns(MOST_TURNS);
    const passed = await passes(test);
    turns.push(passed ? MOST_TURNS - room.turnsLeft() : NaN);
    testMs.push(performance.now() - startedMs);
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const functions = result.find((script) => script.url === url)?.functions ?? [];
    reached.fill(0);
    // From outer to inner: what is within a block overwrites what is said of the whole.
    for (const { ranges } of functions) {
      for (const { startOffset, endOffset, count } of ranges)
        reached.fill(count > 0 ? 1 : 0, startOffset, Math.min(endOffset, reached.length));
    }
    if (passed) positions.forEach((position, k) => reached[position] && reachedBy[k].push(index));
  }
  const baseline: Baseline = { turns, testMs, reachedBy, names: room.tests.map(({ name }) => name) };
  await say({ kind: 'baseline', baseline });
}

async function tryAll(attempts: readonly Attempt[], turns: Baseline['turns']): Promise<void> {
  const room = await roomOf();
  const allowed = (index: number): number => Math.min(MOST_TURNS, 100_000 + 10 * (turns[index] ?? 0));
  for (const { mutant, name, code, tests } of attempts) {
    await say({ kind: 'begun', mutant });
    holder.held = room.evaluate(name);
    try {
      room.allowTurns(MOST_TURNS);
      room.evaluate(`${name} = (${code})`);
    } catch (error) {
      const outcome = error instanceof SyntaxError ? 'invalid' : 'killed';
      await say({ kind: 'tried', mutant, outcome, by: null });
      continue;
    }
    let by: number | null = null;
    for (const index of tests) {
      room.allowTurns(allowed(index));
      if (await passes(room.tests[index])) continue;
      by = index;
      break;
    }
    room.evaluate(`${name} = heldByMutation.held`);
    await say({ kind: 'tried', mutant, outcome: by === null ? 'survived' : 'killed', by });
  }
  let clean = true;
  for (const index of new Set(attempts.flatMap(({ tests }) => tests))) {
    room.allowTurns(MOST_TURNS);
    const passed = await passes(room.tests[index]);
    if (!passed) console.error(`unchanged, fails: ${room.tests[index].name}`);
    clean &&= passed;
  }
  await say({ kind: 'done', clean });
}
