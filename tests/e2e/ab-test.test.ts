import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { full } from '../support/full';
import { axeFindings } from './support/accessibility';
import type { Visit } from './support/browser';
import { goTo } from './support/journey';
import { visitTrained } from './support/trained';

// In the short run the test is run on the engine, and its screen seen in jsdom.
describe.runIf(full)('an A/B test in the tab', () => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visitTrained();
  });
  afterAll(() => tab.close());

  test('is offered two campaigns, and finds the personal one followed more often', async () => {
    const { page } = tab;
    await goTo(page, 'Build', 'A/B test');
    await page.getByRole('button', { name: 'Create both campaigns' }).click();
    await page.getByLabel('campaign A').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Let the campaigns learn').check();
    await page.getByRole('button', { name: 'Run the test' }).press('Enter');
    await page.getByRole('button', { name: 'Fastest' }).click();
    const verdict = page.getByRole('region', { name: 'Is one followed more often?' });
    await verdict.getByText(/more often.* of its lists against/).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await verdict.getByText(/People follow user-personalization more often/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('goes the same way again with the same seed', async () => {
    const { page } = tab;
    const visits = page.getByRole('region', { name: 'Who came by?' }).getByRole('listitem');
    const firstThree = async (): Promise<string[]> => {
      await page.getByRole('button', { name: 'Run again' }).click();
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('button', { name: 'Go on' }).waitFor();
      while ((await visits.count()) < 3) await page.getByRole('button', { name: 'One visit' }).click();
      return (await visits.allInnerTexts()).slice(-3);
    };
    await page.getByRole('button', { name: 'Slow' }).click();
    const once = await firstThree();
    expect(await firstThree()).toEqual(once);
  });

  test('keeps its events when asked, and the report tells both campaigns, also after a reload', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'Fastest' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText(/^\d{3} of 900\speople$/).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    // While the report is being read a press would count for nothing.
    await page.locator('button:not([aria-busy])', { hasText: 'Keep these events in the project' }).click();
    await page.getByRole('link', { name: 'See the report' }).click();
    const report = page.getByRole('region', { name: 'The report, newest first' });
    await report.getByRole('cell', { name: 'user-personalization' }).first().waitFor();
    await report.getByRole('cell', { name: 'popularity-count' }).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const rows = await report.getByRole('row').count();
    await page.reload();
    await report.getByRole('cell', { name: 'user-personalization' }).first().waitFor();
    expect(await report.getByRole('row').count()).toBe(rows);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the report' }).click();
    const saved = await downloading;
    expect(saved.suggestedFilename()).toBe('a-b-test.csv');
    expect(tab.guard.problems()).toEqual([]);
  });
});
