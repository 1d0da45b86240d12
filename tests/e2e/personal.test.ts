import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { customersCsv, purchasesCsv } from '../support/customers';
import { full } from '../support/full';
import { axeFindings, lowButtons, sidewaysScroll } from './support/accessibility';
import { screenSizes, visit, type Visit } from './support/browser';
import { dropFiles } from './support/drop';
import { goTo, importAndLook, openApp } from './support/journey';

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
/** In the short run where there is less room. */
const SIZES = full ? (['desk', 'phone'] as const) : (['phone'] as const);
const SHOP = [file('customers.csv', customersCsv()), file('purchases.csv', purchasesCsv())];

describe.each(SIZES)('a shop drops its customers, at the size of a %s', (size) => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visit({ online: true, ...screenSizes[size], dark: size === 'phone' });
  });
  afterAll(() => tab.close());
  const sound = async (): Promise<void> => {
    expect(await axeFindings(tab.page, { contrast: true })).toEqual([]);
    expect(await sidewaysScroll(tab.page)).toBe(0);
    if (size === 'phone') expect(await lowButtons(tab.page)).toEqual([]);
  };

  test('what says who they are is named, left out by a key and taken back', async () => {
    const { page } = tab;
    await openApp(page, inject('site'));
    await dropFiles(page, SHOP);
    const people = page.getByRole('group', { name: 'Columns that say who people are' });
    await people.getByText(/^7\scolumns say who people are: names \(first_name, last_name, name\)/).waitFor();
    await sound();
    await people.getByRole('button', { name: 'Leave these out' }).press('Enter');
    await people.getByText(/^Left out, as they say who people are/).waitFor();
    await sound();
    await people.getByRole('button', { name: 'Keep them' }).press('Enter');
    await people.getByText(/^7\scolumns say/).waitFor();
    await importAndLook(page);
  });

  test('the bundle goes without it, or takes it along', async () => {
    const { page } = tab;
    await goTo(page, 'Build', 'To AWS', 'Bundle');
    const people = page.getByRole('region', { name: 'Does it say who people are?' });
    await people.getByText(/^Left out, as it says who people are/).waitFor();
    await sound();
    await people.getByRole('checkbox').press(' ');
    await people.getByText(/^The bundle says who people are/).waitFor();
    await sound();
  });

  test('a copy is asked for with it or without', async () => {
    const { page } = tab;
    await page.goto(page.url().replace(/#.*/, '#view=storage'));
    const button = page.getByRole('button', { name: /^Save a copy/ }).first();
    await button.press('Enter');
    await page.getByText(/^It says who people are: names \(FIRST_NAME/).waitFor();
    await sound();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save without this' }).press('Enter');
    expect((await download).suggestedFilename()).toMatch(/-to-share\.foretaste\.zip$/);
    await page.getByText(/without what says who people are\.$/).waitFor();
  });

  test('nothing left the origin', () => {
    expect(tab.guard.problems()).toEqual([]);
  });
});
