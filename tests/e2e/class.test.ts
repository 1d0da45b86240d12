import { afterEach, describe, expect, inject, test } from 'vitest';
import { full } from '../support/full';
import { axeFindings, sidewaysScroll } from './support/accessibility';
import { visit, type Visit } from './support/browser';
import { visitWithTrained } from './support/trained';

let tab: Visit;
afterEach(async () => {
  expect(tab.guard.problems()).toEqual([]);
  await tab.close();
});

// In the short run it lives a week (embedding.test.ts), and its last week in jsdom (tests/component/bubble.test.ts).
describe.runIf(full)('the bubble machine', () => {
  test('plays to its last week by keys, and says what became of the guess', async () => {
    tab = await visit({ online: true });
    const { page } = tab;
    await page.goto(`${inject('site')}#view=bubble&recipe=aws-popularity-count`);
    await page.getByText(/^Before there are lists/).waitFor();
    await page.getByRole('button', { name: 'Fewer' }).press('Enter');
    await page.getByRole('button', { name: 'Play', exact: true }).press('Enter');
    await page.getByText('Right.').waitFor();
    const week = page.getByRole('slider', { name: 'Week' });
    expect(await week.getAttribute('aria-valuetext')).toBe('30 of 30');
    const last = await page.getByText(/^In week 30,/).innerText();
    await week.press('Home');
    await page.getByText(/^Before there are lists/).waitFor();
    await week.press('End');
    // What was lived is shown again as it was.
    expect(await page.getByText(/^In week 30,/).innerText()).toBe(last);
    expect(await axeFindings(page)).toEqual([]);
  });
});

test('a lesson fills the wall, and the presenter’s window turns its pages', async () => {
  tab = await visitWithTrained({ width: 1920, height: 1080, online: true });
  const { page } = tab;
  await page.goto(`${inject('site')}#view=lesson&lesson=neighbours&step=1`);
  const title = page.getByRole('heading', { level: 1, name: /^What will \w+ watch next/ });
  await title.waitFor();
  await page.getByRole('list', { name: 'Choices' }).waitFor();
  expect((await title.boundingBox())?.height).toBeGreaterThan(60);
  expect(await sidewaysScroll(page)).toBe(0);
  const [presenter] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Presenter’s window' }).press('Enter'),
  ]);
  await presenter.getByRole('heading', { name: 'Notes' }).waitFor();
  expect(await presenter.getByRole('heading', { level: 1 }).innerText()).toBe(await title.innerText());
  expect(await axeFindings(presenter)).toEqual([]);
  await presenter.keyboard.press('PageDown');
  await page.getByRole('heading', { level: 1, name: /^Who is like/ }).waitFor();
  await presenter.getByText(/step 2 of 2/).waitFor();
  await page.getByRole('button', { name: 'Leave' }).press('Enter');
  await presenter.getByText('No lesson is on the wall').waitFor();
});
