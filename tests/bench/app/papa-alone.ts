import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { serve } from '../../../src/programs/server/serve.mjs';
import type { PapaAlone } from '../papa-alone/page';
import { buildPage } from './build-page';

/** How long PapaParse alone takes for a file in this browser, in a worker, its rows thrown away. */
export async function papaAlone(page: Page, file: string): Promise<PapaAlone> {
  const folder = await buildPage('papa-alone');
  const site = await serve({ folder });
  try {
    await page.goto(site.url);
    await page.getByLabel('File').setInputFiles(file);
    await page.waitForFunction(() => window.papaAlone !== null, null, { timeout: 300_000 });
    const told = await page.evaluate(() => window.papaAlone);
    if (told === null) throw new Error('PapaParse alone said nothing');
    return told;
  } finally {
    await site.close();
    rmSync(folder, { recursive: true });
  }
}
