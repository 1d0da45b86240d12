/**
 * Pictures of every screen at 1280 and 360 pixels, light and dark, in `screenshots/`; with `--readme`, also the
 * picture of the README. The data are MovieLens latest-small where it lies beside the project, else a stand-in.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { screenSizes, visit } from '../e2e/support/browser';
import { movielensZip, oddCsv } from '../e2e/support/files';
import {
  dropAndLook,
  importAndLook,
  openApp,
  openList,
  recommendations,
  trainPersonal,
} from '../e2e/support/journey';
import { screens, show } from '../e2e/support/screens';
import { ensureBuilt } from './build.mjs';
import { projectRoot, serve } from './serve.mjs';

const { values } = parseArgs({ options: { readme: { type: 'boolean', default: false } } });
const folder = join(projectRoot, 'screenshots');
mkdirSync(folder, { recursive: true });
const site = await serve({ folder: ensureBuilt() });
const tab = await visit();
const { page } = tab;
await openApp(page, site.url);
await page.screenshot({ path: join(folder, 'first-visit-1280-light.png') });
await dropAndLook(page, movielensZip());
await importAndLook(page);
await trainPersonal(page);
await openList(page);
await dropAndLook(page, oddCsv());
for (const size of Object.values(screenSizes)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const screen of screens) {
      await show(page, screen);
      const path = join(folder, `${screen.name}-${size.width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
      console.log(path);
    }
  }
}
await tab.close();
if (values.readme) await takeReadmePicture(site.url);
await site.close();

/** The recommendations screen on the product's own sample, which may be shown anywhere. */
async function takeReadmePicture(url: string): Promise<void> {
  const visitor = await visit();
  await openApp(visitor.page, url);
  await visitor.page.getByRole('list', { name: 'Try a sample' }).getByRole('button').first().click();
  await visitor.page.getByRole('region', { name: 'How long is the tail?' }).waitFor({ timeout: 60_000 });
  await trainPersonal(visitor.page);
  await openList(visitor.page);
  await recommendations(visitor.page).nth(24).waitFor();
  await visitor.page.mouse.move(640, 380);
  await visitor.page.screenshot({ path: join(projectRoot, '.github/recommendations.png') });
  await visitor.close();
}
