/**
 * How long an event takes in a real browser: from the press of *Send event* in the campaign console until the changed
 * list is on screen, for many events of one person; on the sample, and on MovieLens latest-small where it lies beside
 * the project. `npm run bench:event -- --events 25`; one JSON document on standard output.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { createCampaign } from '../e2e/support/journey';
import { reportOnSets, waits } from './app/sets';

const { values } = parseArgs({ options: { events: { type: 'string', default: '25' } } });
/** The first event also makes the tracker; it is no part of the figures. */
const WARM_UP = 1;

await reportOnSets('from the press of Send event to the changed list on screen', 100, async (page) => {
  await createCampaign(page);
  const times: number[] = [];
  let changed = 0;
  for (let k = 0; k < Number(values.events) + WARM_UP; k++) {
    await chooseItem(page, k);
    const { elapsedMs, moved } = await send(page);
    if (k < WARM_UP) continue;
    times.push(elapsedMs);
    if (moved) changed++;
  }
  return { events: times.length, listsChanged: changed, ...waits(times) };
});

/** An item of the list that stands there, another each time. */
async function chooseItem(page: Page, k: number): Promise<void> {
  const form = page.getByRole('region', { name: 'Event' });
  const ids = await form
    .locator('datalist option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  await form.getByLabel('itemId').fill(ids[(7 * k + 3) % ids.length]);
}

/** Presses the button and waits, within the page, until a frame has been drawn with what the event has changed. */
async function send(page: Page): Promise<{ readonly elapsedMs: number; readonly moved: boolean }> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const region = [...document.querySelectorAll('section')].find(
          (section) => section.querySelector('h2')?.textContent === 'Event',
        );
        const button = region?.querySelector<HTMLButtonElement>('button[type=submit]');
        const said = region?.querySelector('[aria-live]');
        if (!region || !button || !said) return reject(new Error('no event form'));
        let cleared = said.textContent === '';
        const startedMs = performance.now();
        const watch = new MutationObserver(() => {
          const words = said.textContent ?? '';
          if (words === '') cleared = true;
          if (!cleared || !words.startsWith('One event more')) return;
          watch.disconnect();
          // The frame that shows it has been drawn when the one after it begins.
          requestAnimationFrame(() =>
            requestAnimationFrame(() =>
              resolve({ elapsedMs: performance.now() - startedMs, moved: !words.includes('no place') }),
            ),
          );
        });
        watch.observe(said, { childList: true, characterData: true, subtree: true });
        button.click();
      }),
  );
}
