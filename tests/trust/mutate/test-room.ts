/**
 * Stands in for Vitest in a bundle of unit tests: `describe` and `it` only write down what there is, so that one process
 * can run any test again and again, with one change of the code after the other. Matchers are Vitest's own.
 */
import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import fc from 'fast-check';

type Run = () => unknown;

export interface RoomTest {
  readonly name: string;
  readonly run: () => Promise<void>;
}

interface Found {
  readonly name: string;
  readonly run: Run;
  /** Hooks of the suites around it, outer ones first. */
  readonly before: readonly Run[];
}

/** All tests of the bundle, in the order of its text. */
export const tests: RoomTest[] = [];
/** What is around the test that is written down next, and the tests of the outermost suite so far. */
let names: readonly string[] = [];
let hooks: Run[] = [];
let found: Found[] = [];

// A property that fails has told enough: looking for a smaller case costs more than the mutant.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
export const expect = chai.expect;

/** Everything within an outermost suite is made anew for each of its tests: many compute what they look at there. */
export function describe(name: string, body: Run): void {
  if (names.length > 0) {
    within(name, body);
    return;
  }
  const all = foundBy(name, body);
  all.forEach(({ name: full }, k) => tests.push({ name: full, run: () => run(foundBy(name, body)[k]) }));
}

function foundBy(name: string, body: Run): readonly Found[] {
  [names, hooks, found] = [[], [], []];
  try {
    within(name, body);
  } finally {
    names = [];
  }
  return found;
}

function within(name: string, body: Run): void {
  const outer = { names, hooks };
  names = [...names, name];
  hooks = [...hooks];
  body();
  ({ names, hooks } = outer);
}

async function run(test: Found): Promise<void> {
  for (const hook of test.before) await hook();
  await test.run();
}

export function beforeAll(hook: Run): void {
  hooks.push(hook);
}

/** Nothing is cleared away: the process ends. */
export function afterAll(_hook: Run): void {}

function add(name: string, body: Run): void {
  const test = { name: [...names, name].join(' > '), run: body, before: hooks };
  if (names.length > 0) found.push(test);
  else tests.push({ name: test.name, run: () => run(test) });
}

const each =
  (rows: readonly unknown[]) =>
  (name: string, body: (...row: unknown[]) => unknown): void => {
    rows.forEach((row, k) => add(`${name} (${k})`, () => (Array.isArray(row) ? body(...row) : body(row))));
  };

const skip = (): void => {};
const declares = () =>
  Object.assign((name: string, body: Run) => add(name, body), {
    each,
    skip,
    skipIf: (no: boolean) => (no ? skip : add),
  });
export const it = declares();
export const test = declares();
