/**
 * How long *What if* takes in a real browser: from the press of a checkbox in *Why?* until the list without that item
 * of the history is drawn; on the sample, and on MovieLens latest-small where it lies beside the project. Each time
 * another place of the list is explained, and its strongest item unticked, then ticked again (both are measured).
 * `npm run bench:what-if -- --times 20`; one JSON document on standard output.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openList, readList } from '../e2e/support/journey';
import { reportOnSets, waits } from './app/sets';

const { values } = parseArgs({ options: { times: { type: 'string', default: '20' } } });

await reportOnSets('from the press of a checkbox in Why? to the list drawn anew', 200, async (page) => {
  await openList(page);
  const times: number[] = [];
  for (let k = 0; k < Number(values.times); k++) {
    const titles = await readList(page);
    const place = k % titles.length;
    const why = page.getByRole('button', { name: /^Why / }).nth(place);
    if ((await why.getAttribute('aria-expanded')) !== 'true') await why.click();
    await page.getByRole('heading', { name: `Why ${titles[place]}?`, exact: true }).waitFor();
    await page.getByRole('checkbox').first().waitFor();
    times.push(await toggle(page), await toggle(page));
  }
  return { toggles: times.length, ...waits(times) };
});

/** Presses the first checkbox and waits, within the page, until a frame has been drawn with the list that follows. */
async function toggle(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const box = document.querySelector<HTMLInputElement>('input[type=checkbox]');
        const region = [...document.querySelectorAll('section')].find(
          (section) => section.querySelector('h2')?.textContent?.trim() === 'Recommendations',
        );
        const list = region?.querySelector('ol');
        if (!box || !region || !list) return reject(new Error('no checkbox or no list'));
        const startedMs = performance.now();
        let asked = false;
        const watch = new MutationObserver(() => {
          const busy = region.querySelector('ol')?.getAttribute('aria-busy') === 'true';
          asked ||= busy;
          if (busy || !asked) return;
          watch.disconnect();
          // The frame that shows it has been drawn when the one after it begins.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - startedMs)));
        });
        watch.observe(region, { childList: true, subtree: true, attributes: true });
        box.click();
      }),
  );
}
