/**
 * How long a first visit takes in a real browser: from the drop of ml-latest-small.zip to the columns, to the data
 * card, to the trained version, to the first list; and how long the page's own thread was ever blocked meanwhile. In
 * another visit, from the press of the sample to its data card.
 * Each run starts with an empty profile. `npm run bench:journey -- --runs 5`; one JSON document on standard output.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { visit } from '../e2e/support/browser';
import { movielensZip } from '../e2e/support/files';
import {
  dropAndLook,
  importAndLook,
  openApp,
  openList,
  openSample,
  trainPersonal,
} from '../e2e/support/journey';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } });
const zip = movielensZip();
const site = await serve({ folder: ensureBuilt() });
const runs: Times[] = [];
for (let run = 0; run < Number(values.runs); run += 1) {
  runs.push(await measure());
  console.error(JSON.stringify(runs.at(-1)));
}
await site.close();

type Times = { readonly [step in (typeof steps)[number]]: number };
const steps = ['columns', 'import', 'train', 'list', 'total', 'longestTask', 'sample'] as const;
const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const report = {
  set: zip.real ? 'ml-latest-small.zip' : 'a stand-in of the size of ml-latest-small',
  recipe: 'aws-user-personalization',
  seed: 42,
  machine: { cpu: cpus()[0]?.model, threads: cpus().length },
  medianMs: Object.fromEntries(steps.map((step) => [step, median(runs.map((run) => run[step]))])),
  runsMs: runs,
};
console.log(JSON.stringify(report, null, 2));

/** One first visit. Milliseconds per step, and the longest task on the page's thread between drop and data card. */
async function measure(): Promise<Times> {
  const tab = await visit();
  try {
    await openApp(tab.page, site.url);
    await watchTasks(tab.page);
    const marks = [Date.now()];
    const mark = async (step: Promise<unknown>): Promise<number> => {
      await step;
      marks.push(Date.now());
      return marks.at(-1)! - marks.at(-2)!;
    };
    const columns = await mark(dropAndLook(tab.page, zip));
    const imported = await mark(importAndLook(tab.page));
    const longestTask = await tab.page.evaluate(() =>
      Number(document.documentElement.dataset.longestTask ?? 0),
    );
    const train = await mark(trainPersonal(tab.page));
    const list = await mark(openList(tab.page));
    const total = marks.at(-1)! - marks[0];
    const sample = await sampleMs();
    return { columns, import: imported, train, list, total, longestTask, sample };
  } finally {
    await tab.close();
  }
}

/** Simulated, stored and shown. */
async function sampleMs(): Promise<number> {
  const tab = await visit();
  try {
    await openApp(tab.page, site.url);
    const started = Date.now();
    await openSample(tab.page);
    return Date.now() - started;
  } finally {
    await tab.close();
  }
}

/** Keeps the longest task so far (the browser reports those of 50 ms and more) on the document element. */
function watchTasks(page: Page): Promise<void> {
  return page.evaluate(() => {
    new PerformanceObserver((list) => {
      const data = document.documentElement.dataset;
      const longest = Math.max(
        Number(data.longestTask ?? 0),
        ...list.getEntries().map((entry) => entry.duration),
      );
      data.longestTask = String(longest);
    }).observe({ type: 'longtask' });
  });
}
