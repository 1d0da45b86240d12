import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { domainClub } from '../support/domain-club';
import { axeFindings, lowButtons, sidewaysScroll } from './support/accessibility';
import { screenSizes, visit, type Visit } from './support/browser';
import { dropAndLook, goTo, importAndLook, importButton, openApp } from './support/journey';
import { looks } from './support/variants';

describe('a film service from its files to recommenders', () => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visit({ online: true });
    await openApp(tab.page, inject('site'));
  });
  afterAll(() => tab.close());

  test('the files are taken in as a domain asks, with a column that stands in for a missing one', async () => {
    const { page } = tab;
    const club = await domainClub('VIDEO_ON_DEMAND');
    const encoder = new TextEncoder();
    const bytes = zipSync({
      'interactions.csv': encoder.encode(club.interactionsCsv),
      'items.csv': encoder.encode(club.itemsCsv.replace('GENRES', 'kind')),
    });
    await dropAndLook(page, { name: 'film-service.zip', bytes, rows: 0, users: 0, real: false });
    // What the first check finds stands above, and would push the button away under the pointer.
    await importButton(page).filter({ hasText: /rows/ }).waitFor();
    await page.getByRole('button', { name: 'Video on demand' }).click();
    await page.getByText('There are Watch events').waitFor();
    await page.getByText('The red problems below come first.').waitFor();
    await page.getByLabel('GENRES', { exact: true }).selectOption({ label: 'kind' });
    await importButton(page).filter({ hasText: /rows/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await importAndLook(page);
  });

  test('a recommender is made, answers with titles, and goes on after stop and start', async () => {
    const { page } = tab;
    await goTo(page, 'Build', 'Console', 'Recommenders');
    await page.getByRole('button', { name: 'Create a recommender for Because you watched X' }).click();
    await page.getByRole('button', { name: 'Get recommendations' }).waitFor();
    await page.getByRole('button', { name: 'Get recommendations' }).click();
    const answered = page.getByRole('list', { name: 'Items answered' }).getByRole('listitem');
    await answered.first().waitFor();
    expect(await answered.count()).toBe(10);
    const titles = await answered.locator('b').allInnerTexts();
    expect(titles[0]).not.toMatch(/^f\d+$/);
    await page.getByRole('button', { name: 'Stop because-you-watched-x' }).click();
    await page.getByText('INACTIVE').waitFor();
    expect(await page.getByRole('button', { name: 'Get recommendations' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Start because-you-watched-x' }).click();
    await page.getByRole('button', { name: 'Get recommendations' }).click();
    await answered.first().waitFor();
    expect(await answered.locator('b').allInnerTexts()).toEqual(titles);
    for (const [colorScheme, device] of looks) {
      await page.setViewportSize(screenSizes[device]);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeFindings(page), `${device} ${colorScheme}`).toEqual([]);
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
      if (device === 'phone') expect(await lowButtons(page)).toEqual([]);
    }
    await page.setViewportSize(screenSizes.desk);
  });

  test('it is still there after a reload, is deleted, and comes back with Undo', async () => {
    const { page } = tab;
    await page.reload();
    await page.getByRole('button', { name: 'Get recommendations' }).waitFor();
    await page.getByRole('button', { name: 'Delete because-you-watched-x' }).click();
    await page.getByRole('button', { name: 'Create a recommender for Because you watched X' }).waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByRole('button', { name: 'Stop because-you-watched-x' }).waitFor();
    expect(tab.guard.problems()).toEqual([]);
  });
});
