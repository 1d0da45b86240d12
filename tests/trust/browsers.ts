/**
 * The first journey in the built app, in each browser that is on this machine: Chromium, Firefox and WebKit, or `--only` one. All must
 * show every screen, give the same lists to the last digit, and let go of what they hold when the page is left in the
 * midst of a training. One that is not there is named, and not asked.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createHash } from 'node:crypto';
import { screens } from '../e2e/support/screens';
import { ensureBuilt } from '../../src/server/build.mjs';
import { serve } from '../../src/server/serve.mjs';
import type { Browser } from './browsers/browser';
import { openChromium } from './browsers/chromium';
import { openFirefox } from './browsers/firefox';
import { walk, works, type WalkOptions } from './browsers/in-page';
import { openWebKit } from './browsers/webkit';
import { conclude, newVerdict, optionOf } from './verdict';

const startedMs = performance.now();
const verdict = newVerdict('browsers');
const PATIENCE_MS = 120_000;
const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
/** Named by an address and shown without anything else; the first one is where the walk is already. */
const views = [...new Set(screens.map(({ view }) => view))].filter((view) => view !== 'import');

const firefox = onPath('firefox-esr') ?? onPath('firefox');
const webKitDriver = onPath('WebKitWebDriver');
const browsers: { readonly name: string; readonly open: (() => Promise<Browser>) | null }[] = [
  { name: 'Chromium', open: openChromium },
  { name: 'Firefox', open: firefox === null ? null : () => openFirefox(firefox) },
  {
    name: 'WebKit',
    open:
      webKitDriver === null || !existsSync(MINI_BROWSER) || onPath('xvfb-run') === null
        ? null
        : () => openWebKit(webKitDriver, MINI_BROWSER),
  },
];

const site = await serve({ folder: ensureBuilt() });
/** The lists of the first browser. */
let first: string | null = null;
const only = optionOf('only');
for (const { name, open } of browsers) {
  if (only !== null && only !== name) continue;
  if (open === null) {
    console.error(`${name} is not installed, and was not asked`);
    continue;
  }
  verdict.tried++;
  try {
    await walkIn(await open());
  } catch (error) {
    verdict.crashes++;
    console.error(`${name}:`, error);
  }
}
await site.close();
conclude(verdict, startedMs);

async function walkIn(browser: Browser): Promise<void> {
  const options = { views, patienceMs: PATIENCE_MS };
  try {
    await browser.open(site.url);
    const { lists, places, trainingMs, sharesMemory, faults } = await browser.ask(walk, options);
    verdict.crashes += faults.length;
    for (const fault of faults) console.error(`${browser.name}: ${fault}`);
    first ??= lists;
    if (lists !== first) {
      verdict.losses++;
      console.error(`${browser.name}: other lists than the first browser`);
    }
    await browser.open(site.url);
    await expectWorks(browser, options, 'a page opened after one that was left at work');
    await browser.open(`${site.url}class.html`);
    await browser.goBack();
    // It may have lain in the browser's store, and load itself anew.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await expectWorks(browser, options, 'a page gone back to');
    const hash = createHash('sha256').update(lists).digest('hex').slice(0, 16);
    const memory = sharesMemory ? 'shared' : 'copied';
    console.error(
      `${browser.name}: ${places} places ${hash}, training ${trainingMs} ms, memory ${memory}, ${views.length} screens`,
    );
  } finally {
    await browser.close();
  }
}

async function expectWorks(browser: Browser, options: WalkOptions, which: string): Promise<void> {
  if (await browser.ask(works, options)) return;
  verdict.hangs++;
  console.error(`${browser.name}: ${which} does not write or does not answer`);
}

function onPath(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}
