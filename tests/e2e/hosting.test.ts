import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { securityHeaders } from '../../src/programs/server/serve.mjs';
import { untilOfflineReady, visit, type Visit } from './support/browser';
import { chooseFiles, openApp } from './support/journey';

let tab: Visit;
beforeAll(async () => {
  tab = await visit();
});
afterAll(() => tab.close());

/** A page or a worker, as far as it can be asked from outside. */
interface Asked {
  evaluate(ask: () => Promise<string>): Promise<string>;
}

/** What becomes of a request to another origin: `left`, or the directive of the policy that stopped it. */
function leave(where: Asked): Promise<string> {
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

/** What becomes of text that asks to be run as code: `ran`, or the name of the error. */
function runText(where: Asked): Promise<string> {
  return where.evaluate(
    () =>
      new Promise((done) => {
        // In a task of its own: what the test sends is itself exempt from the policy.
        setTimeout(() => {
          try {
            (0, eval)('1');
            done('ran');
          } catch (error) {
            done(error instanceof Error ? error.name : String(error));
          }
        });
      }),
  );
}

/** What becomes of a script written into the page: `ran`, or the directive of the policy that stopped it. */
function runInline(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((done) => {
        self.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'document.title = "ran"';
        document.head.append(script);
        if (document.title === 'ran') done('ran');
      }),
  );
}

/** Has the page start a compute worker as the studio worker does; the driver sees only what the page itself starts. */
async function startComputeWorker(page: Page): Promise<void> {
  const script = readdirSync(join(inject('dist'), 'assets')).find((name) =>
    /^compute\.worker-.*\.js$/.test(name),
  );
  if (script === undefined) throw new Error('no script of a compute worker was built');
  const begun = page.waitForEvent('worker', (worker) => worker.url().endsWith(script));
  await page.evaluate((name) => {
    const worker = new Worker(`./assets/${name}`, { type: 'module', name: 'compute' });
    // Kept, so that it lives as long as the page.
    Object.assign(window, { computeWorker: worker });
  }, script);
  await begun;
}

/** What becomes of a connection to another browser, which no policy covers: `made`, or the name of the error. */
function connectPeer(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    ['RTCPeerConnection', 'webkitRTCPeerConnection'].map((name) => {
      try {
        Reflect.deleteProperty(window, name);
        Reflect.construct(Reflect.get(window, name) as new () => unknown, []);
        return 'made';
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    }),
  );
}

async function expectSealed({ page }: Visit): Promise<void> {
  const isStudio = (worker: { url(): string }): boolean => /studio\.worker/.test(worker.url());
  if (!page.workers().some(isStudio)) await page.waitForEvent('worker', isStudio);
  await startComputeWorker(page);
  const workers = page.workers();
  const names = workers.map((worker) => /(studio|compute)\.worker/.exec(worker.url())?.[1]);
  expect(names, 'workers that run').toEqual(expect.arrayContaining(['studio', 'compute']));
  for (const [name, where] of [
    ['page', page] as const,
    ...workers.map((worker) => [worker.url(), worker] as const),
  ]) {
    expect(await leave(where), `a request from ${name}`).toBe('connect-src');
    expect(await runText(where), `text as code in ${name}`).toBe('EvalError');
  }
  expect(await runInline(page), 'a script written into the page').toBe('script-src-elem');
  expect(await connectPeer(page), 'a connection to another browser').toEqual(['TypeError', 'TypeError']);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
}

describe('data cannot leave, and text cannot run', () => {
  test('where the host sends the headers: from the first load', async () => {
    // Without a service worker, which would keep data in as well.
    const bare = await visit({ online: true });
    try {
      await openApp(bare.page, inject('site'));
      await expectSealed(bare);
      await bare.page.goto(`${inject('site')}class.html`);
      await bare.page.locator('#app > *').first().waitFor();
      expect(await connectPeer(bare.page), 'of a phone').toEqual(['TypeError', 'TypeError']);
    } finally {
      await bare.close();
    }
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
  test('is not promised while a file is missing', async () => {
    await openApp(tab.page, inject('staticHost'));
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
