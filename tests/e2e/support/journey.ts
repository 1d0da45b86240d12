import type { Locator, Page } from 'playwright-core';
import { full } from '../../support/full';
import { dropFile } from './drop';
import type { TestFile } from './files';

/** The first journey of a visitor, step by step, by the names a person (or a screen reader) goes by. */

export const chooseFiles = (page: Page): Locator => page.getByRole('button', { name: 'Choose files' });
export const recommendations = (page: Page): Locator =>
  page.getByRole('region', { name: 'Recommendations', exact: true }).getByRole('listitem');

/** Loads the app and waits until it can be used. */
export async function openApp(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await chooseFiles(page).waitFor();
}

/** Has the film club made and waits for its data card. */
export async function openSample(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Try a sample' }).getByRole('button').first().click();
  await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
}

/** Goes through one of the three doors to a screen, and to a part of it. */
export async function goTo(page: Page, door: string, name: string, part?: string): Promise<void> {
  const row = page.getByRole('navigation', { name: door, exact: true });
  if ((await row.count()) === 0)
    await page
      .getByRole('navigation', { name: 'Three ways in' })
      .getByRole('link', { name: new RegExp(`^${door}`) })
      .click();
  await row.getByRole('link', { name, exact: true }).click();
  if (part !== undefined)
    await page
      .getByRole('navigation', { name: `Parts of ${name}` })
      .getByRole('link', { name: part, exact: true })
      .click();
}

/** Drops a file and waits for the columns. */
export async function dropAndLook(page: Page, file: TestFile): Promise<void> {
  await dropFile(page, file.name, file.bytes);
  await page.getByRole('heading', { name: 'Check the columns' }).waitFor();
  await importButton(page).waitFor();
}

export const importButton = (page: Page): Locator =>
  page.getByRole('main').getByRole('button', { name: /^Import\b/ });

/** Imports what is on the columns screen and waits for the data card. */
export async function importAndLook(page: Page): Promise<void> {
  await importButton(page).click();
  await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
}

/** The figure of the data card under this name. */
export async function figure(page: Page, name: string): Promise<string> {
  const term = page.getByRole('term').filter({ hasText: new RegExp(`^${name}`) });
  return term.locator('xpath=following-sibling::dd').first().innerText();
}

/** Trains the personal recipe from the training page, in the short run with the least effort, and waits until it can serve. */
export async function trainPersonal(page: Page): Promise<void> {
  await goTo(page, 'Explore', 'Train');
  if (!full) await page.getByRole('main').getByRole('button', { name: 'Instant' }).press('Enter');
  await page.getByRole('button', { name: /^Train user-personalization/ }).click();
  await page.getByRole('link', { name: 'See recommendations' }).waitFor();
}

/** Opens the list of a typical user and returns its titles, best first. */
export async function openList(page: Page): Promise<string[]> {
  await page.getByRole('link', { name: 'See recommendations' }).click();
  return readList(page);
}

/** Titles of the personal list on screen, best first. */
export async function readList(page: Page): Promise<string[]> {
  await recommendations(page).first().waitFor();
  return recommendations(page).locator('.name b').allInnerTexts();
}

/** Picks another person by id and waits for the list to follow. */
export async function pickUser(page: Page, userId: string): Promise<string[]> {
  const picker = page.getByRole('combobox', { name: 'Find a user or item' });
  await picker.click();
  await picker.fill(userId);
  const option = page.getByRole('option', { name: new RegExp(`^${userId}\\b`) }).first();
  await option.click();
  await page.waitForFunction((id) => new URLSearchParams(location.hash.slice(1)).get('user') === id, userId);
  await page.waitForFunction(
    () => document.querySelector('section ol[aria-busy=true], [role=status] .vh') === null,
  );
  return readList(page);
}

/** Makes a campaign on the newest version and asks it for the first list. */
export async function createCampaign(page: Page): Promise<void> {
  await goTo(page, 'Build', 'Console');
  await page.getByRole('button', { name: 'Create campaign' }).click();
  await page.getByRole('button', { name: 'Get recommendations' }).click();
  await answer(page).first().waitFor();
}

/** The list that the campaign console shows, best first. */
export const answer = (page: Page): Locator =>
  page.getByRole('region', { name: 'Items answered' }).getByRole('listitem');

/** What a lesson's step offers first: its answer, or the run that is played before it. */
export const lessonOffer = (page: Page): Locator =>
  page
    .getByRole('button', { name: /^(Show|Hide) the answer/ })
    .or(page.locator('button', { hasText: /^Play\s*Enter$/ }));

/** Shows what a lesson's step says, once its run was played where it has one. */
export async function showAnswer(page: Page): Promise<void> {
  const offer = lessonOffer(page);
  await offer.waitFor();
  if ((await offer.innerText()).startsWith('Play')) await offer.click();
  const shown = page.getByRole('button', { name: /^(Show|Hide) the answer/ });
  await shown.waitFor();
  if ((await shown.innerText()).startsWith('Show')) await shown.click();
  await page.getByRole('status', { name: 'What it says' }).getByText(/\w/).first().waitFor();
}
