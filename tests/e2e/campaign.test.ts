import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFindings } from './support/accessibility';
import { visit, type Visit } from './support/browser';
import { answer, createCampaign, goTo, openApp, trainPersonal } from './support/journey';

describe('a campaign with a filter and an event', () => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visit();
    await openApp(tab.page, inject('site'));
    await tab.page.getByRole('list', { name: 'Try a sample' }).getByRole('button').first().click();
    await tab.page.getByRole('region', { name: 'How long is the tail?' }).waitFor({ timeout: 90_000 });
    await trainPersonal(tab.page);
  });
  afterAll(async () => {
    await tab.close();
  });

  test('a filter with a typo is put right from its message, and made', async () => {
    const { page } = tab;
    await goTo(page, 'Campaigns', 'Filters');
    const editor = page.getByLabel('filterExpression');
    await editor.fill('INCLUDE ItemID WHERE Items.GENRS IN ("Comedy")');
    await page.getByText('Items has no field “GENRS”. Did you mean GENRES?').waitFor();
    await page.getByLabel('name', { exact: true }).fill('comedies');
    expect(await page.getByRole('button', { name: 'Create filter' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await editor.fill('INCLUDE ItemID WHERE Items.GENRES IN ("Comedy")');
    await page.getByText(/items pass/).waitFor();
    await page.getByRole('button', { name: 'Create filter' }).click();
    await page.getByRole('listitem').filter({ hasText: 'comedies' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('the campaign uses it, and an event changes the list', async () => {
    const { page } = tab;
    await createCampaign(page);
    const all = await answer(page).locator('b').allInnerTexts();
    await page.getByLabel('filter', { exact: true }).selectOption('comedies');
    await page.getByRole('button', { name: 'Get recommendations' }).click();
    await page.getByRole('cell', { name: '25 items' }).nth(1).waitFor();
    const comedies = await answer(page).locator('b').allInnerTexts();
    expect(comedies).not.toEqual(all);
    await page.getByRole('button', { name: 'Send event' }).click();
    await page.getByText('One event more').waitFor();
    const after = await answer(page).locator('b').allInnerTexts();
    expect(after).not.toEqual(comedies);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('a batch job answers lines in the form of the service', async () => {
    const { page } = tab;
    await goTo(page, 'Campaigns', 'Batch jobs');
    await page.getByLabel('or lines').fill('{"userId": "nobody-yet"}\n{"userId": 5}');
    await page.getByRole('button', { name: 'Run the job' }).click();
    await page.getByText('2 lines, 1 with an error').waitFor();
    await page.getByRole('button', { name: 'Show the first lines of batch-1' }).click();
    const [first, second] = (
      await page.getByRole('region', { name: 'First lines of batch-1' }).innerText()
    ).split('\n');
    expect(first).toMatch(/^\{"input":\{"userId":"nobody-yet"\},"output":\{"recommendedItems":\[/);
    expect(JSON.parse(first).error).toBeNull();
    expect(JSON.parse(second)).toMatchObject({ output: null, error: { code: 'B03' } });
    expect(await axeFindings(page)).toEqual([]);
    await goTo(page, 'Campaigns', 'Console');
  });

  test('campaign, filter and event are still there after a reload', async () => {
    const { page } = tab;
    await page.getByLabel('filter', { exact: true }).selectOption('comedies');
    await page.getByRole('button', { name: 'Get recommendations' }).click();
    await answer(page).first().waitFor();
    const before = await answer(page).locator('b').allInnerTexts();
    const userId = await page.getByLabel('userId').inputValue();
    await page.reload();
    await page.getByRole('button', { name: 'Get recommendations' }).waitFor();
    await page.getByLabel('filter', { exact: true }).selectOption('comedies');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some(({ value }) => value === '25'),
    );
    await page.getByLabel('userId').fill(userId);
    await page.getByRole('button', { name: 'Get recommendations' }).click();
    await answer(page).first().waitFor();
    expect(await answer(page).locator('b').allInnerTexts()).toEqual(before);
    expect(tab.guard.problems()).toEqual([]);
  });
});
