/**
 * Ten million interactions in one tab: imported, looked at, trained on, served, and closed; how long each takes, how
 * long the page ever waits meanwhile, and the memory of the whole browser. `npm run bench:large-tab`, or with
 * `-- --rows 1000000 --users 6000 --items 3400`; one JSON document.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeProfile, visit } from '../e2e/support/browser';
import { chooseFiles, goTo, importButton, openApp, pickUser, readList } from '../e2e/support/journey';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import { collect } from './app/collect';
import { MemoryWatch } from './app/memory';
import { deleteInPage, trainInPage } from './app/page-api';
import { readWaits, watchPage, type PageWaits } from './app/page-waits';
import { writeRatings } from './app/ratings-file';
import { machine } from './app/sets';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    users: { type: 'string', default: '70000' },
    items: { type: 'string', default: '50000' },
    recipes: { type: 'string', default: 'aws-sims,aws-popularity-count,aws-user-personalization' },
  },
});
const size = { rows: Number(values.rows), users: Number(values.users), items: Number(values.items) };
const LIMIT_MS = 600_000;

interface Step {
  readonly step: string;
  readonly seconds: number;
  readonly pageWaits: PageWaits;
  readonly megabytes: { readonly now: number; readonly peak: number };
}

const folder = mkdtempSync(join(tmpdir(), 'foretaste-'));
const file = join(folder, 'ratings.csv');
writeRatings(file, size);
const site = await serve({ folder: ensureBuilt() });
const profile = makeProfile();
const tab = await visit({ profile, jsFlags: '--expose-gc' });
const { page } = tab;
page.setDefaultTimeout(LIMIT_MS);
const memory = new MemoryWatch(profile);
const steps: Step[] = [];

/** Measures one step of the way. */
async function measure<T>(step: string, run: () => Promise<T>): Promise<T> {
  memory.read();
  await readWaits(page);
  const began = performance.now();
  const result = await run();
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  steps.push({ step, seconds, pageWaits: await readWaits(page), megabytes: memory.read() });
  console.error(JSON.stringify(steps.at(-1)));
  return result;
}

try {
  await openApp(page, site.url);
  await watchPage(page);
  await measure('idle', () => page.waitForTimeout(2000));
  await measure('columns', async () => {
    const chooser = page.waitForEvent('filechooser');
    await chooseFiles(page).click();
    await (await chooser).setFiles(file);
    await importButton(page).waitFor();
  });
  await measure('import', async () => {
    await importButton(page).click();
    await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
  });
  await measure('every chart of the data page', async () => {
    for (const region of await page.getByRole('main').getByRole('region').all())
      await region.scrollIntoViewIfNeeded();
  });
  const solutions: string[] = [];
  for (const recipe of values.recipes.split(',')) {
    await measure(`train ${recipe}`, async () => {
      const { solutionArn } = await trainInPage(page, `large-${recipe}`, recipe);
      solutions.push(solutionArn);
    });
  }
  await measure('first list', async () => {
    await goTo(page, 'Explore', 'Lists');
    await readList(page);
  });
  for (const user of ['7', '4242', String(size.users - 1)])
    await measure(`list of user ${user}`, () => pickUser(page, user));
  await measure('versions deleted', async () => {
    for (const arn of solutions) await deleteInPage(page, arn);
  });
  await measure('project closed', async () => {
    await page.goto(`${site.url}#view=home`);
    await chooseFiles(page).waitFor();
    // Its memory is given back after ten seconds.
    await page.waitForTimeout(15_000);
  });
  await measure('garbage collected', () => collect(page));
  const report = {
    ...size,
    machine,
    steps,
    peakMegabytes: Math.max(...steps.map(({ megabytes }) => megabytes.peak)),
    longestPageWaitMs: Math.max(...steps.map(({ pageWaits }) => pageWaits.longest)),
  };
  console.log(JSON.stringify(report, null, 2));
} finally {
  memory.stop();
  await tab.close();
  await site.close();
  rmSync(folder, { recursive: true });
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
}
