import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Page } from 'playwright-core';
import { full } from '../support/full';
import { axeFindings } from './support/accessibility';
import type { Visit } from './support/browser';
import { visitWithTrained } from './support/trained';

/** A4, in points as PDF counts them. */
const A4 = { width: 595, height: 842 };
/** What is left of it between the margins, in pixels of CSS. */
const PRINTED = { width: Math.floor((182 / 25.4) * 96), height: Math.floor((269 / 25.4) * 96) };

/** Two steps of a lesson are drawn as its seven are; these are computed in a moment. */
const LESSON = full ? ({ id: 'ten-minutes', steps: 7 } as const) : ({ id: 'neighbours', steps: 2 } as const);

let tab: Visit;
beforeAll(async () => {
  tab = await visitWithTrained({ dark: true, online: true });
});
afterAll(() => tab.close());

/** What of a page is printed that should not be, and what would be cut. */
function faultsOnPaper(page: Page): Promise<readonly string[]> {
  return page.evaluate(({ width, height }) => {
    const shown = (one: Element): boolean => one.getClientRects().length > 0;
    const pressed = [...document.querySelectorAll('button, .top, .sub, .tray')].filter(shown);
    const paper = document.querySelector('article.paper');
    if (paper === null) return ['no sheet'];
    const wide = [...paper.querySelectorAll('*')].filter(
      (one) => shown(one) && one.getBoundingClientRect().right > width + 1 && one.closest('svg') === null,
    );
    const high = [...paper.querySelectorAll('.step, svg, .block')].filter(
      (one) => one.getBoundingClientRect().height > height,
    );
    const colours = getComputedStyle(paper);
    return [
      ...pressed.map(({ className }) => `printed: ${String(className)}`),
      ...wide.map(({ tagName, textContent }) => `too wide: ${tagName} ${(textContent ?? '').slice(0, 40)}`),
      ...high.map(({ className }) => `higher than a page: ${String(className)}`),
      ...(colours.color === 'rgb(0, 0, 0)' ? [] : [`ink ${colours.color}`]),
      ...(colours.backgroundColor === 'rgb(255, 255, 255)' ? [] : [`paper ${colours.backgroundColor}`]),
    ];
  }, PRINTED);
}

/** Whole pages of A4, in points. */
async function pagesOf(page: Page): Promise<readonly { width: number; height: number }[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...pdf.matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => ({
    width: Math.round(Number(width)),
    height: Math.round(Number(height)),
  }));
}

async function print(page: Page): Promise<void> {
  await page.locator('article.paper[aria-busy=false]').waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.setViewportSize({ width: PRINTED.width, height: PRINTED.height });
  expect(await faultsOnPaper(page)).toEqual([]);
  const pages = await pagesOf(page);
  expect(pages.length).toBeGreaterThan(0);
  for (const size of pages) expect(size).toEqual(A4);
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('a lesson is printed for pupils without its answers, and for the teacher with them', async () => {
  const { page } = tab;
  await page.goto(`${inject('site')}#view=lesson&lesson=${LESSON.id}&lang=en`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Print' }).click();
  await page.getByRole('menuitem', { name: 'For pupils' }).click();
  await print(page);
  const paper = page.getByRole('article');
  expect(await paper.getByText('My guess, and why').count()).toBe(LESSON.steps);
  expect(await paper.getByText('What to expect').count()).toBe(0);
  expect(await axeFindings(page, { contrast: true })).toEqual([]);
  await page.getByRole('button', { name: 'For the teacher' }).click();
  await print(page);
  expect(await paper.getByText('What to expect').count()).toBe(LESSON.steps);
  expect(await axeFindings(page, { contrast: true })).toEqual([]);
  expect(tab.guard.problems()).toEqual([]);
});

test('the class game has a form on paper for whoever has no phone', async () => {
  const { page } = tab;
  await page.goto(`${inject('site')}#view=class&step=1&sheet=pupils&lang=en`);
  await page.reload();
  await print(page);
  expect(await page.getByRole('article').getByRole('row').count()).toBe(21);
  expect(await axeFindings(page, { contrast: true })).toEqual([]);
});
