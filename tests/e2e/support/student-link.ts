import type { Locator, Page } from 'playwright-core';
import { inject } from 'vitest';

/** What the teacher asks beside the list. */
export const QUESTION = 'What makes it the third one?';
const LINK = `#view=recommendations&lesson=neighbours&only=why,map,recipes&title=Class+9b&asks=${encodeURIComponent(QUESTION)}`;

export const lessonCard = (page: Page): Locator => page.getByRole('region', { name: 'Lesson card' });

/**
 * Comes by a student link, and ends with a list of the person's own: where the device has no sample, the link brings it,
 * and has a recipe learn from it.
 */
export async function openStudentLink(page: Page): Promise<void> {
  const card = lessonCard(page);
  await page.goto(inject('site') + LINK);
  await card.getByText(QUESTION).waitFor();
  await page.getByRole('button', { name: /^Why / }).nth(2).waitFor();
  await card.getByRole('progressbar').waitFor({ state: 'detached' });
  // Until the recipe has learned, the list is everybody's.
  await page.getByText('Popular with everybody').waitFor({ state: 'detached' });
}
