import { cpus } from 'node:os';
import type { Page } from 'playwright-core';
import { visit } from '../../e2e/support/browser';
import { movielensZip } from '../../e2e/support/files';
import { dropAndLook, importAndLook, openApp, trainPersonal } from '../../e2e/support/journey';
import { ensureBuilt } from '../../../src/programs/server/build.mjs';
import { serve } from '../../../src/programs/server/serve.mjs';
import { quantile } from '../figures/statistics';

/** A set that the app is measured on, and how a page that stands on Home comes to show its data card. */
export interface MeasuredSet {
  readonly name: string;
  readonly bringIn: (page: Page) => Promise<void>;
}

/** The bundled sample, and MovieLens latest-small where it lies beside the project, else a stand-in of its size. */
export function measuredSets(): readonly MeasuredSet[] {
  const zip = movielensZip();
  return [
    { name: 'Film club (simulated)', bringIn: openSample },
    {
      name: zip.real ? 'ml-latest-small.zip' : 'a stand-in of the size of ml-latest-small',
      bringIn: async (page) => {
        await dropAndLook(page, zip);
        await importAndLook(page);
      },
    },
  ];
}

/** As every report names it. */
export const machine = { cpu: cpus()[0]?.model, threads: cpus().length } as const;

/** A tenth of a millisecond is as fine as a page's clock is worth. */
export const roundMs = (ms: number): number => Math.round(ms * 10) / 10;

async function openSample(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Try a sample' }).getByRole('button').first().click();
  await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor({ timeout: 120_000 });
}

/** The middle, the end and the worst of some waits, as reports have them. */
export function waits(times: readonly number[]): { p50Ms: number; p95Ms: number; maxMs: number } {
  const at = (share: number): number => roundMs(quantile(times, share));
  return { p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

/**
 * Measures one thing in the app on every set, each in a browser of its own with user-personalization trained, and
 * prints one JSON document. The process fails where the 95th percentile of a set is above the target.
 */
export async function reportOnSets(
  what: string,
  targetMs: number,
  measure: (page: Page) => Promise<ReturnType<typeof waits> & { readonly [figure: string]: number }>,
): Promise<void> {
  const site = await serve({ folder: ensureBuilt() });
  const results = [];
  for (const { name, bringIn } of measuredSets()) {
    const tab = await visit();
    try {
      await openApp(tab.page, site.url);
      await bringIn(tab.page);
      await trainPersonal(tab.page);
      results.push({ set: name, ...(await measure(tab.page)) });
      console.error(JSON.stringify(results.at(-1)));
    } finally {
      await tab.close();
    }
  }
  await site.close();
  const report = { what, recipe: 'aws-user-personalization', seed: 42, targetMs, machine, results };
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = results.every(({ p95Ms }) => p95Ms <= targetMs) ? 0 : 1;
}
