/**
 * How long the page takes from a press or a key to the next frame (Event Timing, as of 16 ms) while its thread runs at a
 * quarter of its speed, on the film club: *Why?*, a past item unticked, keys typed into a filter, steps of the exploration
 * slider. `npm run bench:interaction -- --times 12`; one JSON document on standard output.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import { visit } from '../e2e/support/browser';
import { goTo, openApp, openList, openSample, trainPersonal } from '../e2e/support/journey';
import { machine } from './app/sets';

const { values } = parseArgs({
  options: { times: { type: 'string', default: '12' }, rate: { type: 'string', default: '4' } },
});
const TIMES = Number(values.times);
const WANTED_MS = 200;

declare global {
  interface Window {
    presses?: number[];
  }
}

const site = await serve({ folder: ensureBuilt() });
const tab = await visit({ online: true });
const { page } = tab;
await openApp(page, site.url);
await openSample(page);
await trainPersonal(page);
await openList(page);
await page.evaluate(() => {
  const presses: number[] = (window.presses = []);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) presses.push(duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
});
const cdp = await tab.context.newCDPSession(page);
await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(values.rate) });

/** Does it so often, each once the one before has come to rest. */
async function measured(act: (k: number, page: Page) => Promise<void>) {
  await page.evaluate(() => void (window.presses ?? []).splice(0));
  for (let k = 0; k < TIMES; k++) {
    await act(k, page);
    await page.waitForTimeout(700);
  }
  const found = await page.evaluate(() => [...(window.presses ?? [])]);
  const sorted = found.sort((a, b) => a - b);
  return {
    times: TIMES,
    events: sorted.length,
    median: sorted[sorted.length >> 1] ?? null,
    most: sorted.at(-1) ?? null,
  };
}

const why = await measured((k) =>
  page
    .getByRole('button', { name: /^Why / })
    .nth(k % 5)
    .click(),
);
const whatIf = await measured(() => page.getByRole('checkbox').first().click());
const slider = page.getByRole('slider').first();
await slider.focus();
const explored = await measured((k) => slider.press(k % 2 === 0 ? 'ArrowRight' : 'ArrowLeft'));
await goTo(page, 'Explore', 'Filters');
const editor = page.getByRole('main').getByRole('textbox').first();
await editor.focus();
const typed = await measured(async (k) =>
  editor.pressSequentially('EXCLUDE ItemID WHERE Items.GENRES IN ("Drama")'[k] ?? ' '),
);
await tab.close();
await site.close();
const report = {
  what: 'from a press to the next frame, ms',
  wanted: WANTED_MS,
  rate: Number(values.rate),
  machine,
};
console.log(JSON.stringify({ ...report, why, whatIf, slider: explored, filter: typed }, null, 1));
