import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { full } from '../support/full';
import { axeFindings } from './support/accessibility';
import { visit, type Visit } from './support/browser';
import { oddCsv } from './support/files';
import {
  chooseFiles,
  dropAndLook,
  figure,
  goTo,
  importAndLook,
  importButton,
  openApp,
} from './support/journey';

// In the short run the journeys choose roles and drop odd files, and what is cancelled is held in jsdom.
describe.runIf(full)('a file whose headers mislead', () => {
  const file = oddCsv();
  const kept = file.rows - file.badLines.length;
  let tab: Visit;

  beforeAll(async () => {
    tab = await visit();
    await openApp(tab.page, inject('site'));
  });
  afterAll(() => tab.close());

  const roleOf = (column: string) => tab.page.getByRole('combobox', { name: `Role of ${column}` });

  test('is looked into, and its roles are repaired by hand', async () => {
    await dropAndLook(tab.page, file);
    expect(await roleOf('rating').inputValue(), 'the header misleads').toBe('EVENT_VALUE');
    await roleOf('rating').selectOption('Leave out');
    await roleOf('p7').selectOption('EVENT_VALUE');
    for (const [column, role] of [
      ['item owner', 'USER_ID'],
      ['user choice', 'ITEM_ID'],
      ['when', 'TIMESTAMP'],
      ['p7', 'EVENT_VALUE'],
      ['rating', 'IGNORE'],
    ]) {
      expect(await roleOf(column).inputValue(), column).toBe(role);
    }
  });

  test('tells which lines cannot be read, and what will come in', async () => {
    await tab.page.getByRole('button', { name: `Import ${kept.toLocaleString('en')} rows` }).waitFor();
    await tab.page
      .getByText(new RegExp(`${file.rows.toLocaleString('en')}\\srows, \\d+\\sproblems?`))
      .waitFor();
    const main = await tab.page.getByRole('main').innerText();
    for (const line of file.badLines) expect(main).toContain(line.toLocaleString('en'));
    expect(await axeFindings(tab.page)).toEqual([]);
  });

  test('is imported under that mapping, and ends in the right counts', async () => {
    await importAndLook(tab.page);
    expect(await figure(tab.page, 'Interactions')).toBe(kept.toLocaleString('en'));
    expect(await figure(tab.page, 'Users')).toBe(file.users.toLocaleString('en'));
    await goTo(tab.page, 'Build', 'To AWS', 'Schemas');
    const schema = await tab.page.getByRole('region', { name: 'Interactions schema, Avro JSON' }).innerText();
    expect(schema).toMatch(/EVENT_VALUE/);
    expect(schema).toMatch(/CHANNEL/);
    expect(schema).not.toMatch(/RATING/);
    await goTo(tab.page, 'Explore', 'Data');
    await tab.page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
    expect(await figure(tab.page, 'Items')).toBe(file.items.toLocaleString('en'));
  });

  test('an import that is cancelled leaves everything as it was', async () => {
    const { page } = tab;
    await page.goto(`${inject('site')}#`);
    await chooseFiles(page).waitFor();
    const again = page.getByRole('list', { name: 'Open again' }).getByRole('listitem');
    const before = await again.count();
    await dropAndLook(page, file);
    // Pressed from within the page: on a busy machine the import could end while the driver looks for the button.
    await importButton(page).evaluate((button: HTMLElement) => {
      const cancelled = new MutationObserver(() => {
        const cancel = [...document.querySelectorAll<HTMLElement>('main button')].find(
          ({ textContent }) => textContent.trim() === 'Cancel',
        );
        if (!cancel) return;
        cancelled.disconnect();
        cancel.click();
      });
      cancelled.observe(document.body, { childList: true, subtree: true });
      button.click();
    });
    await importButton(page).waitFor();
    await page.getByRole('link', { name: 'Foretaste, home' }).click();
    await chooseFiles(page).waitFor();
    expect(await again.count()).toBe(before);
  });

  test('nothing went wrong on the way and nothing left the origin', () => {
    expect(tab.guard.problems()).toEqual([]);
  });
});
