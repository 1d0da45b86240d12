/**
 * A 30 MB file in a real browser: how long reading, checking and importing take, and how long the page's own thread
 * ever keeps a person waiting meanwhile. `npm run bench:import -- --rows 1200000`; one JSON document.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { visit } from '../e2e/support/browser';
import { chooseFiles, importAndLook, importButton, openApp } from '../e2e/support/journey';
import { ensureBuilt } from '../support/build.mjs';
import { serve } from '../support/serve.mjs';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1200000' } } });
const rows = Number(values.rows);
const folder = mkdtempSync(join(tmpdir(), 'foretaste-'));
const file = join(folder, 'ratings.csv');
writeFileSync(file, csv(rows));
const site = await serve({ folder: ensureBuilt() });
const tab = await visit();
try {
  const { page } = tab;
  await openApp(page, site.url);
  await page.evaluate(() => {
    // How late a timer comes is how long a click would have waited.
    const waits: number[] = [];
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      waits.push(Math.max(0, now - last - 10));
      last = now;
    }, 10);
    Object.assign(globalThis, { waits });
  });
  const chooser = page.waitForEvent('filechooser');
  await chooseFiles(page).click();
  const started = Date.now();
  await (await chooser).setFiles(file);
  await page.getByRole('heading', { name: 'Check the columns' }).waitFor();
  await importButton(page).waitFor({ timeout: 120_000 });
  const checked = Date.now();
  await importAndLook(page);
  const imported = Date.now();
  const waits = await page.evaluate(() => (globalThis as unknown as { waits: number[] }).waits);
  waits.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]);
  const report = {
    rows,
    megabytes: Math.round(statSync(file).size / 1e6),
    machine: { cpu: cpus()[0]?.model, threads: cpus().length },
    milliseconds: { columns: checked - started, import: imported - checked },
    pageWaits: { p50: at(0.5), p99: at(0.99), longest: at(1) },
  };
  console.log(JSON.stringify(report, null, 2));
} finally {
  await tab.close();
  await site.close();
  rmSync(folder, { recursive: true });
}

/** Ratings of 6,000 people and 3,400 items, each pair at most once, in order of time. */
function csv(n: number): string {
  const lines = ['userId,movieId,rating,timestamp'];
  for (let r = 0; r < n; r++) {
    const user = (r * 7919) % 6000;
    const item = Math.floor((3400 * ((r * 31) % 9973) ** 2) / 9973 ** 2) + 1;
    lines.push(`${user},${item},${1 + (r % 9) / 2},${1_500_000_000 + r * 40}`);
  }
  return `${lines.join('\n')}\n`;
}
