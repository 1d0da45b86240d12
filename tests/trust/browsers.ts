/**
 * The first journey in the built app, in each browser that is on this machine: Chromium, Firefox and WebKit, or `--only` one. All must
 * show every screen, give the same lists to the last digit, and let go of what they hold when the page is left in the
 * midst of a training. Each walks it once more with site data blocked, says so, and gives the same lists. What was taken away answers in each as in Node, in its page and in a worker. One that is not
 * there is named, and not asked. Then the frames that it hands out, in a page of another site: plain, sandboxed, and where
 * site data are blocked. `--part walk` or `--part frames` alone.
 */
import { createHash } from 'node:crypto';
import { onPath } from '../support/chromium.mjs';
import { screens } from '../e2e/support/screens';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import type { Browser, Storage } from './browsers/browser';
import { openChromium } from './browsers/chromium';
import { openFirefox } from './browsers/firefox';
import { faultsOfFrames, framesOf, type Keeping } from './browsers/frames';
import { storesNothing, walk, works, type WalkOptions } from './browsers/in-page';
import { answersAlike, hostedRecommender } from './browsers/taken-away';
import { findWebKit, openWebKit } from './browsers/webkit';
import { conclude, newVerdict, optionOf } from './verdict';

const startedMs = performance.now();
const verdict = newVerdict('browsers');
const PATIENCE_MS = 400_000;
/** Named by an address and shown without anything else; the first one is where the walk is already. */
const views = [...new Set(screens.map(({ view }) => view))].filter((view) => view !== 'import');
const options: WalkOptions = { views, patienceMs: PATIENCE_MS };

const firefox = onPath(['firefox-esr', 'firefox']);
const webKit = findWebKit();
const browsers: { readonly name: string; readonly open: ((storage: Storage) => Promise<Browser>) | null }[] =
  [
    { name: 'Chromium', open: openChromium },
    { name: 'Firefox', open: firefox === null ? null : (storage) => openFirefox(firefox, storage) },
    { name: 'WebKit', open: webKit === null ? null : (storage) => openWebKit(webKit, storage) },
  ];

const site = await serve({ folder: ensureBuilt() });
/** The lists of the first browser. */
let first: string | null = null;
let frames: readonly string[] | null = null;
const only = optionOf('only');
const part = optionOf('part');
const recommender = part === 'frames' ? null : await hostedRecommender();
for (const { name, open } of browsers) {
  if (only !== null && only !== name) continue;
  if (open === null) {
    console.error(`${name} is not installed, and was not asked`);
    continue;
  }
  for (const [of, storage, walkWith] of [
    ['walk', 'kept', walkIn],
    ['walk', 'refused', walkWithout],
    ['frames', 'kept', (browser: Browser) => lookAtFrames(browser, ['plain', 'sandboxed'])],
    ['frames', 'refused', (browser: Browser) => lookAtFrames(browser, ['refused'])],
  ] as const) {
    if (part !== null && part !== of) continue;
    verdict.tried++;
    try {
      await walkWith(await open(storage));
    } catch (error) {
      verdict.crashes++;
      console.error(`${name}, storage ${storage}:`, error);
    }
  }
}
await site.close();
recommender?.close();
conclude(verdict, startedMs);

/** @returns what there is to say of it. */
async function walkOnce(browser: Browser): Promise<string> {
  await browser.open(site.url);
  const { lists, places, trainingMs, sharesMemory, faults } = await browser.ask(walk, options);
  verdict.crashes += faults.length;
  for (const fault of faults) console.error(`${browser.name}: ${fault}`);
  first ??= lists;
  if (lists !== first) {
    verdict.losses++;
    console.error(`${browser.name}: other lists than the first browser`);
  }
  const hash = createHash('sha256').update(lists).digest('hex').slice(0, 16);
  const memory = sharesMemory ? 'shared' : 'copied';
  return `${places} places ${hash}, training ${trainingMs} ms, memory ${memory}, ${views.length} screens`;
}

/** Where site data are blocked. */
async function walkWithout(browser: Browser): Promise<void> {
  try {
    await browser.open(site.url);
    const said = await browser.ask(storesNothing, options);
    if (!said.startsWith('This browser lets')) {
      verdict.losses++;
      console.error(`${browser.name}: does not say that nothing is stored, but: ${said}`);
    }
    console.error(`${browser.name}, storage refused: ${await walkOnce(browser)}`);
  } finally {
    await browser.close();
  }
}

async function walkIn(browser: Browser): Promise<void> {
  try {
    const what = await walkOnce(browser);
    await browser.open(site.url);
    await expectWorks(browser, 'a page opened after one that was left at work');
    await browser.open(`${site.url}class.html`);
    await browser.goBack();
    // It may have lain in the browser's store, and load itself anew.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await expectWorks(browser, 'a page gone back to');
    console.error(`${browser.name}: ${what}`);
    await expectAlike(browser);
  } finally {
    await browser.close();
  }
}

/** What was taken away answers as in Node, and its page lists. */
async function expectAlike(browser: Browser): Promise<void> {
  if (recommender === null) return;
  const { page, worker, list } = await answersAlike(browser, recommender);
  if (page && worker && list === 10) return;
  verdict.losses++;
  console.error(`${browser.name}: what was taken away answers otherwise`, { page, worker, list });
}

async function expectWorks(browser: Browser, which: string): Promise<void> {
  if (await browser.ask(works, options)) return;
  verdict.hangs++;
  console.error(`${browser.name}: ${which} does not write or does not answer`);
}

async function lookAtFrames(browser: Browser, all: readonly Keeping[]): Promise<void> {
  try {
    frames ??= await framesOf(browser, site.url, options);
    for (const keeping of all) {
      const faults = await faultsOfFrames(browser, frames, keeping, options);
      verdict.losses += faults.length;
      for (const fault of faults) console.error(`${browser.name}, ${keeping} frames: ${fault}`);
      console.error(`${browser.name}: ${frames.length} ${keeping} frames, ${faults.length} faults`);
    }
  } finally {
    await browser.close();
  }
}
