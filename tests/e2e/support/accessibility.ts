import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds on the page as it is now, one line per element; a test expects none. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${target.join(' ')} — ${failureSummary?.split('\n')[1]?.trim()}`,
    ),
  );
}

/** By how many pixels the page itself scrolls sideways; a focusable region inside may scroll, the page may not. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Buttons lower than a finger needs on a phone (44 px, the frame of a group of them counted), by what is written on them. */
export function lowButtons(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.btn, .seg button')].flatMap((button) => {
      const { height } = button.getBoundingClientRect();
      return height > 0 && height < 42 ? [`${button.innerText}: ${height} px`] : [];
    }),
  );
}
