/**
 * Damages a project that is stored in Chromium, record by record and value by value, and looks at it in the built app:
 * what is shown must be what was there, or a sentence that says that it is damaged; the check on the storage page must
 * know, and what is whole must be saved. `npm run damage`, or `-- --short`; `--count N`, `--seed S`, `--at K` for one
 * damage. A thousand more, without a browser: `npm run fuzz -- --target stored --count 1000`.
 */
import { rmSync } from 'node:fs';
import { errors } from 'playwright-core';
import { Rng } from '../../src/kernels/rng';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import { makeProfile, visit } from '../e2e/support/browser';
import { smallCsv } from '../e2e/support/files';
import {
  dropAndLook,
  importAndLook,
  openApp,
  openList,
  pickUser,
  trainPersonal,
} from '../e2e/support/journey';
import { asText } from './browsers/browser';
import { damage, repair } from './damage/in-page';
import { lookAt, Silent, type Seen } from './damage/look';
import { conclude, isShort, newVerdict, optionOf, shortOf } from './verdict';

const startedMs = performance.now();
const verdict = newVerdict('damage');
const SEED = Number(optionOf('seed') ?? 1);
const COUNT = Number(optionOf('count') ?? (isShort ? shortOf(8, 2) : 100));
const only = optionOf('at');
/** A wait that is longer is a hang. */
const LIMIT_MS = 20_000;
const USER = 'u7';

const host = await serve({ folder: ensureBuilt() });
const profile = makeProfile();
const browser = await visit({ profile, online: true });
const { page } = browser;
const seen = new Map<string, number>();
/** Problems that were told. */
let known = 0;
try {
  await openApp(page, host.url);
  await dropAndLook(page, smallCsv());
  await importAndLook(page);
  const overview = page.url();
  await trainPersonal(page);
  await openList(page);
  await pickUser(page, USER);
  const places = { overview, list: page.url(), storage: `${host.url}#view=storage` };
  browser.context.setDefaultTimeout(LIMIT_MS);
  // The page that has no worker: what it does to the databases, nothing else sees.
  const aside = `${host.url}class.html`;
  await page.goto(aside);
  const whole = await lookAt(page, places, null);
  for (let at = Number(only ?? 0); at < (only === null ? COUNT : Number(only) + 1); at++) {
    const random = new Rng(SEED, `damage|${at}`);
    const draws = Array.from({ length: 8 }, () => random.below(2 ** 31));
    await page.goto(aside);
    const how = await page.evaluate<string>(asText(damage, draws));
    await tried(at, how, () => lookAt(page, places, whole));
    await page.goto(aside);
    await page.evaluate(asText(repair, null));
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  await host.close();
}
console.error([...seen].map((pair) => pair.join(' ')).join(', '));
conclude(verdict, startedMs);

async function tried(at: number, how: string, look: () => Promise<Seen>): Promise<void> {
  verdict.tried++;
  const told = verdict.losses + verdict.hangs + verdict.crashes;
  try {
    const { refused } = await look();
    const outcome = refused ? 'refused' : 'taken';
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  } catch (error) {
    if (error instanceof Silent) verdict.losses++;
    else if (error instanceof errors.TimeoutError) verdict.hangs++;
    else verdict.crashes++;
    console.error(`--seed ${SEED} --at ${at}, ${how}:`, error);
  }
  const problems = browser.guard.problems();
  if (problems.length > known && told === verdict.losses + verdict.hangs + verdict.crashes) verdict.crashes++;
  for (const problem of problems.slice(known)) console.error(`--seed ${SEED} --at ${at}, ${how}: ${problem}`);
  known = problems.length;
}
