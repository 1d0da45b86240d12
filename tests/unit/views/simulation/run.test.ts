import { describe, expect, test } from 'vitest';
import { Announcer } from '../../../../src/state/announcer.svelte';
import type { Workspace } from '../../../../src/state/workspace.svelte';
import { TestRun } from '../../../../src/views/simulation/run.svelte';

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
const SETTING = {
  campaignArns: ['a', 'b'],
  names: ['a', 'b'],
  seed: 1,
  learn: true,
  filterArn: '',
} as const;
const standing = { decided: null, arms: [] };

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
  const run = new TestRun(workspace, new Announcer(), tick);
  // What is said of the standing is no matter here.
  Object.defineProperty(run, 'verdict', { get: () => '' });
  return run;
}

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
    await until(() => run.visits.length >= 25);
    run.pause();
    expect(run.isPlaying).toBe(false);
    void run.play();
    run.pause();
    void run.play();
    await until(() => run.isOver);
    expect(run.visits).toHaveLength(200);
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
    const { length } = run.visits;
    for (let k = 0; k < 20; k++) await tick();
    expect(run.visits).toHaveLength(length);
    expect(run.isPlaying).toBe(false);
  });
});
