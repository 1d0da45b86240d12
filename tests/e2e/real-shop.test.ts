import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilOfflineReady, visit, type Visit } from './support/browser';
import { startHost, type Host } from './support/deploy';
import { goTo, openApp } from './support/journey';

let tab: Visit;
/** At an address of its own: what was kept from another, nobody finds here. */
let host: Host;
beforeAll(async () => {
  host = await startHost(inject('dist'));
  tab = await visit();
});
afterAll(async () => {
  await tab.close();
  await host.close();
});

const shop = (page: Page) =>
  page.getByRole('list', { name: 'Try a sample' }).getByRole('button', { name: 'Real shop' });
const looked = (page: Page) =>
  page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();

test('without a network before the first fetch, it is said what to do', async () => {
  const { page } = tab;
  await openApp(page, host.url);
  await untilOfflineReady(page);
  await host.leave();
  await shop(page).click();
  const alert = page.getByRole('alert');
  await alert.getByText('Real shop could not be fetched.').waitFor();
  await alert.getByText('Load the page again with a network').waitFor();
  expect(await page.getByRole('list', { name: 'Open again' }).count()).toBe(0);
});

test('the real shop opens in one press, lists goods by name, and is there without a network', async () => {
  const { page } = tab;
  await host.comeBack();
  await openApp(page, host.url);
  await shop(page).press('Enter');
  await looked(page);
  await page.getByText('Chen, D. (2015). Online Retail.').waitFor();

  await goTo(page, 'Explore', 'Train');
  const popularity = 'input[type=radio][value=aws-popularity-count]';
  await page.locator(`details:has(${popularity}) > summary:not([hidden])`).press('Enter');
  await page.locator(popularity).check();
  await page.getByRole('main').getByRole('button', { name: 'Train popularity-count' }).click();
  await page.getByRole('link', { name: 'See recommendations' }).click();
  const popular = page.getByRole('region', { name: 'Popular with everybody' });
  await popular.getByText('Regency Cakestand 3 Tier').waitFor();

  // Deleted for good, with nothing that answers at the address any more: made anew from what was fetched.
  await openApp(page, host.url);
  await page.getByRole('button', { name: 'Delete Real shop' }).click();
  await page.getByRole('button', { name: /^Undo/ }).waitFor({ state: 'detached' });
  await host.leave();
  await openApp(page, host.url);
  await shop(page).click();
  await looked(page);
});
