import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filmClubSeed, simulateFilmClub } from '../../src/data/samples/film-club';
import { projectRoot } from '../../src/programs/server/project-root.mjs';
import { full } from '../support/full';
import { nodeJob } from '../support/node-job';
import { axeFindings } from './support/accessibility';
import type { Visit } from './support/browser';
import { dropFile } from './support/drop';
import { answer, createCampaign, goTo } from './support/journey';
import { visitTrained } from './support/trained';

const LINES = 600;

/** People again and again, two lines of them wrong. */
function writeLines(folder: string, usersCsv: string): { readonly lines: string; readonly file: string } {
  const ids = usersCsv
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',')[0]);
  const line = (k: number): object =>
    k === 400 ? { userId: k } : k === 3 ? { itemId: 'x' } : { userId: ids[k % ids.length], n: k };
  const lines = Array.from({ length: LINES }, (_, k) => `${JSON.stringify(line(k))}\n`).join('');
  const file = join(folder, 'people.jsonl');
  writeFileSync(file, lines);
  return { lines, file };
}

/** What a process of its own that trains on the same files with the same seed answers to the same lines. */
function headlessBatch(
  folder: string,
  club: Awaited<ReturnType<typeof simulateFilmClub>>,
  input: string,
): string {
  const output = join(folder, 'headless');
  const tables = { interactions: club.interactionsCsv, items: club.itemsCsv, users: club.usersCsv };
  const given = Object.entries(tables).flatMap(([name, csv]) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, csv);
    return [`--${name}`, path];
  });
  const asked = [
    '--recipe',
    'aws-user-personalization',
    '--profile',
    'aws',
    '--seed',
    '42',
    '--budget',
    'instant',
  ];
  const command = ['--import', 'tsx', 'src/programs/cli/headless.ts', 'batch', ...given, ...asked];
  execFileSync(process.execPath, [...command, '--input', input, '--output', output], {
    cwd: projectRoot,
    stdio: 'ignore',
  });
  return readFileSync(output, 'utf8');
}

describe('a campaign with a filter and an event', () => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visitTrained();
  });
  afterAll(() => tab.close());

  test('a filter with a typo is put right from its message, and made', async () => {
    const { page } = tab;
    await goTo(page, 'Explore', 'Filters');
    const editor = page.getByLabel('filterExpression');
    await editor.fill('INCLUDE ItemID WHERE Items.GENRS IN ("Comedy")');
    await page.getByText('Items has no field “GENRS”.').waitFor();
    await page.getByLabel('name', { exact: true }).fill('comedies');
    expect(await page.getByRole('button', { name: 'Create filter' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'GENRES', exact: true }).click();
    await page.getByRole('heading', { name: /^1,800 → \d+ films$/ }).waitFor();
    expect(await editor.inputValue()).toBe('INCLUDE ItemID WHERE Items.GENRES IN ("Comedy")');
    // The browser's own undo takes the change back, and redo puts it there again.
    await editor.press('Control+z');
    expect(await editor.inputValue()).toContain('GENRS');
    // There is nothing to mend before it has been found again.
    await page.getByText('Items has no field “GENRS”.').waitFor();
    await editor.press('Alt+Enter');
    await expect.poll(() => editor.inputValue()).toContain('GENRES');
  });

  test('proposals are taken with keys, and builder and text show the same filter', async () => {
    const { page } = tab;
    const editor = page.getByLabel('filterExpression');
    await editor.press('Control+End');
    await editor.pressSequentially('\n AND Items.Y');
    await page.getByRole('option', { name: /^YEAR/ }).waitFor();
    const word = await page.locator('[data-anchor]').boundingBox();
    const list = await page.getByRole('listbox', { name: 'What fits here' }).boundingBox();
    expect(list?.y, 'the list stands under the word, also in the second line').toBeGreaterThan(
      (word?.y ?? Infinity) + (word?.height ?? 0) - 1,
    );
    expect(await axeFindings(page)).toEqual([]);
    await editor.press('Tab');
    await editor.pressSequentially('>= 1990');
    const words = page.getByRole('region', { name: 'In words' });
    const value = words.getByRole('textbox', { name: 'Value' });
    // What is typed into the text comes into the words a moment later.
    await expect.poll(() => value.inputValue()).toBe('1990');
    await value.fill('2000');
    await value.press('Enter');
    expect(await editor.inputValue()).toBe(
      'INCLUDE ItemID WHERE Items.GENRES IN ("Comedy") AND Items.YEAR >= 2000',
    );
    await words.getByRole('button', { name: 'Remove the condition on Items.YEAR' }).click();
    expect(await editor.inputValue()).toBe('INCLUDE ItemID WHERE Items.GENRES IN ("Comedy")');
    await page.getByRole('button', { name: 'Create filter', disabled: false }).waitFor();
    await page.getByRole('button', { name: 'Create filter' }).click();
    await page.getByRole('listitem').filter({ hasText: 'comedies' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('a dropped file of lines is answered whole, though the page is loaded again midway', async () => {
    const { page } = tab;
    const folder = mkdtempSync(join(tmpdir(), 'batch-'));
    try {
      // Without the process that answers the same, only the ids of its people are asked for.
      const club = await simulateFilmClub(filmClubSeed, full ? {} : { events: 3000 }, nodeJob());
      const { lines, file } = writeLines(folder, club.usersCsv);
      await goTo(page, 'Build', 'Batch');
      await page.getByText('every user of the data').waitFor();
      await dropFile(page, 'people.jsonl', Buffer.from(lines));
      await page.getByText('people.jsonl begins with').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Run the job' }).click();
      const bar = page.getByRole('progressbar', { name: 'Answering batch-1' });
      await page.waitForFunction(
        () => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) > 0,
      );
      await page.reload();
      await page.getByText(/^The page was closed or gave way to another tab after/).waitFor();
      expect(await bar.count()).toBe(0);
      await page.getByRole('button', { name: 'Resume batch-1' }).click();
      await page.getByText(`${LINES.toLocaleString('en')} lines, 2 with an error`, { exact: true }).waitFor();
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save the output of batch-1' }).click(),
      ]);
      expect(saved.suggestedFilename()).toBe('batch-1_lesson-user-personalization.jsonl');
      const answered = readFileSync(await saved.path(), 'utf8').split('\n');
      expect(answered).toHaveLength(LINES + 1);
      expect(answered.filter((line) => line.includes('"error":null'))).toHaveLength(LINES - 2);
      if (full) expect(answered.join('\n')).toBe(headlessBatch(folder, club, file));
      await page.getByRole('button', { name: 'Show the first lines of batch-1' }).click();
      const answers = page.getByRole('region', { name: 'First answers of batch-1' });
      await answers.getByRole('rowgroup').nth(5).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'JSON Lines', exact: true }).click();
      const shown = await page.getByRole('region', { name: 'First lines of batch-1' }).innerText();
      expect(shown.split('\n')).toEqual(answered.slice(0, 5));
      expect(await axeFindings(page)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a deleted job can be had back, and is gone once that has lapsed', async () => {
    const { page } = tab;
    const row = page.getByRole('listitem').filter({ hasText: 'batch-1' });
    await page.getByRole('button', { name: 'Delete batch-1' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Undo/ }).click();
    await row.waitFor();
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
    await page
      .getByRole('button', { name: /^Repeat call/ })
      .first()
      .click();
    await page.getByRole('cell', { name: /items, .*in call \d+$/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
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
