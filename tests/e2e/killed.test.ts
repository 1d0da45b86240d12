import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeProfile, picture } from './support/browser';
import { startDoomed, type DoomedBrowser } from './support/doomed-browser';
import { movielensZip, numbersFrom, smallCsv } from './support/files';
import {
  chooseFiles,
  dropAndLook,
  figure,
  goTo,
  importAndLook,
  importButton,
  openApp,
  openList,
  pickUser,
  trainPersonal,
} from './support/journey';
import { full } from '../support/full';

/** Deaths at places that a seed draws. */
const kills = 10;
const next = numbersFrom(20);

// In the short run a page dies in an import (tests/browser), in a training (the journey on the train), and beside others
// (tests/trust/multitab.ts).
describe.runIf(full)('a browser that dies', () => {
  const earlier = smallCsv();
  const zip = movielensZip();
  const name = earlier.name.replace('.csv', '');
  const bigName = zip.name.replace('.zip', '');
  const profile = makeProfile();
  let browser: DoomedBrowser;
  let list: string[] = [];
  let importMs = 0;
  let trainMs = 0;

  /** A project that was finished, trained and looked at, and how long import and training take undisturbed. */
  beforeAll(async () => {
    browser = await startDoomed(profile);
    const { page } = browser;
    await openApp(page, inject('site'));
    await dropAndLook(page, earlier);
    await importAndLook(page);
    let startMs = Date.now();
    await trainPersonal(page);
    trainMs = Date.now() - startMs;
    await openList(page);
    list = await pickUser(page, 'u7');

    await page.goto(`${inject('site')}#`);
    await dropAndLook(page, zip);
    startMs = Date.now();
    await importAndLook(page);
    importMs = Date.now() - startMs;
    await browser.quit();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(browser.page, 'killed');
    await browser.kill();
  });
  afterAll(() => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  });

  /** Opens the app again and holds it to what it had: the earlier project and every other one listed is whole. */
  async function restart(): Promise<Page> {
    browser = await startDoomed(profile);
    const { page } = browser;
    await openApp(page, inject('site'));
    await expectProject(page, name, earlier.rows);
    await goTo(page, 'Explore', 'Lists');
    expect(await pickUser(page, 'u7'), 'the earlier list').toEqual(list);
    await goTo(page, 'Build', 'Versions');
    await page.getByRole('table', { name: /^Solution versions/ }).waitFor();
    const statuses = await page
      .getByRole('table', { name: /^Solution versions/ })
      .getByText(/^(ACTIVE|CREATE|DELETE)/)
      .allInnerTexts();
    expect(statuses.length).toBeGreaterThan(0);
    expect(
      statuses.filter((status) => /PENDING|IN_PROGRESS|STOPPING/.test(status)),
      'nothing runs',
    ).toEqual([]);
    return page;
  }

  async function expectProject(page: Page, project: string, rows: number): Promise<void> {
    const again = page.getByRole('list', { name: 'Open again' });
    await again.getByRole('link', { name: project, exact: true }).first().click();
    await goTo(page, 'Explore', 'Data');
    await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
    expect(await figure(page, 'Interactions'), project).toBe(rows.toLocaleString('en'));
  }

  /** How many imports of the zip are listed, the undisturbed one aside. */
  async function listedImports(page: Page): Promise<number> {
    await page.getByRole('link', { name: 'Foretaste, home' }).click();
    await chooseFiles(page).waitFor();
    const again = page.getByRole('list', { name: 'Open again' });
    return (await again.getByRole('link', { name: bigName }).count()) - 1;
  }

  /** Each round has a part of the time of its own, so that few rounds too meet the beginning and the end. */
  const within = (round: number): number => ((round + next()) / kills) * 1.1;
  const die = (round: number): Promise<void> => (round % 2 === 0 ? browser.kill() : browser.crashTab());

  test(`${kills} times during an import: the project is there whole or not at all`, async () => {
    let landed = 0;
    for (let round = 0; round < kills; round += 1) {
      const page = await restart();
      const listed = await listedImports(page);
      expect(listed, 'only an import that could have ended is listed').toBeLessThanOrEqual(landed);
      landed = listed;
      if (landed > 0) await expectProject(page, bigName, zip.rows);
      await openApp(page, `${inject('site')}#`);
      await dropAndLook(page, zip);
      await importButton(page).click();
      await page.waitForTimeout(within(round) * importMs);
      landed += 1;
      await die(round);
    }
    const page = await restart();
    expect(await listedImports(page), 'some imports were cut').toBeLessThan(kills);
    const projects = await page.getByRole('list', { name: 'Open again' }).getByRole('listitem').count();
    const stored = await page.evaluate(async () => (await indexedDB.databases()).length);
    expect(stored, 'the catalogue, one database per project, and nothing of what was cut').toBe(projects + 1);
  });

  test(`${kills} times during training: what was trained before still serves the same list`, async () => {
    for (let round = 0; round < kills; round += 1) {
      const page = await restart();
      await goTo(page, 'Explore', 'Train');
      await page.getByRole('button', { name: /^Train user-personalization/ }).click();
      await page.waitForTimeout(within(round) * trainMs);
      await die(round);
    }
    await restart();
  });
});
