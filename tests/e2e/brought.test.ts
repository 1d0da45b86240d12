import { afterAll, beforeAll, expect, test } from 'vitest';
import { filmClubSeed, filmClubTruth } from '../../src/data/samples/film-club';
import { workbook } from '../support/workbook';
import { axeFindings, sidewaysScroll } from './support/accessibility';
import { screenSizes, type Visit } from './support/browser';
import { dropFile } from './support/drop';
import { recommendations } from './support/journey';
import { visitTrained } from './support/trained';

let tab: Visit;
beforeAll(async () => {
  tab = await visitTrained(screenSizes.phone);
});
afterAll(async () => {
  expect(tab.guard.problems()).toEqual([]);
  await tab.close();
});

test('a sheet made by hand is asked about where it is dropped, judged, and shown beside ours', async () => {
  const { page } = tab;
  const { userIds, itemIds } = await filmClubTruth(filmClubSeed);
  const picks = (user: number): string[] =>
    Array.from({ length: 5 }, (_, k) => itemIds[(user * 7 + k * 11) % itemIds.length]);
  const head = ['Person', 'Pick 1', 'Pick 2', 'Pick 3', 'Pick 4', 'Pick 5'];
  const sheet = workbook({
    Picks: [head, ...userIds.map((id, user) => [id, ...picks(user)]), ['a stranger', ...picks(1)]],
  });
  await dropFile(page, 'our picks.xlsx', sheet);
  const dialog = page.getByRole('dialog', { name: 'Is this another recommender’s lists?' });
  await dialog.getByText('1 person of the file is not in the data: a stranger.').waitFor();
  expect(await dialog.innerText()).toContain('Columns: person = Person, item = Pick 1 … Pick 5');
  expect(await axeFindings(page), 'asked about').toEqual([]);
  await dialog.getByRole('button', { name: 'Bring along' }).press('Enter');
  const block = page.getByRole('region', { name: 'How good are the lists of our picks v1?' });
  await block.getByText(/^Measured on all/).waitFor();
  await block.getByRole('row', { name: /^nDCG@10/ }).waitFor();
  expect(await axeFindings(page), 'judged').toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
  const verdict = page.getByRole('region', { name: 'Is one better, or was it luck?' });
  await verdict.getByText('user-personalization v1 is better').waitFor();

  await block.getByRole('link', { name: 'List beside list' }).press('Enter');
  await recommendations(page).nth(4).waitFor();
  expect(await recommendations(page).count()).toBe(5);
});
