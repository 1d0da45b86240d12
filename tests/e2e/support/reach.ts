import type { Locator } from 'playwright-core';

/** Past so many presses a person has given up. */
const MOST_PRESSES = 250;

/**
 * Moves the focus to an element with Tab alone (backwards where it lies before the focus), and holds each stop on the
 * way to being seen: focus on something hidden is lost for whoever follows it by eye.
 *
 * @throws Error when Tab does not get there, or the focus cannot be seen there.
 */
export async function reach(target: Locator): Promise<void> {
  await target.waitFor();
  const page = target.page();
  for (let presses = 0; presses <= MOST_PRESSES; presses += 1) {
    const place = await target.evaluate((node) => {
      const at = document.activeElement;
      if (at === node) return 'here';
      const before = at !== null && at !== document.body && at.compareDocumentPosition(node) & 2;
      return before ? 'before' : 'after';
    });
    if (place === 'here') {
      const shown = await target.evaluate((node) => {
        const { width, height, bottom, top } = node.getBoundingClientRect();
        return width > 0 && height > 0 && bottom > 0 && top < innerHeight;
      });
      if (!shown) throw new Error(`The focus is on ${target}, but out of sight`);
      return;
    }
    await page.keyboard.press(place === 'before' ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`${MOST_PRESSES} presses of Tab did not reach ${target}`);
}
