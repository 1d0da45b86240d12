import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { untilOfflineReady, visit, type Visit } from './support/browser';
import { chooseFiles, openApp } from './support/journey';

let tab: Visit;
beforeEach(async () => {
  tab = await visit();
});
afterEach(async () => {
  await tab.close();
});

describe('without a network', () => {
  test('is not promised while a file is missing', async () => {
    await openApp(tab.page, inject('site'));
    await untilOfflineReady(tab.page);
    await tab.page.evaluate(async () => {
      const [name] = await caches.keys();
      const cache = await caches.open(name);
      const [request] = await cache.keys();
      await cache.delete(request);
    });
    await tab.page.reload();
    await chooseFiles(tab.page).waitFor();
    await tab.page.waitForTimeout(1000);
    expect(await tab.page.getByText('Ready offline').count()).toBe(0);
  });
});
