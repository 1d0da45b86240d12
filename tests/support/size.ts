/**
 * Weighs the first load: the JavaScript that the page fetches to show the first screen whole, gzipped, the first file of
 * the studio's worker with all that it cannot begin without, and beside them everything else. Fails above a limit. The last thing that the first screen shows is the offer below
 * its list, so how fast the machine is does not count.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import { visit } from '../e2e/support/browser';

const limitBytes = 80_000;
const studioLimitBytes = 180_000;

const folder = ensureBuilt();
const site = await serve({ folder });
const { page, close } = await visit();
await page.goto(site.url);
await page.getByRole('button', { name: 'Choose files' }).waitFor();
await page.getByText('Show it in a page of your own').waitFor();
await page.waitForLoadState('networkidle');
const fetched = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
const pathOf = (url: string): string => new URL(url).pathname.slice(1);
const first = new Set(fetched.map(pathOf));
// A worker's file, and what that imports before it runs, which is in the books of the page.
const withImports = (files: readonly string[]): Set<string> => {
  const all = new Set(files);
  for (const path of all)
    for (const [, name] of readFileSync(join(folder, path), 'utf8').matchAll(/(?:from|import)"\.\/([^"]+)"/g))
      all.add(`assets/${name}`);
  return all;
};
const workers = withImports(page.workers().map((worker) => pathOf(worker.url())));
const studio = withImports([...workers].filter((path) => path.includes('/studio.worker-')));
await close();
await site.close();

const scripts = readdirSync(join(folder, 'assets'))
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({
    path: `assets/${name}`,
    bytes: gzipSync(readFileSync(join(folder, 'assets', name))).length,
  }));
const kindOf = (path: string): 'first' | 'worker' | 'later' =>
  workers.has(path) || /worker/.test(path) ? 'worker' : first.has(path) ? 'first' : 'later';
const sums = { first: 0, worker: 0, later: 0 };
for (const { path, bytes } of scripts.toSorted((a, b) => b.bytes - a.bytes)) {
  const kind = kindOf(path);
  sums[kind] += bytes;
  console.log(`${String(bytes).padStart(8)}  ${kind.padEnd(6)}  ${path}`);
}
const studioBytes = scripts.reduce((sum, { path, bytes }) => sum + (studio.has(path) ? bytes : 0), 0);
const studioRaw = [...studio].reduce((sum, path) => sum + readFileSync(join(folder, path)).length, 0);
console.log(`studio worker ${studioBytes} of ${studioLimitBytes} bytes (${studioRaw} unpacked)`);
console.log(
  `first load ${sums.first} of ${limitBytes} bytes, workers ${sums.worker}, later ${sums.later} (gzip)`,
);
const light = sums.first > 0 && sums.first <= limitBytes;
process.exitCode = light && studioBytes > 0 && studioBytes <= studioLimitBytes ? 0 : 1;
