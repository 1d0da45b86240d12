import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Holds the page to a manifest whose icons are what they say. */
export async function expectInstallable(page: Page): Promise<void> {
  const site = page.url();
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifestUrl = new URL(href ?? '', site);
  const manifest = await (await page.request.get(manifestUrl.href)).json();
  expect(manifest).toMatchObject({
    name: 'Foretaste',
    display: 'standalone',
    start_url: './',
    scope: './',
  });
  const purposes = manifest.icons.map((icon: { purpose: string }) => icon.purpose);
  expect(purposes).toContain('maskable');
  for (const icon of manifest.icons.filter((icon: { type: string }) => icon.type === 'image/png')) {
    const size = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, new URL(icon.src, manifestUrl).href);
    expect(size).toBe(icon.sizes);
  }
}

/** Keeps Chromium's own offer to install, which comes at its own time, from the pages loaded from now on. */
export async function withoutOwnOffer(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener('beforeinstallprompt', (event) => {
      if (event.isTrusted) event.stopImmediatePropagation();
    });
  });
}

/**
 * The browser's install event, which brings the app's button; there is none before.
 *
 * @returns what to wait for after the press: the browser was asked, the button has gone, and then the app is installed.
 */
export async function offerInstall(page: Page): Promise<() => Promise<void>> {
  const button = page.getByRole('button', { name: 'Install as an app' });
  expect(await button.count(), 'no button without an offer').toBe(0);
  await page.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    const prompt = (): Promise<{ outcome: string }> => {
      document.documentElement.dataset.prompted = 'yes';
      return Promise.resolve({ outcome: 'accepted' });
    };
    dispatchEvent(Object.assign(event, { prompt }));
  });
  return async () => {
    await page.locator('html[data-prompted=yes]').waitFor({ state: 'attached' });
    expect(await button.count(), 'an offer is taken up once').toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
    await page.getByText(/^Installed:/).waitFor();
  };
}
