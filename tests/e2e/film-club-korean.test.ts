import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstNames, genres, lastNames, nouns, places } from '../../src/data/samples/words';
import type { Visit } from './support/browser';
import { speak } from './support/languages';
import { visitTrained } from './support/trained';
import { recommendations } from './support/journey';

let tab: Visit;
beforeAll(async () => {
  tab = await visitTrained();
});
afterAll(() => tab.close());

/** A word that only a title, a person or a genre of the sample has. */
const OF_CLUB = [
  ...firstNames,
  ...lastNames,
  ...genres.flatMap((genre) => nouns[genre]),
  ...places,
  ...genres,
];

/** What is written on screen or read out with a word of the club; requests in the service’s language are left out. */
function englishOf(): Promise<string[]> {
  return tab.page.evaluate((words) => {
    const quoted = 'code, pre, textarea, [lang=en]';
    const isOfClub = new RegExp(`\\b(${words.join('|')})\\b`);
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode as Text;
      if (parentElement === null || parentElement.closest(quoted) !== null) continue;
      // What was announced stays as it was said, until the next.
      if (parentElement.closest('[aria-live]') !== null) continue;
      if (isOfClub.test(data)) found.push(data.trim());
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [aria-valuetext], input'))
      for (const name of ['aria-label', 'title', 'aria-valuetext', 'value']) {
        const text =
          name === 'value' && element instanceof HTMLInputElement
            ? element.value
            : element.getAttribute(name);
        if (element.closest(quoted) === null && isOfClub.test(text ?? '')) found.push(`${name}: ${text}`);
      }
    return found.slice(0, 12);
  }, OF_CLUB);
}

async function goTo(address: Readonly<Record<string, string>>): Promise<void> {
  await tab.page.evaluate((change) => {
    const hash = new URLSearchParams(location.hash.slice(1));
    for (const gone of ['why', 'step', 'lesson', 'user', 'sheet']) hash.delete(gone);
    for (const [key, value] of Object.entries(change)) hash.set(key, value);
    location.hash = hash.toString();
  }, address);
}

/** Waits until nothing has come or gone for a third of a second. */
function stands(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((done) => {
        let since = setTimeout(end, 300);
        const watch = new MutationObserver(() => {
          clearTimeout(since);
          since = setTimeout(end, 300);
        });
        function end(): void {
          watch.disconnect();
          done();
        }
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
}

test('the language switch changes titles and names at once, and no figure', async () => {
  const { page } = tab;
  await goTo({ view: 'recommendations', user: 'Ana Novak' });
  const rows = recommendations(page);
  await rows.first().waitFor();
  const scores = () =>
    page.locator('main').evaluate((main) => (main as HTMLElement).innerText.match(/\d+[.,]\d+/g));
  const before = await scores();
  await speak(page, 'ko');
  await page.locator('main .name b').first().waitFor();
  expect(await page.locator('main .name b').first().innerText()).toMatch(/[가-힣]/);
  expect(await scores()).toEqual(before);
  expect(await englishOf()).toEqual([]);
});

test('no screen has an English title, name or genre of the sample in Korean', async () => {
  const { page } = tab;
  await speak(page, 'ko');
  const found: Record<string, readonly string[]> = {};
  const addresses: readonly Readonly<Record<string, string>>[] = [
    { view: 'overview' },
    { view: 'train' },
    { view: 'recommendations' },
    { view: 'filters' },
    { view: 'map' },
    { view: 'simulation' },
    { view: 'actions' },
    { view: 'schemas' },
    ...['1', '2', '3'].map((step) => ({ view: 'lesson', lesson: 'ten-minutes', step })),
    { view: 'lesson', lesson: 'truth', step: '1' },
    { view: 'class', step: '' },
    { view: 'home' },
  ];
  for (const address of addresses) {
    await goTo(address);
    await page.locator('h1').first().waitFor();
    if (address.lesson !== undefined && address.step !== undefined)
      await page.getByRole('button', { name: /^정답 보기/ }).click();
    // What is computed comes later, by names in Korean.
    await page.locator('main [aria-busy=true], main progress').first().waitFor({ state: 'detached' });
    await stands(page);
    const there = await englishOf();
    if (there.length > 0) found[JSON.stringify(address)] = there;
  }
  expect(found).toEqual({});
  expect(tab.guard.problems()).toEqual([]);
});

test('people and titles are found by their Korean names', async () => {
  const { page } = tab;
  await goTo({ view: 'recommendations', user: 'Ana Novak' });
  await page.locator('main .name b').first().waitFor();
  await page.getByRole('combobox').first().click();
  await page.getByRole('combobox').first().fill('하나');
  await page.getByRole('option', { name: /하나/ }).first().waitFor();
});
