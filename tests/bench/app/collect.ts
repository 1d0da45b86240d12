import type { Page } from 'playwright-core';

/** Collects garbage on the page and in the workers that the driver sees: what is left is held. Chromium must
 * run with `--expose-gc`. */
export async function collect(page: Page): Promise<void> {
  await page.evaluate(() => globalThis.gc?.());
  for (const worker of page.workers()) await worker.evaluate(() => globalThis.gc?.());
  // The system gets the memory back a little later.
  await page.waitForTimeout(500);
}
