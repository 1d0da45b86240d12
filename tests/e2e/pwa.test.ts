import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { securityHeaders, serve } from '../support/serve.mjs';
import { untilOfflineReady, visit, type Visit } from './support/browser';
import { chooseFiles, openApp } from './support/journey';

let tab: Visit;
beforeEach(async () => {
  tab = await visit();
});
afterEach(async () => {
  await tab.close();
});

/** What becomes of a request to another origin: `left`, or the directive of the policy that stopped it. */
function leave(where: { evaluate(ask: () => Promise<string>): Promise<string> }): Promise<string> {
  return where.evaluate(
    () =>
      new Promise((done) => {
        self.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
        fetch('https://example.com/collect', { mode: 'no-cors' }).then(
          () => done('left'),
          // The event comes first where the policy stopped it; where something else did, this says so.
          (error: unknown) => setTimeout(() => done(String(error)), 1000),
        );
      }),
  );
}

async function expectSealed({ page }: Visit): Promise<void> {
  expect(await leave(page), 'page').toBe('connect-src');
  const workers = page.workers();
  expect(workers.length, 'the studio worker runs').toBeGreaterThan(0);
  for (const worker of workers) expect(await leave(worker), worker.url()).toBe('connect-src');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
}

describe('data cannot leave', () => {
  test('where the host sends the headers: from the first load', async () => {
    await openApp(tab.page, inject('site'));
    await expectSealed(tab);
  });

  test('where the host sends none: from the second load, by the service worker', async () => {
    await openApp(tab.page, inject('staticHost'));
    await untilOfflineReady(tab.page);
    await tab.page.reload();
    await chooseFiles(tab.page).waitFor();
    await expectSealed(tab);
    const response = await tab.page.reload();
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(response?.headers()[name.toLowerCase()], name).toBe(value);
    }
  });
});

describe('without a network', () => {
  test('opens after one visit to a sub-path, with the server gone', async () => {
    const host = await serve({ folder: inject('dist'), base: '/deep/er/', headers: false });
    try {
      await openApp(tab.page, host.url);
      await untilOfflineReady(tab.page);
      await tab.page.getByText('Ready offline').waitFor();
    } finally {
      await host.close();
    }
    const startMs = Date.now();
    await openApp(tab.page, `${host.url}?from=home#user=1`);
    expect(Date.now() - startMs, 'milliseconds until usable').toBeLessThan(6000);
    expect(tab.guard.problems()).toEqual([]);
  });

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

describe('a new version', () => {
  test('waits until it is asked in, and tells the other tab', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'foretaste-dist-'));
    cpSync(inject('dist'), folder, { recursive: true });
    const host = await serve({ folder });
    try {
      await openApp(tab.page, host.url);
      await untilOfflineReady(tab.page);
      const other = await tab.context.newPage();
      await openApp(other, host.url);

      deployNewVersion(folder);
      await tab.page.reload();
      await tab.page.getByText('Update ready').waitFor();
      expect(await tab.page.locator('meta[name=build]').count(), 'still the old page').toBe(0);
      await tab.page.getByRole('button', { name: 'Update', exact: true }).click();
      await tab.page.locator('meta[name=build]').waitFor({ state: 'attached' });
      await chooseFiles(tab.page).waitFor();

      await other.getByText('Updated in another tab').waitFor();
      expect(await other.locator('meta[name=build]').count(), 'waits for Reload').toBe(0);
      await other.getByRole('button', { name: 'Reload' }).click();
      await other.locator('meta[name=build]').waitFor({ state: 'attached' });
      expect(tab.guard.problems()).toEqual([]);
    } finally {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('installing', () => {
  test('has a manifest whose icons are what they say', async () => {
    const site = inject('site');
    await openApp(tab.page, site);
    const href = await tab.page.locator('link[rel=manifest]').getAttribute('href');
    const manifestUrl = new URL(href ?? '', site);
    const manifest = await (await tab.page.request.get(manifestUrl.href)).json();
    expect(manifest).toMatchObject({
      name: 'Foretaste',
      display: 'standalone',
      start_url: './',
      scope: './',
    });
    const purposes = manifest.icons.map((icon: { purpose: string }) => icon.purpose);
    expect(purposes).toContain('maskable');
    for (const icon of manifest.icons.filter((icon: { type: string }) => icon.type === 'image/png')) {
      const size = await tab.page.evaluate(async (src) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        return `${image.naturalWidth}x${image.naturalHeight}`;
      }, new URL(icon.src, manifestUrl).href);
      expect(size).toBe(icon.sizes);
    }
  });

  test('the button is there when the browser offers it, and asks the browser', async () => {
    const { page } = tab;
    // Chromium's own offer comes at its own time; the test brings one itself.
    await page.addInitScript(() => {
      addEventListener('beforeinstallprompt', (event) => {
        if (event.isTrusted) event.stopImmediatePropagation();
      });
    });
    await openApp(page, inject('site'));
    await page.evaluate(() => (location.hash = 'view=storage'));
    await page.getByRole('heading', { name: 'What is kept on this device?' }).waitFor();
    const button = page.getByRole('button', { name: 'Install as an app' });
    expect(await button.count()).toBe(0);
    await page.evaluate(() => {
      const event = new Event('beforeinstallprompt', { cancelable: true });
      const prompt = (): Promise<{ outcome: string }> => {
        document.documentElement.dataset.prompted = 'yes';
        return Promise.resolve({ outcome: 'accepted' });
      };
      dispatchEvent(Object.assign(event, { prompt }));
    });
    await button.click();
    await page.locator('html[data-prompted=yes]').waitFor();
    expect(await button.count()).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
    await page.getByText(/^Installed:/).waitFor();
  });
});

/** Changes the page and the list of files, as a new build does. */
function deployNewVersion(folder: string): void {
  const page = join(folder, 'index.html');
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace('</head>', '<meta name="build" content="2"></head>'),
  );
  const worker = join(folder, 'sw.js');
  const text = readFileSync(worker, 'utf8');
  const changed = text.replace(
    /(["`']?revision["`']?:\s*["`'])[0-9a-f]+(["`'],\s*["`']?url["`']?:\s*["`']index\.html)/,
    '$1new$2',
  );
  expect(changed, 'the revision of index.html stands in sw.js').not.toBe(text);
  writeFileSync(worker, changed);
}
