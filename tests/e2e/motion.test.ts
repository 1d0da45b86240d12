import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Visit } from './support/browser';
import { openApp, readList } from './support/journey';
import { visitWithTrained } from './support/trained';

/** What is seen on the way from one state to the next, by somebody whose device shows motion. */

let tab: Visit;
beforeAll(async () => {
  tab = await visitWithTrained({ online: true });
});
afterAll(() => tab.close());

/** Every first heading that a frame has shown, `–` for none, from now on. */
async function watchHeadings(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = (): void => {
      const heading = document.querySelector<HTMLElement>('main h1')?.innerText ?? '–';
      if (document.querySelector('main') !== null && seen.at(-1) !== heading) seen.push(heading);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
const headings = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as never as { seen: string[] }).seen);

test('a page that opens takes the place of the one before, which does not come back', async () => {
  const { page } = tab;
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await watchHeadings(page);
  await openApp(page, inject('site'));
  expect(await headings(page)).toEqual(['See what your data would recommend']);
  // The screen of the lists comes late, long after its project has opened.
  await page.route(/UserView/, async (route) => {
    await page.getByRole('button', { name: 'Project: Film club. Switch project' }).waitFor();
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await route.continue();
  });
  await page.getByRole('list', { name: 'Open again' }).getByRole('link', { name: 'Film club' }).click();
  await readList(page);
  const [first, ...later] = await headings(page);
  expect(later).not.toContain(first);
});

/** For each item in both lists, by how many pixels the left end of its curve misses the row of the item. */
function missed(page: Page): Promise<readonly { readonly rank: number; readonly by: number }[]> {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll('ol.asks > li')];
    const ends = [...document.querySelectorAll('.joins circle[cx="3"]')].map((end) => {
      const { top, bottom } = end.getBoundingClientRect();
      return (top + bottom) / 2;
    });
    return [...document.querySelectorAll('.beside li.shared .other')].map((told) => {
      const rank = Number(/\d+/.exec(told.textContent ?? '')?.[0]);
      const { top, bottom } = rows[rank - 1].getBoundingClientRect();
      return { rank, by: Math.min(...ends.map((end) => Math.abs(end - (top + bottom) / 2))) };
    });
  });
}

test('curves join the same item in both lists, also when one list has moved', async () => {
  const { page } = tab;
  const before = (await missed(page)).map(({ rank }) => rank);
  expect(before).not.toEqual([]);
  await page.getByRole('button', { name: 'What if…' }).click();
  const past = page.locator('.history').getByRole('checkbox');
  const moved = async (): Promise<boolean> => {
    const now = (await missed(page)).map(({ rank }) => rank);
    return now.join() !== before.join() && now.length > 0;
  };
  for (let i = 0; !(await moved()); i++) {
    expect(i).toBeLessThan(12);
    await past.nth(i).uncheck();
    await page.waitForFunction(() => document.querySelector('ol[aria-busy=true]') === null);
  }
  await page.waitForFunction(() => document.getAnimations().length === 0);
  expect((await missed(page)).filter(({ by }) => by > 2)).toEqual([]);
});
