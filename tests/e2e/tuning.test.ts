import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { full } from '../support/full';
import { axeFindings, lowButtons, sidewaysScroll } from './support/accessibility';
import { picture, screenSizes, visit, type Visit } from './support/browser';
import { goTo, openApp, openSample } from './support/journey';

const TRIALS = 2;

// In the short run a training that is cut off goes on in the journey on the train, and the search is seen in jsdom.
describe.runIf(full)('tuning', () => {
  let tab: Visit;

  beforeAll(async () => {
    tab = await visit();
    await openApp(tab.page, inject('site'));
    await openSample(tab.page);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(tab.page, 'tuning');
  });
  afterAll(() => tab.close());

  test('a search that a reload cuts off goes on with its trials, by keyboard alone', async () => {
    const { page } = tab;
    await goTo(page, 'Explore', 'Train');
    // What is drawn anew while a key is on its way takes the focus with it.
    await page.getByText(/^Takes about/).waitFor();
    await page.getByRole('button', { name: 'Instant' }).press('Enter');
    await page.getByRole('button', { name: 'Instant', pressed: true }).waitFor();
    await page.getByRole('checkbox', { name: 'Tune the settings' }).press('Space');
    await page.getByLabel('Trials').fill(String(TRIALS));
    await page.getByText(`${TRIALS} trials of`).waitFor();
    await page.getByRole('button', { name: 'Train user-personalization' }).press('Enter');
    const board = page.getByRole('region', { name: 'Trials' });
    const first = board.getByRole('row', { name: /^1 best so far the defaults/ });
    await first.waitFor();
    const shown = await first.getByRole('cell').allInnerTexts();
    expect(await axeFindings(page), 'while it searches').toEqual([]);

    await page.reload();
    await page
      .getByText('user-personalization v1 was interrupted: the page was closed or gave way to another tab.')
      .waitFor();
    await page.getByText(/[12].trials? of 2\s+(is|are)\s+kept/).waitFor();
    expect(await axeFindings(page), 'interrupted').toEqual([]);
    await page.getByRole('button', { name: 'Resume' }).press('Enter');
    await page.getByRole('heading', { name: 'How good is user-personalization v1?' }).waitFor();
    await page.getByText(`${TRIALS} of ${TRIALS} trials`).waitFor();
    const again = board.getByRole('row', { name: /^1 / });
    // The metric and the time of the trial that was stored, not of another one.
    expect((await again.getByRole('cell').allInnerTexts()).slice(0, 5)).toEqual(shown.slice(0, 5));
    await page
      .locator('mark')
      .getByText(/The defaults stay|Trial 2 is better/)
      .waitFor();
    expect(await axeFindings(page), 'tuned').toEqual([]);
    await page.setViewportSize(screenSizes.phone);
    expect(await sidewaysScroll(page), 'pixels on a phone').toBe(0);
    await page.setViewportSize(screenSizes.desk);
  });

  test('a recipe that answers for items is asked about an item', async () => {
    const { page } = tab;
    await page.getByText('What goes with an item').click();
    await page.getByRole('radio', { name: /aws-sims/ }).check();
    await page.getByRole('button', { name: 'Train sims' }).click();
    await page.getByRole('heading', { name: 'How good is sims v1?' }).waitFor();
    await page.getByRole('link', { name: 'See recommendations' }).click();
    const list = page.getByRole('region', { name: 'Goes with it' }).getByRole('listitem');
    await list.first().waitFor();
    const before = await list.allInnerTexts();
    expect(before.length).toBeGreaterThan(0);
    const box = page.getByRole('combobox', { name: 'Find an item' });
    await box.click();
    await box.press('ArrowDown');
    await box.press('Enter');
    await page
      .getByText(/The recipe finds nothing that goes with it|are popular with everybody too/)
      .waitFor();
    expect(await axeFindings(page), 'what goes with an item').toEqual([]);
    for (const size of Object.values(screenSizes)) {
      await page.setViewportSize(size);
      expect(await sidewaysScroll(page), `pixels at ${size.width}`).toBe(0);
    }
    expect(await lowButtons(page), 'low buttons on a phone').toEqual([]);
    expect(tab.guard.problems()).toEqual([]);
  });
});
