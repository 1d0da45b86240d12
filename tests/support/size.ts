/**
 * Weighs the first load: the JavaScript that the page has fetched when the first screen answers, gzipped, and beside
 * it the workers and everything else. Fails above the limit.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureBuilt } from '../../src/server/build.mjs';
import { serve } from '../../src/server/serve.mjs';
import { visit } from '../e2e/support/browser';

const limitBytes = 90_000;

const folder = ensureBuilt();
const site = await serve({ folder });
const tab = await visit();
const first = new Set<string>();
tab.page.on('response', (response) => {
  const request = response.request();
  if (request.resourceType() === 'script' && request.frame() === tab.page.mainFrame()) {
    first.add(new URL(response.url()).pathname.slice(1));
  }
});
await tab.page.goto(site.url);
await tab.page.getByRole('button', { name: 'Choose files' }).waitFor();
const workers = new Set(tab.page.workers().map((worker) => new URL(worker.url()).pathname.slice(1)));
await tab.close();
await site.close();

const scripts = readdirSync(join(folder, 'assets'))
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({
    path: `assets/${name}`,
    bytes: gzipSync(readFileSync(join(folder, 'assets', name))).length,
  }));
const kindOf = (path: string): string =>
  workers.has(path) || /worker/.test(path) ? 'worker' : first.has(path) ? 'first' : 'later';
const sums = { first: 0, worker: 0, later: 0 };
for (const { path, bytes } of scripts.toSorted((a, b) => b.bytes - a.bytes)) {
  const kind = kindOf(path) as keyof typeof sums;
  sums[kind] += bytes;
  console.log(`${String(bytes).padStart(8)}  ${kind.padEnd(6)}  ${path}`);
}
console.log(
  `first load ${sums.first} of ${limitBytes} bytes, workers ${sums.worker}, later ${sums.later} (gzip)`,
);
process.exitCode = sums.first > 0 && sums.first <= limitBytes ? 0 : 1;
