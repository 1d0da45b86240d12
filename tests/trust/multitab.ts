/**
 * Three tabs of one profile at once, in the built app: one writes and the others follow, take over, are closed or die in
 * the middle of an import or a training. What was finished must be whole in whichever tab works next, one tab at most
 * may write, and each must say what has become of it. The order of what happens is drawn from `--seed`.
 */
import { rmSync } from 'node:fs';
import { errors } from 'playwright-core';
import { makeProfile, visit } from '../e2e/support/browser';
import { numbersFrom } from '../e2e/support/files';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import { ACTIONS, begin, wipe, type Action } from './multitab/actions';
import { Loss, Tabs } from './multitab/tabs';
import { conclude, isShort, newVerdict, optionOf } from './verdict';

const startedMs = performance.now();
const verdict = newVerdict('multitab');
const seed = Number(optionOf('seed') ?? 1);
const limitMs = Number(optionOf('minutes') ?? 10) * 60_000;
/** Actions of the short run. */
const SHORT = 4;
const draw = numbersFrom(seed);

const host = await serve({ folder: ensureBuilt() });
const profile = makeProfile();
const browser = await visit({ profile });
const tabs = new Tabs(browser, host.url, draw, isShort ? 2 : 3);
try {
  await step('begin', begin);
  // In the short run the first ones once each; in the long one all, in whatever order comes.
  const names = Object.keys(ACTIONS).slice(0, isShort ? SHORT : undefined);
  for (let round = 0; isShort ? round < names.length : performance.now() - startedMs < limitMs; round++) {
    const name = isShort ? names[round] : names[Math.floor(draw() * names.length)];
    await step(name, ACTIONS[name]);
  }
  await step('wipe', wipe);
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  await host.close();
}
conclude(verdict, startedMs);

/** One action, and what every tab must be like after it. */
async function step(name: string, action: Action): Promise<void> {
  const sinceMs = performance.now();
  verdict.tried++;
  try {
    await action(tabs);
  } catch (error) {
    if (error instanceof Loss) verdict.losses++;
    else if (error instanceof errors.TimeoutError) verdict.hangs++;
    else verdict.crashes++;
    console.error(`--seed ${seed}, step ${verdict.tried}, ${name}:`, error);
    await tabs.startAgain();
  }
  for (const problem of tabs.problems()) {
    verdict.crashes++;
    console.error(`--seed ${seed}, step ${verdict.tried}, ${name}: ${problem}`);
  }
  console.error(`${verdict.tried} ${name}: ${Math.round(performance.now() - sinceMs)} ms`);
}
