import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { visit, type Visit } from '../support/browser';
import { scoredCsv } from '../support/files';
import { chooseFiles, figure, importButton, readList, recommendations } from '../support/journey';
import { variants, ways } from '../support/variants';
import { Walk } from '../support/walk';

/** From the drop to the first list; a shared test machine gets three times that. */
const BUDGET_MS = 30_000;
const SLOWER = 3;

/** Journey 1: from a file of one's own to a list that can be explained, compared and taken along. */
describe.each(variants({ width: 1280 }))('the explorer with a CSV, $name', (look) => {
  let tab: Visit;
  afterEach(() => tab.close());

  test.each(ways)('by %s', async (by) => {
    // With keys the way is the point: fewer rows, so that it does not take as long again.
    const file = await scoredCsv(by === 'pointer' ? 100_000 : 6_000);
    tab = await visit({ ...look, online: true });
    const walk = new Walk(tab, `explorer by ${by}, ${look.name}`, { by });
    const { page } = walk;

    const problems = (n: number): RegExp =>
      new RegExp(`^${file.rows.toLocaleString('en')}\\srows, ${n}\\sproblems?$`);

    await page.goto(inject('site'));
    await page.getByRole('heading', { name: 'See what your data would recommend' }).waitFor();
    await chooseFiles(page).waitFor();
    await page.getByRole('list', { name: 'Try a sample' }).getByRole('button').first().waitFor();
    await page.getByText(/^Nothing leaves this device/).waitFor();
    await walk.look();

    const startMs = walk.nowMs;
    await walk.drop(
      file,
      () => page.getByText(problems(3)).waitFor(),
      page.getByText('Drop to import', { exact: true }),
    );
    await walk.choose(
      page.getByRole('combobox', { name: 'Role of score' }),
      'EVENT_VALUE',
      page.getByText(problems(1)),
    );
    // The one that is left leads to its line.
    await page.getByRole('button', { name: file.badLine.toLocaleString('en'), exact: true }).waitFor();
    await walk.click(
      importButton(page),
      page.getByRole('region', { name: 'How popular are the popular ones?' }),
    );
    expect(await figure(page, 'Interactions')).toBe((file.rows - 1).toLocaleString('en'));
    await page.getByRole('region', { name: 'How active are people?' }).waitFor();
    await page.getByRole('region', { name: /[iI]nsights?$/ }).waitFor();

    // One press leads on to the first list: the training starts by itself, and its result opens.
    const train = page.getByRole('main').getByRole('link', { name: 'Train', exact: true });
    await walk.click(train, async () => {
      const main = page.getByRole('main');
      await main.getByRole('button', { name: 'Stop and keep' }).waitFor();
      await main.getByRole('button', { name: 'Discard' }).waitFor();
    });
    await recommendations(page)
      .first()
      .waitFor({ timeout: SLOWER * BUDGET_MS });
    const tookMs = walk.nowMs - startMs;
    console.log(`first recommendations after ${(tookMs / 1000).toFixed(1)} s`);
    expect(tookMs, 'milliseconds from the drop to the first list').toBeLessThan(SLOWER * BUDGET_MS);
    const titles = await readList(page);
    expect(titles).toHaveLength(25);
    expect(await page.getByRole('combobox', { name: 'Find a user or item' }).inputValue()).not.toBe('');
    await page.getByRole('region', { name: 'History' }).waitFor();
    await walk.look();

    const panel = page.getByRole('dialog').or(page.getByRole('region', { name: /^Why / }));
    await walk.click(page.getByRole('button', { name: /^Why / }).first(), panel.getByText(/^Rank 1 of/));
    await addsUp(panel);

    await walk.click(
      page.getByRole('button', { name: 'Popularity vs yours' }),
      page.getByText(/on everybody’s list too|is on the list that everybody gets/),
    );
    const popular = page.getByRole('region', { name: 'Popular with everybody' });
    expect(await popular.getByRole('listitem').count()).toBe(25);

    const csv = page.getByRole('menuitem', { name: /^CSV/ });
    await walk.click(page.getByRole('button', { name: /^Export/ }), csv);
    const saving = page.waitForEvent('download');
    await walk.key('Enter', () => saving);
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('recommendations_user-personalization_seed42.csv');
    const lines = readFileSync(await saved.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(26);
    expect(lines[1]).toContain(titles[0]);

    expect(walk.steps).toBe('1 D + 7 C + 1 K');
    await page.reload();
    expect(await readList(page)).toEqual(titles);
  });
});

/** The bars of an explanation end at the logit that stands beside the share. */
async function addsUp(panel: Locator): Promise<void> {
  const numbers = (await panel.locator('li .n').allInnerTexts()).map((text) =>
    Math.round(100 * Number(text.replace('−', '-'))),
  );
  const [total, ...parts] = numbers.reverse();
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
  const power = await panel.locator('sup').innerText();
  expect(Math.round(100 * Number(power.replace('−', '-')))).toBe(total);
}
