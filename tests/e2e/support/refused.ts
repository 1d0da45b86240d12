import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { full } from '../../support/full';
import { makeProfile } from './browser';
import { dropFile } from './drop';

/** A profile whose owner lets no site keep anything: cookies and other site data are blocked. The caller deletes it. */
export function blockingProfile(): string {
  const profile = makeProfile();
  mkdirSync(join(profile, 'Default'));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return profile;
}

/** What the page may say only where it keeps something, in whatever room it says so. */
const PROMISES =
  /(is|are|stored|kept) in this browser|stored on this device|\bon this device$|when you come back\. In|may be cleared|Keep my data|Ready offline|goes on from there|stays on this device/im;

/** No screen that speaks of keeping promises it. @param go shows a screen, as addresses name it */
export async function expectNoPromise(frame: Frame, go: (view: string) => Promise<void>): Promise<void> {
  for (const view of ['home', 'storage', 'settings', 'about']) {
    await go(view);
    await frame.locator('main h1').waitFor();
    const words = await frame.locator('body').innerText();
    const drawn = await frame.locator('[aria-label]').evaluateAll((all) => all.map((each) => each.ariaLabel));
    expect([words, ...drawn].join('\n'), view).not.toMatch(PROMISES);
  }
}

/** Takes a film away from the person of the first screen and waits for the list to move. */
export async function playFirstList(frame: Frame): Promise<void> {
  const rows = frame.getByRole('list', { name: 'Recommended for Ana' }).getByRole('listitem');
  await rows.nth(5).waitFor();
  const before = await rows.allInnerTexts();
  await frame.getByRole('checkbox', { name: /^A Revenant in Eskerfield/ }).press('Space');
  await expect.poll(() => rows.allInnerTexts()).not.toEqual(before);
}

/** A step of a lesson brings the sample, asks and tells. */
export async function answerLesson(frame: Frame): Promise<void> {
  await frame.getByRole('button', { name: 'Show the answer' }).click();
  await frame.getByText(/The rest is what a recipe has to guess/).waitFor();
}

export async function liveOneWeek(frame: Frame): Promise<void> {
  await frame.getByRole('button', { name: 'Fewer' }).click();
  await frame.getByRole('button', { name: 'One week' }).click();
  await frame
    .getByText(/^Week 1 of 30|^1 of 30/)
    .first()
    .waitFor();
}

/** From a dropped file to its data, by the ways that a frame has too: it has no bar with the stages. */
export async function dropToData(frame: Frame): Promise<void> {
  const rows = Array.from({ length: 1200 }, (_, row) => {
    const when = new Date(Date.UTC(2026, 0, 1, row)).toISOString();
    return `person ${row % 40},song ${(row * 7) % 50},${when}`;
  });
  await dropFile(frame, 'plays.csv', new TextEncoder().encode(['user,item,when', ...rows].join('\n')));
  await frame
    .getByRole('main')
    .getByRole('button', { name: /^Import\b/ })
    .click();
  await frame.getByRole('heading', { level: 1, name: /plays/ }).waitFor();
}

/** The same, and on to somebody's list. */
export async function dropToList(frame: Frame): Promise<void> {
  await dropToData(frame);
  await frame.evaluate(() => {
    location.hash = location.hash.replace(/view=\w+/, 'view=train');
  });
  if (!full) await frame.getByRole('main').getByRole('button', { name: 'Instant' }).press('Enter');
  await frame.getByRole('button', { name: /^Train user-personalization/ }).click();
  await frame.getByRole('link', { name: 'See recommendations' }).click();
  const list = frame.getByRole('region', { name: 'Recommendations', exact: true }).getByRole('listitem');
  await list.nth(5).waitFor();
}
