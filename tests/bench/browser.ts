/**
 * The same as `npm run bench`, in Chromium: kernels, other libraries, the recipes of the targets, each in workers with
 * two compute workers as in the app, and how long the page keeps a person waiting meanwhile.
 * `npm run bench:browser -- --quick --only kernels --json`.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { visit } from '../e2e/support/browser';
import { serve } from '../../src/programs/server/serve.mjs';
import { buildPage } from './app/build-page';
import type { Figure } from './figures/figure';
import { Report } from './figures/report';
import type { BenchNews, BenchOrder } from './in-browser/messages';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const folder = await buildPage('in-browser');
const site = await serve({ folder });
const tab = await visit();
try {
  const browser = tab.context.browser()?.version() ?? '';
  const report = new Report(`Chromium ${browser}`, values.json);
  await measure({ quick: values.quick, only: values.only?.split(',') ?? null }, report.tell);
  report.end();
} finally {
  await tab.close();
  await site.close();
  rmSync(folder, { recursive: true });
}

/** @throws Error with what the page says when it cannot go on. */
async function measure(order: BenchOrder, tell: (figure: Figure) => void): Promise<void> {
  const { page } = tab;
  let hear: (news: BenchNews) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    hear = (news) => {
      if (news.kind === 'figure') tell(news.figure);
      else if (news.kind === 'end') {
        if (news.failure === null) resolve();
        else reject(new Error(news.failure));
      }
    };
  });
  await page.exposeFunction('told', (news: BenchNews) => hear(news));
  await page.goto(site.url);
  await page.evaluate((given) => window.startBench(given), order);
  await ended;
}
