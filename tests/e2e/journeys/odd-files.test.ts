import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { visit, type Visit } from '../support/browser';
import { smallCsv } from '../support/files';
import {
  dropAndLook,
  figure,
  goTo,
  importAndLook,
  importButton,
  openApp,
  recommendations,
} from '../support/journey';
import { variants } from '../support/variants';
import { Walk } from '../support/walk';

/** Rows enough for the service's minimum. */
const ENOUGH = 1200;

/** Files as they come out of other programs: each row is one person's choice. */
const odd = {
  semicolons: text(
    'verkauf.csv',
    ENOUGH,
    (row) => `k${row % 60};a${item(row)};${day(row)}.03.2024;${1 + (row % 4)},5`,
    'Kunde;Artikel;Datum;Bewertung',
  ),
  latin1: text(
    'films.csv',
    ENOUGH,
    (row) => `m${row % 60},Amélie ${item(row)},${time(row)}`,
    'member,film,seen',
  ),
  headless: text('log.csv', ENOUGH, (row) => `u${row % 60},i${item(row)},${time(row)}`),
  empty: { name: 'empty.csv', bytes: new Uint8Array() },
  forty: text(
    'forty.csv',
    40,
    (row) => `u${row % 8},i${item(row)},${time(row)}`,
    'USER_ID,ITEM_ID,TIMESTAMP',
  ),
  fewPeople: text(
    'club.csv',
    ENOUGH,
    (row) => `u${row % 20},i${item(row)},${time(row)}`,
    'USER_ID,ITEM_ID,TIMESTAMP',
  ),
};

/** Journey 1, the errors to walk: each file ends in a sentence with a next step, and what was there stays whole. */
describe.each(variants({ width: 1280 }))('files that are odd, $name', (look) => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visit({ ...look, online: true });
  });
  afterAll(() => tab.close());

  test('are read all the same, or refused with a way on', async () => {
    const walk = new Walk(tab, `odd files, ${look.name}`);
    const { page } = walk;
    await openApp(page, inject('site'));
    const before = smallCsv('shop.csv', 3, 1500);
    await dropAndLook(page, before);
    await importAndLook(page);

    await walk.drop(
      odd.semicolons,
      notice(page, 'columns are separated by a semicolon (;).'),
      page.getByText('Drop to import', { exact: true }),
    );
    await notice(page, 'Choose another delimiter if the columns look wrong.').waitFor();
    await notice(page, 'column Bewertung: read with a decimal comma.').waitFor();
    expect(await roles(page)).toEqual(['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_VALUE']);
    await canImport(page, ENOUGH);

    await walk.drop(odd.latin1, notice(page, 'read as Latin-1 (Windows-1252), not UTF-8.'));
    await notice(page, 'Choose another encoding if letters look wrong.').waitFor();
    await page.getByRole('cell', { name: 'Amélie 7', exact: true }).waitFor();
    await canImport(page, ENOUGH);

    await walk.drop(
      odd.headless,
      notice(page, 'no header line; columns are named column 1, column 2 and column 3.'),
    );
    await notice(page, 'Say which line is the header if there is one.').waitFor();
    expect(await roles(page)).toEqual(['USER_ID', 'ITEM_ID', 'TIMESTAMP']);
    await canImport(page, ENOUGH);

    await walk.drop(odd.empty, page.getByRole('alert').getByText('empty.csv is empty.'));
    expect(await page.getByRole('alert').innerText()).toContain(
      'Everything stored is as it was before. There is not one byte in it: export it again, or choose another file.',
    );

    await walk.drop(odd.forty, page.getByText(/40\srows; Amazon Personalize needs 1,000\./));
    await canImport(page, 40);
    await walk.click(
      importButton(page),
      page.getByRole('region', { name: 'How popular are the popular ones?' }),
    );
    expect(await figure(page, 'Interactions')).toBe('40');
    // What still works on so little: a first list.
    const train = page.getByRole('main').getByRole('link', { name: 'Train', exact: true });
    await walk.click(train, recommendations(page));

    await page.getByRole('link', { name: 'Foretaste, home' }).click();
    const again = page.getByRole('list', { name: 'Open again' });
    await again.getByRole('link', { name: 'shop', exact: true }).click();
    await goTo(page, 'Explore', 'Data');
    await page.getByRole('button', { name: 'Project: shop. Switch project' }).waitFor();
    expect(await figure(page, 'Interactions')).toBe(before.rows.toLocaleString('en'));
    expect(walk.steps).toBe('5 D + 2 C');
  });

  test('of too few people for the service are learned from all the same', async () => {
    const walk = new Walk(tab, `few people, ${look.name}`);
    const { page } = walk;
    await openApp(page, inject('site'));
    await walk.drop(odd.fewPeople, () => canImport(page, ENOUGH));
    await walk.click(
      importButton(page),
      page.getByRole('region', { name: 'How popular are the popular ones?' }),
    );
    await goTo(page, 'Explore', 'Train');
    const train = page.getByRole('button', { name: /^Train user-personalization/ });
    await walk.click(train, page.getByRole('link', { name: 'See recommendations' }));
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('link', { name: 'See recommendations' }).click();
    await recommendations(page).first().waitFor();
  });
});

const notice = (page: Page, words: string) => page.getByRole('main').getByText(words).first();

/** Waits for the button that imports so many rows. */
const canImport = (page: Page, rows: number): Promise<void> =>
  page
    .getByRole('main')
    .getByRole('button', { name: `Import ${rows.toLocaleString('en')} rows` })
    .waitFor();

/** What the columns are taken for, from the left. */
const roles = (page: Page): Promise<string[]> =>
  page
    .getByRole('combobox', { name: /^Role of / })
    .evaluateAll((menus) => menus.map((menu) => (menu as HTMLSelectElement).value));

function item(row: number): number {
  return (row * 7) % 90;
}

function time(row: number): number {
  return 1_700_000_000 + row * 600;
}

function day(row: number): string {
  return String(1 + (row % 28)).padStart(2, '0');
}

/** One byte a letter, as Latin-1 has it; for plain letters the same as UTF-8. */
function text(
  name: string,
  rows: number,
  line: (row: number) => string,
  header?: string,
): { readonly name: string; readonly bytes: Uint8Array } {
  const lines = [
    ...(header === undefined ? [] : [header]),
    ...Array.from({ length: rows }, (_, row) => line(row)),
  ];
  return { name, bytes: Buffer.from(`${lines.join('\n')}\n`, 'latin1') };
}
