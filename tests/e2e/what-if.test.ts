import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './support/accessibility';
import { screenSizes, type Visit } from './support/browser';
import { readList } from './support/journey';
import { visitTrained } from './support/trained';

describe('why, and what if, on a phone and with keys alone', () => {
  let tab: Visit;
  let list: string[];
  beforeAll(async () => {
    tab = await visitTrained(screenSizes.phone);
    list = await readList(tab.page);
  });
  afterAll(async () => {
    expect(tab.guard.problems()).toEqual([]);
    await tab.close();
  });

  test('unticking what speaks most for the third moves it, and says so', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: /^Why / }).nth(2).press('Enter');
    const sheet = page.getByRole('dialog');
    const ticks = sheet.getByRole('checkbox');
    await ticks.first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await ticks.first().press('Space');
    await sheet.getByText(/^1 of \d+\sitems ignored$/).waitFor();
    await sheet.getByText(/Rank\s3\s→\s[\d,]+ of/).waitFor();
    await sheet
      .getByRole('status')
      .filter({ hasText: /^1 of \d+\sitems ignored; \d+\splaces? changed$/ })
      .waitFor({ state: 'attached' });
    expect(await ticks.first().isChecked()).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await readList(page)).not.toEqual(list);
    await page
      .getByText(/^[↑↓]\d/)
      .first()
      .waitFor();
  });

  test('Undo brings order and marks back', async () => {
    const { page } = tab;
    await page.getByRole('group', { name: 'What if' }).getByRole('button', { name: 'Undo' }).press('Enter');
    await page
      .getByText(/^[↑↓]\d/)
      .first()
      .waitFor({ state: 'detached' });
    expect(await readList(page)).toEqual(list);
  });

  test('an item that is added goes from the list and moves others', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'What if…' }).press('Enter');
    const [wanted] = list;
    await page.getByRole('combobox', { name: /^Add a/ }).fill(wanted);
    const option = page.getByRole('listbox', { name: 'Items' }).getByRole('option', { name: wanted });
    await option.first().waitFor();
    expect(await option.first().innerText()).toContain(wanted);
    await page.getByRole('combobox', { name: /^Add a/ }).press('Enter');
    await page.getByText('1 added', { exact: true }).waitFor();
    await page
      .getByText(/^[↑↓]\d/)
      .first()
      .waitFor();
    expect(await readList(page)).not.toContain(wanted);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'As it is' }).press('Enter');
    await page
      .getByText(/^[↑↓]\d/)
      .first()
      .waitFor({ state: 'detached' });
    expect(await readList(page)).toEqual(list);
  });
});
