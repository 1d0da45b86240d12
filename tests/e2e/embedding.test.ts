import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { full } from '../support/full';
import { appears, visit, type Visit } from './support/browser';

/** Somebody else's page: of another origin, with the app in a frame that belongs to none, where nothing may be stored. */
let elsewhere: Server;
let tab: Visit;
beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    const hash = new URL(request.url ?? '/', 'http://localhost').searchParams.get('hash') ?? '';
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<!doctype html><title>Elsewhere</title><iframe sandbox="allow-scripts" title="Foretaste" width="1000" height="800" src="${inject('site')}#${hash.replaceAll('&', '&amp;')}"></iframe>`,
    );
  });
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
  tab = await visit();
});
afterAll(async () => {
  await tab.close();
  elsewhere.close();
});

async function frameOf(page: Page, hash: string): Promise<FrameLocator> {
  const { port } = elsewhere.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/?hash=${encodeURIComponent(`${hash}&embed=yes&lang=en`)}`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('link', { name: 'Open in Foretaste' }).waitFor();
  return frame;
}

const IN_MEMORY = /This browser stores nothing here, so all of it lives in memory/;

describe('in a frame of another page, where storage is refused', () => {
  test('the list that plays moves when a film is taken away', async () => {
    const frame = await frameOf(tab.page, 'view=home');
    const rows = frame.getByRole('list', { name: 'Recommended for Ana' }).getByRole('listitem');
    await rows.nth(5).waitFor();
    const before = await rows.allInnerTexts();
    await frame.getByRole('checkbox', { name: /^A Revenant in Eskerfield/ }).press('Space');
    await expect.poll(() => rows.allInnerTexts()).not.toEqual(before);
    await frame.getByText(IN_MEMORY).waitFor();
    // The list alone, without the doors of the first screen.
    expect(await frame.getByRole('button', { name: 'Choose files' }).count()).toBe(0);
  });

  test('a step of a lesson brings the sample, asks and tells, without the ways to other steps', async () => {
    const frame = await frameOf(tab.page, 'view=lesson&lesson=sees&step=1');
    await frame.getByRole('button', { name: 'Show the answer' }).click();
    await frame.getByText(/The rest is what a recipe has to guess/).waitFor();
    await frame.getByText(IN_MEMORY).waitFor();
    expect(await frame.getByRole('button', { name: /^Next|^Student link|^Print/ }).count()).toBe(0);
  });

  // In the short run the step of a lesson brings the sample.
  test.runIf(full)('a chart stands alone, on the sample', async () => {
    const frame = await frameOf(tab.page, 'view=overview&chart=long-tail');
    const chart = frame.locator('section.alone');
    await chart.locator('svg.chart-svg').waitFor();
    expect(await frame.getByRole('heading', { level: 1 }).count()).toBe(0);
    expect(await frame.locator('#main section.block:visible').count()).toBe(1);
  });

  test('the bubble machine lives a week', async () => {
    const frame = await frameOf(tab.page, 'view=bubble');
    await frame.getByRole('button', { name: 'One week' }).click();
    await appears(frame.getByText(/^Week 1 of 30|^1 of 30/));
  });
});
