/** Leads the processes that run tests: what they find, and what ends them. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import type { Bundle } from './bundle';
import type { Attempt, Baseline, Report, Request } from './messages';
import type { Mutant } from './mutants';

/** A change after which nothing is heard for so long has made the program stand still. */
const SILENT_MS = 20_000;

export interface Result {
  readonly mutant: Mutant;
  readonly killed: boolean;
  /** How many tests reach the place. */
  readonly reachedBy: number;
}

function runner(path: string, request: Request, onReport: (report: Report) => void): Promise<void> {
  const child: ChildProcess = fork(join(projectRoot, 'tests/trust/mutate/runner.ts'), [path], {
    cwd: projectRoot,
    // The bundle's tests print figures of their own.
    stdio: ['ignore', 'ignore', process.argv.includes('--loud') ? 'inherit' : 'ignore', 'ipc'],
    // Optimised code leaves out to count the calls of functions that have no branch.
    execArgv: [
      ...process.execArgv,
      '--max-old-space-size=1000',
      ...(request.kind === 'look' ? ['--no-opt'] : []),
    ],
  });
  return new Promise((done) => {
    let timer: NodeJS.Timeout | undefined;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        process.stderr.write(`stopped after ${SILENT_MS / 1000} s of silence\n`);
        child.kill('SIGKILL');
      }, SILENT_MS);
    };
    child.on('message', (report: Report) => {
      if (request.kind === 'try') wait();
      onReport(report);
    });
    child.once('exit', () => {
      clearTimeout(timer);
      done();
    });
    child.send(request);
  });
}

/** @param without beginnings of tests' names. */
export async function baselineOf(
  { path }: Bundle,
  mutants: readonly Mutant[],
  without: readonly string[],
): Promise<Baseline> {
  let baseline: Baseline | null = null;
  await runner(
    path,
    { kind: 'look', positions: mutants.map(({ position }) => position), without },
    (report) => {
      if (report.kind === 'baseline') baseline = report.baseline;
    },
  );
  if (!baseline) throw new Error(`The tests of ${path} did not run.`);
  return baseline;
}

/** Tries the mutants of one source file, given by their places among all. */
export async function tryMutants(
  { path }: Bundle,
  mutants: readonly Mutant[],
  chosen: readonly number[],
  baseline: Baseline,
): Promise<Result[]> {
  const { turns, testMs } = baseline;
  const usable = (tests: readonly number[]): number[] =>
    tests.filter((test) => turns[test] !== null).sort((a, b) => testMs[a] - testMs[b]);
  // What runs as the module is loaded is reached by no test: all tests that reach its file may notice.
  const ofFile = (file: string): number[] => [
    ...new Set(baseline.reachedBy.flatMap((tests, k) => (mutants[k].file === file ? tests : []))),
  ];
  const attempts = chosen.map((mutant): Attempt => {
    const { name, code, isStatic, file } = mutants[mutant];
    return { mutant, name, code, tests: usable(isStatic ? ofFile(file) : baseline.reachedBy[mutant]) };
  });
  const results: Result[] = [];
  const add = ({ mutant, tests }: Attempt, killed: boolean): void => {
    results.push({ mutant: mutants[mutant], killed, reachedBy: tests.length });
  };
  const byMutant = new Map(attempts.map((attempt) => [attempt.mutant, attempt]));
  for (const attempt of attempts) if (attempt.tests.length === 0) add(attempt, false);
  let left = attempts.filter(({ tests }) => tests.length > 0);
  let clean = true;
  while (left.length > 0) {
    let begun: Attempt | null = null;
    const request: Request = { kind: 'try', attempts: left, turns };
    await runner(path, request, (report) => {
      if (report.kind === 'begun') begun = byMutant.get(report.mutant) ?? null;
      if (report.kind === 'done') clean &&= report.clean;
      if (report.kind !== 'tried') return;
      const attempt = byMutant.get(report.mutant);
      if (attempt && report.outcome !== 'invalid') add(attempt, report.outcome === 'killed');
      left = left.filter(({ mutant }) => mutant !== report.mutant);
      begun = null;
    });
    // The process was ended, or ended itself, amid a change.
    const ending = begun as Attempt | null;
    if (ending) {
      add(ending, true);
      left = left.filter((one) => one !== ending);
    } else if (left.length > 0) throw new Error(`The tests of ${path} ended by themselves.`);
  }
  if (!clean) process.stderr.write(`${mutants[chosen[0]].file}: a change outlived its test\n`);
  tell(mutants[chosen[0]].file, results);
  return results;
}

/** Prints how many changes of a file were noticed, and each that was not. */
function tell(file: string, results: readonly Result[]): void {
  const survivors = results.filter(({ killed }) => !killed).sort((a, b) => a.mutant.line - b.mutant.line);
  for (const { mutant, reachedBy } of survivors) {
    const unseen = reachedBy === 0 ? '  (no test comes here)' : '';
    process.stderr.write(`survived ${file}:${mutant.line}  ${mutant.change}${unseen}\n`);
  }
  process.stderr.write(`${file}: ${results.length - survivors.length} of ${results.length}\n`);
}
