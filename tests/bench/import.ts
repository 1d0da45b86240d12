/**
 * A large file in a real browser: how long reading, checking and importing take, beside PapaParse alone on the same
 * rows as CSV in the same browser, how long the page's own thread ever keeps a person waiting meanwhile, how much
 * memory the whole browser takes, and, as other work on the machine lengthens all of these, the processor time of the
 * workers and of the page's tasks. `npm run bench:import -- --rows 10000000 --users 70000 --items 50000`; one JSON
 * document. With `--form jsonl|json|xlsx|parquet` the rows come in that form, after they came as CSV.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeProfile, visit } from '../e2e/support/browser';
import { chooseFiles, importButton, openApp } from '../e2e/support/journey';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import { MemoryWatch } from './app/memory';
import { traceTasks } from './app/page-tasks';
import { readWaits, watchPage } from './app/page-waits';
import { papaAlone } from './app/papa-alone';
import { workerMs } from './app/processor';
import { RATING_FORMS, writeRatings } from './app/ratings-file';
import { machine } from './app/sets';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1200000' },
    users: { type: 'string', default: '6000' },
    items: { type: 'string', default: '3400' },
    form: { type: 'string', default: 'csv' },
  },
});
const size = { rows: Number(values.rows), users: Number(values.users), items: Number(values.items) };
const form = RATING_FORMS.find((known) => known === values.form);
if (form === undefined) throw new RangeError(`--form is one of ${RATING_FORMS.join(', ')}`);
const LIMIT_MS = 600_000;
const folder = mkdtempSync(join(tmpdir(), 'foretaste-'));
const site = await serve({ folder: ensureBuilt() });
try {
  const csv = join(folder, 'ratings.csv');
  writeRatings(csv, size);
  const asCsv = await importing(csv, true);
  const file = join(folder, `ratings.${form}`);
  if (form !== 'csv') writeRatings(file, size, form);
  const { milliseconds, processorMs, pageWaits, pageTasks, memoryMegabytes } =
    form === 'csv' ? asCsv : await importing(file, false);
  const against = (ms: number, other: number): number => Math.round((100 * ms) / other) / 100;
  const papa = asCsv.alone;
  const report = {
    ...size,
    form,
    megabytes: Math.round(statSync(file).size / 1e6),
    machine,
    milliseconds,
    processorMs,
    pageWaits,
    pageTasks,
    memoryMegabytes,
    papaAloneMilliseconds: papa?.milliseconds,
    ...(papa === null
      ? {}
      : {
          againstPapaAlone: {
            stored: against(milliseconds.stored, papa.milliseconds),
            shown: against(milliseconds.shown, papa.milliseconds),
          },
        }),
    ...(form === 'csv'
      ? {}
      : {
          againstCsv: {
            columns: against(milliseconds.columns, asCsv.milliseconds.columns),
            stored: against(milliseconds.stored, asCsv.milliseconds.stored),
            columnsProcessor: against(processorMs.columns, asCsv.processorMs.columns),
            storedProcessor: against(processorMs.stored, asCsv.processorMs.stored),
          },
          csv: {
            milliseconds: asCsv.milliseconds,
            processorMs: asCsv.processorMs,
            pageTasks: asCsv.pageTasks,
          },
        }),
  };
  console.log(JSON.stringify(report, null, 2));
  if (papa !== null && papa.rows !== size.rows) throw new Error(`PapaParse alone read ${papa.rows} rows`);
} finally {
  await site.close();
  rmSync(folder, { recursive: true });
}

/** Drops a file into a browser of its own and goes as far as the data's screen. */
async function importing(file: string, withPapa: boolean) {
  const profile = makeProfile();
  const tab = await visit({ profile });
  const memory = new MemoryWatch(profile);
  try {
    const { page } = tab;
    const alone = withPapa ? await papaAlone(page, file) : null;
    await openApp(page, site.url);
    await watchPage(page);
    await page.waitForTimeout(2000);
    const idle = { ...memory.read(), waits: await readWaits(page) };
    const endTrace = await traceTasks(page);
    const before = workerMs(profile);
    const chooser = page.waitForEvent('filechooser');
    await chooseFiles(page).click();
    const started = Date.now();
    await (await chooser).setFiles(file);
    await page.getByRole('heading', { name: 'Check the columns' }).waitFor({ timeout: LIMIT_MS });
    await importButton(page).waitFor({ timeout: LIMIT_MS });
    const checked = Date.now();
    const columns = { ...memory.read(), waits: await readWaits(page), workerMs: workerMs(profile) };
    await importButton(page).click();
    // The page goes to the data as soon as they are stored.
    await page.waitForFunction(() => location.hash.includes('view=overview'), null, { timeout: LIMIT_MS });
    const stored = Date.now();
    const storedWorkerMs = workerMs(profile);
    const pageTasks = await endTrace();
    await page
      .getByRole('region', { name: 'How popular are the popular ones?' })
      .waitFor({ timeout: LIMIT_MS });
    const imported = Date.now();
    return {
      alone,
      milliseconds: { columns: checked - started, stored: stored - checked, shown: imported - checked },
      processorMs: {
        columns: Math.round(columns.workerMs - before),
        stored: Math.round(storedWorkerMs - columns.workerMs),
      },
      pageWaits: { idle: idle.waits, columns: columns.waits, import: await readWaits(page) },
      pageTasks,
      memoryMegabytes: { idle: idle.now, columnsPeak: columns.peak, importPeak: memory.read().peak },
    };
  } finally {
    memory.stop();
    await tab.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
