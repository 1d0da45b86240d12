/**
 * Pictures in `screenshots/`: every screen and the states they come into, at 1280 and 360 pixels, light, dark and in
 * forced colours. `--only screens` or `--only states` takes one half; `--readme` takes those of the README instead.
 * The screens' data are MovieLens latest-small where it lies beside the project, else a stand-in; the states' are the
 * film club.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { screenSizes, visit } from '../e2e/support/browser';
import { movielensZip, oddCsv } from '../e2e/support/files';
import { dropAndLook, importAndLook, openApp, openList, trainPersonal } from '../e2e/support/journey';
import { screens, show } from '../e2e/support/screens';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { takeReadmePictures } from './readme-pictures';
import { projectRoot } from '../../src/programs/server/project-root.mjs';
import { serve } from '../../src/programs/server/serve.mjs';
import { walkStates } from './states';

const { values } = parseArgs({
  options: { readme: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const folder = join(projectRoot, 'screenshots');
mkdirSync(folder, { recursive: true });
const site = await serve({ folder: ensureBuilt() });
if (values.readme) await takeReadmePictures(site.url);
else {
  if (values.only !== 'states') await takeScreens();
  if (values.only !== 'screens') await takeStates();
}
await site.close();

async function takeScreens(): Promise<void> {
  const tab = await visit();
  const { page } = tab;
  await openApp(page, site.url);
  await shoot(page, 'first-visit');
  await dropAndLook(page, movielensZip());
  await importAndLook(page);
  await trainPersonal(page);
  await openList(page);
  await dropAndLook(page, oddCsv());
  for (const screen of screens) {
    await show(page, screen);
    await shoot(page, screen.name);
  }
  await tab.close();
}

async function takeStates(): Promise<void> {
  const tab = await visit();
  await walkStates(tab.page, site.url, (name) => shoot(tab.page, name));
  await tab.close();
}

/**
 * One state at both sizes and in all looks. The window is made as tall as the page, so that what sticks to its edges
 * covers nothing; lessons keep a projector's height, because they have to fit it.
 */
async function shoot(page: Page, name: string): Promise<void> {
  // Forced colours come last: the page has to be drawn anew after them.
  for (const looks of [['light', 'dark'], ['forced']] as const) {
    for (const size of Object.values(screenSizes)) {
      const fits = name.startsWith('lesson-') && size.width === 1280;
      const height = fits ? 800 : size.height;
      await page.setViewportSize({ width: size.width, height });
      await settled(page);
      const whole = await page.evaluate(() => document.documentElement.scrollHeight);
      if (whole > height && !fits) await page.setViewportSize({ width: size.width, height: whole });
      for (const look of looks) {
        await wear(page, look);
        await page.screenshot({ path: join(folder, `${name}-${size.width}-${look}.png`) });
      }
    }
  }
  await page.setViewportSize(screenSizes.desk);
  await wear(page, 'light');
  await drawAnew(page);
  console.log(name);
}

async function wear(page: Page, look: 'light' | 'dark' | 'forced'): Promise<void> {
  await page.emulateMedia({
    colorScheme: look === 'dark' ? 'dark' : 'light',
    forcedColors: look === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  await settled(page);
}

/** Two frames after a change, sizes that follow from it have settled. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The background of the page and borders of tables stay in forced colours that have ended, in Chromium 156. */
async function drawAnew(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { style } = document.documentElement;
    style.display = 'none';
    document.documentElement.getBoundingClientRect();
    style.display = '';
  });
}
