import { afterEach, expect, inject, test } from 'vitest';
import { axeFindings } from './support/accessibility';
import { appears, visit, type Visit } from './support/browser';
import { visitWithTrained } from './support/trained';

let tab: Visit;
afterEach(() => tab.close());

test('plays with a list before anything is imported, and keeps nothing of it', async () => {
  tab = await visit({ online: true });
  const { page } = tab;
  await page.goto(`${inject('site')}#`);
  const rows = page.getByRole('list', { name: 'Recommended for Ana' }).getByRole('listitem');
  await rows.nth(5).waitFor();
  const before = await rows.allInnerTexts();
  await page.getByRole('checkbox', { name: /^A Revenant in Eskerfield/ }).press('Space');
  await appears(page.getByText(/^\d\splaces changed$/));
  expect(await rows.allInnerTexts()).not.toEqual(before);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Put everything back' }).press('Enter');
  await expect.poll(() => rows.allInnerTexts()).toEqual(before);
  expect(await page.getByRole('list', { name: 'Open again' }).count()).toBe(0);
  expect(tab.guard.problems()).toEqual([]);
});

test('loads a second language when it is chosen, and begins in it after that', async () => {
  tab = await visit({ online: true });
  const { page } = tab;
  const spare: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/spare-')) spare.push(request.url());
  });
  await page.goto(`${inject('site')}#`);
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  expect(spare).toEqual([]);
  await page.getByRole('button', { name: '한국어로 보기' }).click();
  await page.getByRole('button', { name: '파일 선택' }).waitFor();
  await page.locator('html[lang=ko]').waitFor();
  expect(new Set(spare).size).toBe(1);
  await page.reload();
  await page.getByRole('button', { name: '파일 선택' }).waitFor();
  expect(await page.getByRole('button', { name: 'Choose files' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  expect(tab.guard.problems()).toEqual([]);
});

test('leads to the first question of a lesson in two presses', async () => {
  tab = await visitWithTrained({ online: true });
  const { page } = tab;
  await page.goto(`${inject('site')}#`);
  // Until the list of what can be opened again is there, the screen may still be drawn anew.
  await page.getByRole('list', { name: 'Open again' }).waitFor();
  await page.getByRole('link', { name: 'Recommenders in ten minutes' }).click();
  await page.getByRole('button', { name: /^Next/ }).click();
  await page.getByRole('list', { name: 'Choices' }).waitFor();
  expect(tab.guard.problems()).toEqual([]);
});
