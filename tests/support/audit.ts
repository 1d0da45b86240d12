/**
 * Lighthouse's audits on the built app as it is served: performance, accessibility and best practices, on a phone
 * (slow network and processor, as Lighthouse supposes them) and on a desk. Fails where a score is below 95.
 * `npm run audit:page`; needs the network once, for Lighthouse itself. One JSON document on standard output.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { chromiumArgs, ensureChromium } from './chromium.mjs';
import { serve } from '../../src/programs/server/serve.mjs';

/** The last one that runs on Node 20; not among the packages, for 200 more would come with it. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const LIMIT = 95;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;

interface Report {
  readonly categories: { readonly [name: string]: { readonly score: number; readonly auditRefs: Ref[] } };
  readonly audits: {
    readonly [id: string]: {
      readonly score: number | null;
      readonly title: string;
      readonly displayValue?: string;
    };
  };
}
interface Ref {
  readonly id: string;
  readonly weight: number;
}

const site = await serve({ folder: ensureBuilt() });
const folder = mkdtempSync(join(tmpdir(), 'foretaste-audit-'));
const results: ({ readonly device: string } & ReturnType<typeof read>)[] = [];
for (const device of ['mobile', 'desktop']) {
  const path = join(folder, `${device}.json`);
  await lighthouse(path, device === 'desktop' ? ['--preset=desktop'] : []);
  results.push({ device, ...read(JSON.parse(readFileSync(path, 'utf8')) as Report) });
}
rmSync(folder, { recursive: true });
await site.close();
const machine = { cpu: cpus()[0]?.model, threads: cpus().length };
console.log(JSON.stringify({ what: LIGHTHOUSE, limit: LIMIT, machine, results }, null, 2));
process.exitCode = results.every(({ scores }) => Object.values(scores).every((score) => score >= LIMIT))
  ? 0
  : 1;

/** Beside this process, which has the page to serve meanwhile. @throws Error when it does not end well. */
function lighthouse(path: string, more: readonly string[]): Promise<void> {
  const flags = `--chrome-flags=--headless=new ${chromiumArgs.join(' ')}`;
  const only = `--only-categories=${CATEGORIES.join(',')}`;
  const args = [
    '--yes',
    LIGHTHOUSE,
    site.url,
    only,
    '--output=json',
    `--output-path=${path}`,
    '--quiet',
    flags,
  ];
  const child = spawn('npx', [...args, ...more], {
    env: { ...process.env, CHROME_PATH: ensureChromium() },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) =>
      code === 0 ? done() : fail(new Error(`${LIGHTHOUSE} ended with ${code ?? 'a signal'}`)),
    );
  });
}

/** Scores of 100, and every audit that costs one of them something. */
function read({ categories, audits }: Report) {
  const scores = Object.fromEntries(
    CATEGORIES.map((name) => [name, Math.round(100 * categories[name].score)]),
  );
  const counted = CATEGORIES.flatMap((name) => categories[name].auditRefs.filter(({ weight }) => weight > 0));
  const lost = counted
    .map(({ id }) => audits[id])
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ title, displayValue, score }) => `${title}${displayValue ? ` (${displayValue})` : ''}: ${score}`);
  return { scores, lost };
}
