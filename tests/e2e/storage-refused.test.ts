import { rmSync, statSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromiumArgs, ensureChromium } from '../support/chromium.mjs';
import { full } from '../support/full';
import { PATIENCE_MS, visit, type Visit } from './support/browser';
import {
  answerLesson,
  blockingProfile,
  dropToData,
  dropToList,
  expectNoPromise,
  liveOneWeek,
  playFirstList,
} from './support/refused';

const NOTHING_STORED = /lets the page store nothing here/;

async function show(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), `${hash}&lang=en`);
}

describe('a browser whose owner has blocked site data', () => {
  const profile = blockingProfile();
  let tab: Visit;
  let page: Page;
  beforeAll(async () => {
    tab = await visit({ profile, whole: true });
    ({ page } = tab);
    await page.goto(`${inject('site')}#view=home&lang=en`);
  });
  afterAll(async () => {
    await tab.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  });

  test('says once that nothing is stored, and promises nothing', async () => {
    await page.getByText(NOTHING_STORED).waitFor();
    await expectNoPromise(page.mainFrame(), (view) => show(page, `view=${view}`));
    await page.getByRole('region', { name: 'Storage' }).getByRole('button', { name: 'Close' }).click();
    await show(page, 'view=home');
    await page.getByText(/only in memory/).waitFor();
    expect(await page.getByText(NOTHING_STORED).count()).toBe(0);
  });

  test('the first list plays', async () => {
    await playFirstList(page.mainFrame());
  });

  // In the short run frames in which nothing may be stored do both (embedding.test.ts).
  test.runIf(full)('a lesson asks and tells, the bubble machine lives a week', async () => {
    await show(page, 'view=lesson&lesson=sees&step=1');
    await answerLesson(page.mainFrame());
    await show(page, 'view=bubble');
    await liveOneWeek(page.mainFrame());
  });

  test('a dropped file becomes a list, and is saved as a file before the page is left', async () => {
    await show(page, 'view=home');
    await dropToList(page.mainFrame());
    await expectNoPromise(page.mainFrame(), async (view) => {
      await page.evaluate((to) => {
        location.hash = location.hash.replace(/view=\w+/, `view=${to}`);
      }, view);
    });
    const asked = new Promise<string>((resolve) =>
      page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.dismiss();
      }),
    );
    await page.close({ runBeforeUnload: true });
    expect(await asked).toBe('beforeunload');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save my work' }).click();
    expect(statSync(await (await saving).path()).size).toBeGreaterThan(1000);
    await page.getByText(/holds all of plays/).waitFor();
    const [closed] = await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })]);
    expect(closed).toBe(page);
    expect(tab.guard.problems()).toEqual([]);
  });
});

describe('a private window', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs, headless: true });
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    await page.goto(`${inject('site')}#view=home&lang=en`);
  });
  afterAll(() => browser.close());

  test('stores until it is closed, and says so', async () => {
    await playFirstList(page.mainFrame());
    await page.getByText(/In a private window it goes with the window/).waitFor();
    expect(await page.getByText(NOTHING_STORED).count()).toBe(0);
    await dropToData(page.mainFrame());
    await show(page, 'view=storage');
    await page.getByText(/and so does closing a private window/).waitFor();
  });
});
