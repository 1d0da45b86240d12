import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { full } from '../../support/full';

/**
 * What axe finds on the page as it is now, one line per element; a test expects none. Contrast takes longer than all
 * other rules together and depends on screen and theme alone: in `npm test` it is looked at once on each
 * (screens.test.ts), in the full run at every look.
 */
export async function axeFindings(page: Page, { contrast = full } = {}): Promise<string[]> {
  // Read once a document: its source takes longer to read than most rules to follow.
  const isThere = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: ' ' }) })
    .setLegacyMode(true)
    // Only what fails is told in full: the lists of all that passes take as long again.
    .options({ resultTypes: ['violations'], rules: { 'color-contrast': { enabled: contrast } } });
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ target }) => id !== 'skip-link' || isSkipLink(target))
      .map(
        ({ target, failureSummary }) =>
          `${id}: ${target.join(' ')} — ${failureSummary?.split('\n')[1]?.trim()}`,
      ),
  );
}

/**
 * Every address of the app is one after `#`, so axe takes each link that is scrolled out of a row for a skip link to
 * nowhere. Ours is the only one.
 */
function isSkipLink(target: readonly unknown[]): boolean {
  return target.some((selector) => typeof selector === 'string' && selector.includes('.skip'));
}

/**
 * By how many pixels the page itself scrolls sideways; a focusable region inside may scroll, the page may not. A chart
 * takes its new width a frame or more after the window has it, so what scrolls now is looked at again until it stays
 * for five seconds, which a busy machine may need.
 */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = document.documentElement;
    const until = performance.now() + 5000;
    let scroll = root.scrollWidth - root.clientWidth;
    while (scroll > 0 && performance.now() < until) {
      await new Promise((resume) => requestAnimationFrame(resume));
      scroll = root.scrollWidth - root.clientWidth;
    }
    return scroll;
  });
}

/** Sets all text larger, as `200%`, and the window stays as it is; nothing takes it back. */
export function textAt(page: Page, size: string): Promise<void> {
  return page.evaluate((fontSize) => void (document.documentElement.style.fontSize = fontSize), size);
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

/** Fields whose letters are so small that an iPhone zooms into them when they are touched, by their name. */
export function smallFields(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('input, select, textarea')].flatMap((field) => {
      const { fontSize } = getComputedStyle(field);
      const isWritten = !['checkbox', 'radio', 'range', 'file'].includes(field.type);
      return isWritten && parseFloat(fontSize) < 16
        ? [`${field.labels?.[0]?.innerText ?? field.ariaLabel}: ${fontSize}`]
        : [];
    }),
  );
}

/**
 * What moves without end although nothing is waited for, as `parent > tag`; with motion allowed, which is taken back
 * afterwards. Progress bars may.
 */
export async function restless(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const moving = await page.evaluate(() =>
    document.getAnimations().flatMap(({ effect }) => {
      if (!(effect instanceof KeyframeEffect) || effect.getTiming().iterations !== Infinity) return [];
      const { target } = effect;
      if (target === null || target.closest('[role="progressbar"]') !== null) return [];
      return [`${target.parentElement?.className} > ${target.tagName}`];
    }),
  );
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return moving;
}
