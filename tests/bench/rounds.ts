/**
 * Whether a tab leaks: trains a solution on the sample and deletes it, again and again, and reads the memory of the
 * whole browser after each round, its garbage collected. `npm run bench:rounds -- --rounds 50 --recipe aws-user-personalization`; one JSON
 * document. Fails when the last ten rounds' middle is a tenth above that of rounds 6 to 15.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeProfile, visit } from '../e2e/support/browser';
import { openApp } from '../e2e/support/journey';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import { collect } from './app/collect';
import { chromiumMegabytes } from './app/memory';
import { deleteInPage, trainInPage } from './app/page-api';
import { machine } from './app/sets';
import { quantile } from './figures/statistics';

const MOST_GROWTH = 1.1;
/** The first rounds fill what is kept on purpose: the model cache, the workers. */
const SETTLED = 5;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    recipe: { type: 'string', default: 'aws-user-personalization' },
  },
});
const rounds = Number(values.rounds);
const site = await serve({ folder: ensureBuilt() });
const profile = makeProfile();
const tab = await visit({ profile, jsFlags: '--expose-gc' });
const megabytes: number[] = [];
try {
  const { page } = tab;
  await openApp(page, site.url);
  await page.getByRole('list', { name: 'Try a sample' }).getByRole('button').first().click();
  await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor({ timeout: 120_000 });
  for (let round = 1; round <= rounds; round++) {
    const { solutionArn } = await trainInPage(page, `round-${round}`, values.recipe);
    await deleteInPage(page, solutionArn);
    await collect(page);
    megabytes.push(chromiumMegabytes(profile));
    console.error(`round ${round}: ${megabytes.at(-1)} MB`);
  }
} finally {
  await tab.close();
  await site.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
}

const early = quantile(megabytes.slice(SETTLED, SETTLED + 10), 0.5);
const late = quantile(megabytes.slice(-10), 0.5);
const growth = Math.round((100 * late) / early) / 100;
console.log(
  JSON.stringify({ recipe: values.recipe, rounds, machine, megabytes: { early, late }, growth }, null, 2),
);
process.exitCode = growth <= MOST_GROWTH ? 0 : 1;
