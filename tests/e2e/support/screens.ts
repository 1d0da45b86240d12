import type { Page } from 'playwright-core';
import { recommendations } from './journey';

export interface Screen {
  readonly name: string;
  /** What the address says after `#view=`. */
  readonly view: string;
  /** Resolves when the screen shows what it is for. */
  ready(page: Page): Promise<void>;
}

const heading =
  (name: RegExp, level = 1) =>
  (page: Page): Promise<void> =>
    page.getByRole('heading', { level, name }).waitFor();

/** Every screen there is, as it looks with a project open, a version trained and a file on the columns screen. */
export const screens: readonly Screen[] = [
  { name: 'home', view: 'home', ready: heading(/^See what your data/) },
  { name: 'columns', view: 'import', ready: heading(/^Check the columns/) },
  {
    name: 'data',
    view: 'overview',
    ready: (page) => page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor(),
  },
  { name: 'schemas', view: 'schemas', ready: heading(/^How does the service see/) },
  { name: 'train', view: 'train', ready: heading(/^How well/) },
  { name: 'versions', view: 'versions', ready: (page) => page.getByRole('table').first().waitFor() },
  { name: 'campaigns', view: 'campaigns', ready: heading(/campaign/) },
  { name: 'simulation', view: 'simulation', ready: heading(/people follow more/) },
  { name: 'attribution', view: 'attribution', ready: heading(/lead to/) },
  { name: 'recommenders', view: 'recommenders', ready: heading(/ready-made recommenders/) },
  { name: 'batch', view: 'batch', ready: heading(/everybody get/) },
  { name: 'cost', view: 'cost', ready: heading(/cost on Amazon/) },
  { name: 'filters', view: 'filters', ready: heading(/^Which \w+ may be recommended/) },
  {
    name: 'export',
    view: 'export',
    ready: (page) => page.getByRole('region', { name: 'Requests in order' }).waitFor(),
  },
  {
    name: 'recommendations',
    view: 'recommendations',
    ready: (page) => recommendations(page).first().waitFor(),
  },
  {
    name: 'why',
    view: 'recommendations',
    ready: async (page) => {
      await page.getByRole('button', { name: /^Why / }).first().click();
      await page.getByText(/Rank \d+ of/).waitFor();
    },
  },
  {
    name: 'map',
    view: 'map',
    ready: (page) => page.locator('[aria-roledescription=map]').waitFor(),
  },
  { name: 'lessons', view: 'lesson', ready: heading(/like to understand/) },
  {
    name: 'bubble machine',
    view: 'bubble',
    ready: (page) => page.getByRole('region', { name: 'Are new songs heard?' }).waitFor(),
  },
  {
    name: 'world',
    view: 'world',
    ready: async (page) => {
      const found = page.getByRole('region', { name: 'Who finds what they watched next?' });
      await page.getByRole('button', { name: 'too close to tell' }).or(found).first().waitFor();
      if (!(await found.isVisible())) await page.getByRole('button', { name: 'too close to tell' }).click();
      await found.waitFor();
    },
  },
  { name: 'our class', view: 'class', ready: heading(/class is the data/) },
  { name: 'storage', view: 'storage', ready: heading(/kept on this device/, 2) },
  { name: 'settings', view: 'settings', ready: heading(/^Settings/) },
  { name: 'about', view: 'about', ready: heading(/Foretaste/, 2) },
];

/** Goes to a screen without reloading, so that a file on the columns screen stays. */
export async function show(page: Page, screen: Screen): Promise<void> {
  await page.evaluate((view) => {
    const hash = new URLSearchParams(location.hash.slice(1));
    hash.set('view', view);
    hash.delete('why');
    location.hash = hash.toString();
  }, screen.view);
  await screen.ready(page);
  // Fonts and late sizes have settled once two frames have been drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
