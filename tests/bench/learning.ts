/**
 * What a person sees between *Train* and the first list, sampled each 100 ms on the film club while the page's own thread
 * runs at a quarter of its speed: how far the bar is, what time is said to be left, which list stands beside it. Six
 * recipes and three budgets, each in a visit of its own where nothing is known from before; `--again` trains each twice
 * in one visit and keeps the second. `--beside FOLDER --pairs 4`: another build in turn with this one, for what looking costs.
 * `npm run bench:learning -- --recipes aws-hrnn --budgets instant`; one JSON document on standard output, a line a
 * training on the other.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import { visit, type Visit } from '../e2e/support/browser';
import { goTo, openApp, openSample } from '../e2e/support/journey';
import { machine } from './app/sets';
import { judge, type Sample } from './app/seen-learning';

const { values } = parseArgs({
  options: {
    recipes: {
      type: 'string',
      default:
        'aws-user-personalization,aws-user-personalization-v2,aws-hrnn,aws-hrnn-metadata,aws-personalized-ranking,aws-similar-items',
    },
    budgets: { type: 'string', default: 'instant,standard,thorough' },
    again: { type: 'boolean', default: false },
    rate: { type: 'string', default: '4' },
    samples: { type: 'boolean', default: false },
    beside: { type: 'string' },
    pairs: { type: 'string', default: '1' },
  },
});

declare global {
  interface Window {
    seen?: { readonly samples: Sample[]; done: boolean; pressedMs: number | null };
  }
}

/** Runs in the page: looks from the press of the button until the version is there. */
function look(): void {
  const seen: NonNullable<Window['seen']> = { samples: [], done: false, pressedMs: null };
  window.seen = seen;
  document.addEventListener('click', () => (seen.pressedMs ??= performance.now()), {
    capture: true,
    once: true,
  });
  let began = false;
  const timer = setInterval(() => {
    if (seen.pressedMs === null) return;
    const ms = performance.now() - seen.pressedMs;
    const bar = document.querySelector('main .stopbar [role=progressbar]');
    began ||= bar !== null;
    if (began && bar === null) {
      seen.done = true;
      seen.samples.push({ ms, share: null, left: null, at: '', rows: [] });
      clearInterval(timer);
      return;
    }
    const width = bar?.querySelector('i')?.style.width ?? '';
    const head = document.querySelector('main .stopbar .num');
    const rows = document.querySelectorAll('main ol[aria-label] > li');
    seen.samples.push({
      ms,
      share: width === '' ? null : parseFloat(width) / 100,
      left: head?.querySelector('.mute')?.textContent ?? null,
      at: head?.querySelector('b')?.textContent ?? '',
      rows: [...rows].map((row) => row.querySelector('.breaks')?.textContent ?? ''),
    });
  }, 100);
}

/** The page as it is, and where another build is given, that one in turn with it. */
const builds = { own: ensureBuilt(), ...(values.beside !== undefined && { beside: values.beside }) };
const results: object[] = [];
for (const recipe of values.recipes.split(',')) {
  for (const budget of values.budgets.split(',')) {
    for (let pair = 0; pair < Number(values.pairs); pair++) {
      for (const [build, folder] of Object.entries(builds)) {
        const { samples, cpuSeconds } = await visitAndTrain(folder, recipe, budget);
        const result = { build, recipe, budget, cpuSeconds, ...judge(samples) };
        results.push({ ...result, ...(values.samples && { samples }) });
        console.error(JSON.stringify(result));
      }
    }
  }
}
const report = {
  what: 'what is seen of a training',
  seed: 42,
  throttled: Number(values.rate),
  machine,
  results,
};
console.log(JSON.stringify(report, null, 1));

async function visitAndTrain(folder: string, recipe: string, budget: string): Promise<Watched> {
  const site = await serve({ folder });
  const tab = await visit({ online: true });
  try {
    await openApp(tab.page, site.url);
    await openSample(tab.page);
    const cdp = await tab.context.newCDPSession(tab.page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(values.rate) });
    await goTo(tab.page, 'Explore', 'Train');
    if (values.again) await watchTraining(tab.page, recipe, budget);
    return await watched(tab, recipe, budget);
  } finally {
    await tab.close();
    await site.close();
  }
}

/** With what the browser's processes computed meanwhile, which other programs on the machine lengthen less than time. */
async function watched({ page, context }: Visit, recipe: string, budget: string): Promise<Watched> {
  const cdp = await context.browser()?.newBrowserCDPSession();
  const computed = async (): Promise<number> => {
    const told = await cdp?.send('SystemInfo.getProcessInfo');
    return (told?.processInfo ?? []).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const before = await computed();
  const samples = await watchTraining(page, recipe, budget);
  return { samples, cpuSeconds: Math.round(100 * ((await computed()) - before)) / 100 };
}

interface Watched {
  readonly samples: readonly Sample[];
  readonly cpuSeconds: number;
}

/** Trains in the page's own form. */
async function watchTraining(page: Page, recipe: string, budget: string): Promise<readonly Sample[]> {
  await page.evaluate(`location.hash = location.hash.replace(/&version=[^&]*/, '')`);
  const choice = page.locator(`input[type=radio][value="${recipe}"]`);
  await choice.evaluate((input: HTMLInputElement) => {
    for (let at: Element | null = input; at !== null; at = at.parentElement)
      if (at instanceof HTMLDetailsElement) at.open = true;
  });
  await choice.check();
  await page
    .getByRole('group', { name: 'Effort' })
    .getByText(new RegExp(`^${budget}$`, 'i'))
    .click();
  await page.evaluate(look);
  await page
    .getByRole('button', { name: /^Train (?!step|\d)/ })
    .first()
    .click();
  while (!(await page.evaluate(() => window.seen?.done))) await page.waitForTimeout(200);
  return page.evaluate(() => window.seen?.samples ?? []);
}
