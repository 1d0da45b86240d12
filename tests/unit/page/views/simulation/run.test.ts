import { describe, expect, test } from 'vitest';
import { Announcer } from '../../../../../src/page/state/announcer.svelte';
import type { SimulatedVisit } from '../../../../../src/domain/simulation';
import type { Workspace } from '../../../../../src/page/state/workspace.svelte';
import { TestCourse } from '../../../../../src/page/views/simulation/course.svelte';
import { TestRun } from '../../../../../src/page/views/simulation/run.svelte';

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
const SETTING = {
  campaignArns: ['a', 'b'],
  names: ['a', 'b'],
  seed: 1,
  learn: true,
  filterArn: '',
} as const;
const rate = { estimate: 0.5, low: 0, high: 1 };
const difference = { estimate: 0, low: -1, high: 1 };
const standing = { people: [1, 1], rates: [rate, rate], difference, decided: null } as const;

/** A run over a service that answers after a while, with 200 people. */
function slowRun(): TestRun {
  let visited = 0;
  const invoke = async (operation: string, input: { readonly visits?: number }): Promise<unknown> => {
    await tick();
    if (operation === 'StartSimulation') return { planned: 200 };
    if (operation === 'GetSimulationReport') return { rows: [] };
    const visits = Array.from({ length: Math.min(input.visits ?? 0, 200 - visited) }, () => ({ standing }));
    visited += visits.length;
    return { visits, isOver: visited >= 200 };
  };
  const workspace = { api: { invoke } } as unknown as Workspace;
  return new TestRun(workspace, new Announcer(), tick);
}

const visitsOf = (run: TestRun) => run.course?.visits ?? [];

async function until(holds: () => boolean): Promise<void> {
  for (let k = 0; k < 2000 && !holds(); k++) await tick();
  expect(holds()).toBe(true);
}

describe('an A/B test that is paused and goes on', () => {
  test('goes on to the end when Go on is pressed while visits and report are still under way', async () => {
    const run = slowRun();
    await run.start(SETTING);
    run.speed = 'fastest';
    void run.play();
    await until(() => visitsOf(run).length >= 25);
    run.pause();
    expect(run.isPlaying).toBe(false);
    void run.play();
    run.pause();
    void run.play();
    await until(() => run.course?.isOver === true);
    expect(visitsOf(run)).toHaveLength(200);
  });

  test('stays paused when it was paused last, however often it was pressed', async () => {
    const run = slowRun();
    await run.start(SETTING);
    run.speed = 'fast';
    for (let k = 0; k < 5; k++) {
      void run.play();
      run.pause();
    }
    await until(() => !run.busy);
    const { length } = visitsOf(run);
    for (let k = 0; k < 20; k++) await tick();
    expect(visitsOf(run)).toHaveLength(length);
    expect(run.isPlaying).toBe(false);
  });
});

describe('what is said of a test', () => {
  const course = (planned: number): TestCourse => {
    const made = new TestCourse(SETTING);
    made.planned = planned;
    return made;
  };
  const visits = (n: number, decided: SimulatedVisit['standing']['decided'] = null): SimulatedVisit[] =>
    Array.from({ length: n }, () => ({ standing: { ...standing, decided } }) as unknown as SimulatedVisit);

  test('is news at each quarter, at the verdict and at the end, and nothing between', () => {
    const test = course(100);
    expect(test.goOn(visits(24), false)).toBeNull();
    expect(test.goOn(visits(1), false)).toContain('25 of 100');
    expect(test.goOn(visits(1, { better: 0, visit: 26 }), false)).toBe(test.spoken);
    expect(test.goOn(visits(1, { better: 0, visit: 26 }), false)).toBeNull();
    expect(test.goOn(visits(73, { better: 0, visit: 26 }), true)).toContain(test.spoken);
  });
});
