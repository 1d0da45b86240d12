import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilOfflineReady, visit, type Visit } from './support/browser';
import { startHost, type Host } from './support/deploy';
import { smallCsv } from './support/files';
import { chooseFiles, dropAndLook, goTo, importAndLook, openApp, recommendations } from './support/journey';

let host: Host;
let tab: Visit;
beforeAll(async () => {
  host = await startHost(inject('dist'));
  tab = await visit();
});
afterAll(async () => {
  await tab.close();
  await host.close();
});

test('a newer build neither ends the training of another tab nor mixes with the page that trains', async () => {
  const { page, context } = tab;
  await openApp(page, host.url);
  await untilOfflineReady(page);
  await dropAndLook(page, smallCsv('stall.csv', 7, 8000));
  await importAndLook(page);
  await goTo(page, 'Explore', 'Train');
  await page.locator('summary', { hasText: 'legacy recipes' }).first().press('Enter');
  await page.locator('input[type=radio][value=aws-hrnn]').check();
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Train hrnn/ })
    .click();
  const stop = page.getByRole('main').getByRole('button', { name: 'Stop and keep' });
  await stop.waitFor();

  const other = await context.newPage();
  await host.leave();
  await host.comeBackNewer(['Charts learned to sing.']);
  await openApp(other, host.url);
  const update = other.getByRole('button', { name: 'Update', exact: true });
  await update.click();
  await other.getByText(/is still running in another tab/).waitFor();
  const newer = (of: typeof page) => of.locator('meta[name=build]').count();
  expect([await newer(page), await newer(other)], 'both are the old build').toEqual([0, 0]);

  await stop.click({ timeout: 240_000 });
  await page
    .getByText(/^ACTIVE/)
    .first()
    .waitFor();
  await stop.waitFor({ state: 'detached' });
  await update.click();
  await other.locator('meta[name=build]').waitFor({ state: 'attached' });
  await chooseFiles(other).waitFor();

  // The page that trained still runs the old build, screens that it has not loaded yet included.
  await page.getByText('Updated in another tab.').waitFor();
  await page.getByRole('link', { name: 'See recommendations' }).click();
  await recommendations(page).first().waitFor();
  await goTo(page, 'Build', 'Console');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await newer(page)).toBe(0);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(tab.guard.problems()).toEqual([]);
});
