import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { full } from '../support/full';
import { visit, type Visit } from './support/browser';
import { answerLesson, dropToList, liveOneWeek, playFirstList } from './support/refused';

/** Somebody else's page, of another site, with the app in a frame. */
let elsewhere: Server;
let tab: Visit;
beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const [frame, hash] = ['frame', 'hash'].map((name) => asked.get(name) ?? '');
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<!doctype html><title>Elsewhere</title><iframe ${frame} title="Foretaste" width="1000" height="800" src="${inject('site')}#${hash.replaceAll('&', '&amp;')}"></iframe>`,
    );
  });
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
  tab = await visit({ whole: true });
});
afterAll(async () => {
  await tab.close();
  elsewhere.close();
});

/** @param attributes of the frame. */
async function frameOf(page: Page, attributes: string, hash: string): Promise<Frame> {
  const { port } = elsewhere.address() as AddressInfo;
  const asked = new URLSearchParams({ frame: attributes, hash: `${hash}&embed=yes&lang=en` });
  // Another host name is another site, and to a browser that blocks third parties a third party.
  await page.goto(`http://127.0.0.1:${port}/?${asked.toString()}`);
  const frame = page.frames()[1];
  await frame.getByRole('link', { name: 'Open in Foretaste' }).waitFor();
  return frame;
}

const IN_MEMORY = /Nothing is stored here: all of it lives in memory/;

describe.each([
  ['that belongs to no origin', 'sandbox="allow-scripts"'],
  ['of a browser that blocks third parties', ''],
])('in a frame of another page %s, where storage is refused', (_name, attributes) => {
  /** In the short run each kind of frame does a part of the rest: all of it stands on the same memory. */
  const sandboxed = attributes !== '';
  test('the list plays alone; what the page around says to the frame is not heard, and nothing is said to it', async () => {
    const frame = await frameOf(tab.page, attributes, 'view=home');
    await playFirstList(frame);
    await frame.getByText(IN_MEMORY).waitFor();
    // Without the doors of the first screen.
    expect(await frame.getByRole('button', { name: 'Choose files' }).count()).toBe(0);
    const rows = frame.getByRole('list', { name: 'Recommended for Ana' }).getByRole('listitem');
    const before = await rows.allInnerTexts();
    const heard = await tab.page.evaluate(async () => {
      const answers: unknown[] = [];
      addEventListener('message', ({ data }) => answers.push(data));
      const call = (path: string[], ...args: unknown[]) => ({
        id: '1',
        type: 'APPLY',
        path,
        argumentList: args.map((value) => ({ type: 'RAW', value })),
      });
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => answers.push(data);
      const messages: readonly unknown[] = [
        null,
        'hello',
        { toString: null },
        call(['listProjects']),
        call(['deleteProject'], 'memory-1'),
        call(['foretaste', 'requestHandler', 'handle'], { path: '/', headers: {}, body: '{}' }),
        { ask: 'take-over' },
        { kind: 'wall', wall: { title: '<img src=x onerror=alert(1)>' } },
        { kind: 'asks', asks: 'next' },
        new Uint8Array(10_000_000),
      ];
      for (const message of messages) frames[0].postMessage(message, '*');
      frames[0].postMessage(call(['hello']), '*', [port2]);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return answers;
    });
    expect(heard).toEqual([]);
    expect(await rows.allInnerTexts()).toEqual(before);
    await frame.getByRole('checkbox', { name: /^A Revenant in Eskerfield/ }).press('Space');
    await expect.poll(() => rows.allInnerTexts()).not.toEqual(before);
    expect(tab.guard.consoleErrors.filter((text) => text.startsWith('uncaught'))).toEqual([]);
  });

  test.runIf(full || !sandboxed)(
    'a step of a lesson brings the sample, asks and tells, without the ways to other steps',
    async () => {
      const frame = await frameOf(tab.page, attributes, 'view=lesson&lesson=sees&step=1');
      await answerLesson(frame);
      await frame.getByText(IN_MEMORY).waitFor();
      expect(await frame.getByRole('button', { name: /^Next|^Student link|^Print/ }).count()).toBe(0);
    },
  );

  // In the short run the step of a lesson brings the sample.
  test.runIf(full)('a chart stands alone, on the sample', async () => {
    const frame = await frameOf(tab.page, attributes, 'view=overview&chart=long-tail');
    const chart = frame.locator('section.alone');
    await chart.locator('svg.chart-svg').waitFor();
    expect(await frame.getByRole('heading', { level: 1 }).count()).toBe(0);
    expect(await frame.locator('#main section.block:visible').count()).toBe(1);
  });

  test.runIf(full || sandboxed)('the bubble machine lives a week', async () => {
    await liveOneWeek(await frameOf(tab.page, attributes, 'view=bubble'));
  });

  test.runIf(full || !sandboxed)('a dropped file becomes a list', async () => {
    await dropToList(await frameOf(tab.page, attributes, 'view=home'));
  });
});
