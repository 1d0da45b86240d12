import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { visit, type Visit } from './support/browser';
import { smallCsv } from './support/files';
import { chooseFiles, dropAndLook, figure, importAndLook, importButton, openApp } from './support/journey';

let tab: Visit;
beforeAll(async () => {
  tab = await visit({ online: true });
  await openApp(tab.page, inject('site'));
  await dropAndLook(tab.page, smallCsv('kiosk.csv', 4, 1200));
  await importAndLook(tab.page);
});
afterAll(() => tab.close());

test('a disk that fills up while rows are stored: said, and what was there is whole', async () => {
  const { page } = tab;
  await page.goto(`${inject('site')}#view=home`);
  await dropAndLook(page, smallCsv('market.csv', 7, 8000));
  const studio = page.workers().find((worker) => worker.url().includes('studio'));
  // The browser goes on saying that there is room: only writing shows that there is not.
  await studio?.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    let written = 0;
    IDBObjectStore.prototype.put = function (...record) {
      if (++written > 3) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, record);
    };
  });
  await importButton(page).click();
  await page
    .getByRole('alert')
    .getByText(/^There is not enough room on this device/)
    .waitFor();
  await page.goto(`${inject('site')}#view=storage`);
  await page.reload();
  await page.getByRole('link', { name: 'kiosk', exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'market', exact: true }).count()).toBe(0);
  await page.getByRole('link', { name: 'kiosk', exact: true }).click();
  await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
  expect(await figure(page, 'Interactions')).toBe('1,200');
});

test('a browser that clears the databases under a page: said at once, and by name after loading again', async () => {
  const { page, context } = tab;
  const { origin } = new URL(inject('site'));
  const devtools = await context.newCDPSession(page);
  // As browsers do for room: the small texts of a site stay.
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await page.getByText(/^The browser closed or cleared the storage of this page/).waitFor();
  await page.getByRole('button', { name: 'Load the page again' }).click();
  const gone = page.getByText(
    /^The browser has cleared what was stored here\. This project is gone: kiosk\./,
  );
  await gone.waitFor();
  await page.reload();
  await gone.waitFor();
  await page.getByRole('region', { name: 'Storage' }).getByRole('button', { name: 'Close' }).click();
  await page.goto(`${inject('site')}#view=home`);
  await page.reload();
  await chooseFiles(page).waitFor();
  await page.getByRole('heading', { name: 'Try a sample' }).waitFor();
  expect(await gone.count()).toBe(0);
});
