import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { full } from '../support/full';
import { axeFindings, lowButtons, sidewaysScroll } from './support/accessibility';
import { appears, picture, screenSizes, type Visit } from './support/browser';
import { goTo } from './support/journey';
import { visitTrained } from './support/trained';

// In the short run the teacher's journey goes step by step, and the other blocks are seen in jsdom.
describe.runIf(full)('a training step by step, with keys alone', () => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visitTrained();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(tab.page, 'learning');
  });
  afterAll(async () => {
    expect(tab.guard.problems()).toEqual([]);
    await tab.close();
  });
  const place = (words: RegExp) =>
    tab.page
      .getByRole('group', { name: 'Pace of the training' })
      .getByRole('status')
      .filter({ hasText: words })
      .waitFor();

  test('begins paused, learns an epoch a key, and shows what it changed for a person', async () => {
    const { page } = tab;
    await goTo(page, 'Explore', 'Train');
    await page.locator('summary', { hasText: 'legacy recipes' }).first().press('Enter');
    await page.locator('input[type=radio][value=aws-hrnn]').check();
    await page.locator('summary', { hasText: /^Settings/ }).press('Enter');
    await page.getByLabel('Learn from events of type').selectOption('one click');
    await page.getByRole('button', { name: 'Train step by step' }).press('Enter');
    await place(/^Paused before the first of 12$/);
    await page.keyboard.press('.');
    await place(/^Paused after epoch 1 of 12$/);
    // Beside what most people chose, which stood there before.
    await page.getByRole('list', { name: 'List after epoch 1' }).waitFor();
    await page
      .getByText(/places changed/)
      .first()
      .waitFor();
    await page.keyboard.press('.');
    await place(/^Paused after epoch 2 of 12$/);
    const list = page.getByRole('list', { name: 'List after epoch 2' });
    await list.waitFor();
    expect(await list.getByRole('listitem').count()).toBe(10);
    await list
      .getByText(/^(up|down) [\d,]+, from rank/)
      .first()
      .waitFor({ state: 'attached' });
    expect(await axeFindings(page), 'paused').toEqual([]);
  });

  test('looks back at the epoch before, and is no wider than a phone', async () => {
    const { page } = tab;
    await page.keyboard.press(',');
    await place(/^Looking back at epoch 1 of 12; 2 are finished$/);
    await page.getByRole('list', { name: 'List after epoch 1' }).waitFor();
    await page.setViewportSize(screenSizes.phone);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await lowButtons(page)).toEqual([]);
    expect(await axeFindings(page), 'on a phone').toEqual([]);
    await page.setViewportSize(screenSizes.desk);
    await page.keyboard.press('.');
    await place(/^Paused after epoch 2 of 12$/);
  });

  test('plays and pauses with Space while the page stays quick, and keeps what is finished', async () => {
    const { page } = tab;
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    const frame = await page.evaluate(async () => {
      const [begun] = [performance.now()];
      let [longest, before] = [0, begun];
      while (before - begun < 1500) {
        await new Promise((resume) => requestAnimationFrame(resume));
        longest = Math.max(longest, performance.now() - before);
        before = performance.now();
      }
      return longest;
    });
    expect(frame).toBeLessThan(500);
    await page.keyboard.press('Space');
    await place(/^Paused after epoch \d+ of 12$/);
    await page.getByRole('button', { name: 'Stop and keep' }).first().press('Enter');
    await page.getByText(/^ACTIVE \(\d+ of 12 epochs\)$/).waitFor();
    await page.getByRole('list', { name: /^List after epoch \d+$/ }).waitFor();
  });

  test('follows the state of the network along the history', async () => {
    const { page } = tab;
    await page.getByRole('link', { name: 'See recommendations' }).press('Enter');
    await page.getByRole('button', { name: 'Follow the network’s state' }).press('Enter');
    const block = page.getByRole('region', { name: /^How did the network follow user/ });
    await block.getByRole('application').press('ArrowRight');
    await appears(block.getByText(/a session begins: state moved by/));
    expect(await axeFindings(page), 'with the state').toEqual([]);
  });
});
