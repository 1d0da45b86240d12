/**
 * The pictures of the README, in `.github/`, on the product's own sample, which may be shown anywhere:
 * `npm run screenshots -- --readme`.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { appears, visit } from '../e2e/support/browser';
import { goTo, openApp, openList, recommendations, trainPersonal } from '../e2e/support/journey';
import { projectRoot } from '../../src/programs/server/project-root.mjs';

const file = (name: string): string => join(projectRoot, `.github/${name}.png`);

export async function takeReadmePictures(url: string): Promise<void> {
  const visitor = await visit({ width: 1280, height: 800 });
  const { page } = visitor;
  await openApp(page, url);
  await page.getByRole('list', { name: 'Try a sample' }).getByRole('button').first().click();
  await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor({ timeout: 60_000 });
  await settled(page);
  await page.screenshot({ path: file('data') });
  await trainPersonal(page);
  await whatIf(page);
  await lesson(page);
  await stepwise(page);
  await visitor.close();
}

/** A list, why its third item is there, and what changes without the strongest reason. */
async function whatIf(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 1040 });
  await openList(page);
  await recommendations(page).nth(24).waitFor();
  await page.getByRole('button', { name: /^Why / }).nth(2).click();
  await page.getByRole('checkbox').nth(1).waitFor();
  await page.getByRole('region', { name: /^Why / }).getByRole('checkbox').first().click();
  await appears(page.getByText(/^[↑↓]\d/));
  await settled(page);
  await page.screenshot({ path: file('recommendations') });
  await speak(page, 'ko');
  await page.screenshot({ path: file('recommendations.ko') });
  await speak(page, 'en');
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** A network in the middle of its training: the curve, and what the last epoch changed for one person. */
async function stepwise(page: Page): Promise<void> {
  await goTo(page, 'Explore', 'Train');
  await page.locator('summary', { hasText: 'legacy recipes' }).first().click();
  await page.locator('input[type=radio][value=aws-hrnn]').check();
  await page.locator('summary', { hasText: /^Settings/ }).click();
  await page.getByLabel('Learn from events of type').selectOption('one click');
  await page.getByRole('button', { name: 'Train step by step' }).click();
  await page.getByText(/^Paused before the first of 12$/).waitFor({ timeout: 120_000 });
  for (let epoch = 1; epoch <= 6; epoch++) {
    await page.keyboard.press('.');
    await page.getByText(new RegExp(`^Paused after epoch ${epoch} of 12$`)).waitFor({ timeout: 120_000 });
  }
  await page.getByRole('list', { name: 'List after epoch 6' }).waitFor();
  await settled(page);
  await page.screenshot({ path: file('training') });
  await page.getByRole('button', { name: 'Discard' }).first().click();
}

/** A lesson's question, voted on and revealed. */
async function lesson(page: Page): Promise<void> {
  await page.evaluate(() => {
    const hash = new URLSearchParams(location.hash.slice(1));
    const project = hash.get('project') ?? '';
    location.hash = new URLSearchParams({
      view: 'lesson',
      project,
      lesson: 'ten-minutes',
      step: '2',
    }).toString();
  });
  await page.getByRole('list', { name: 'Choices' }).getByRole('button').first().waitFor({ timeout: 90_000 });
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await appears(page.getByText(/guessed/));
  await settled(page);
  await page.screenshot({ path: file('lesson') });
  await page.keyboard.press('Escape');
}

/** In another language, with all that is on screen left as it is. */
async function speak(page: Page, language: 'en' | 'ko'): Promise<void> {
  await page.evaluate((lang) => {
    const hash = new URLSearchParams(location.hash.slice(1));
    hash.set('lang', lang);
    location.hash = hash.toString();
  }, language);
  await page.locator(`html[lang=${language}]`).waitFor();
  await settled(page);
}

/** Messages gone, marks at their places. */
async function settled(page: Page): Promise<void> {
  await page.mouse.move(640, 380);
  await page.waitForTimeout(500);
}
