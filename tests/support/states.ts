/**
 * The states that screens come into and the list of screens in `tests/e2e/support/screens.ts` does not show: empty,
 * refused, half typed, answered, open dialogs, and each lesson before and after its answer. One walk on the film club;
 * `shoot` is called at each stop and may change size and theme, nothing else.
 */
import type { Page } from 'playwright-core';
import { LESSONS } from '../../src/words/lessons/catalogue';
import { dropFile } from '../e2e/support/drop';
import {
  createCampaign,
  goTo,
  lessonOffer,
  openApp,
  openList,
  recommendations,
  showAnswer,
  trainPersonal,
} from '../e2e/support/journey';
import { appears } from '../e2e/support/browser';

/** Takes the pictures of what is on screen. */
export type Shoot = (name: string) => Promise<void>;

export async function walkStates(page: Page, url: string, shoot: Shoot): Promise<void> {
  await openApp(page, url);
  await withoutProject(page, shoot);
  await data(page, shoot);
  await training(page, shoot);
  await lists(page, shoot);
  // Before campaigns: events of today would leave no film new, and one lesson without its question.
  await lessons(page, shoot);
  await campaigns(page, shoot);
  await overlays(page, shoot);
}

/** Goes somewhere by the address, which keeps the project. */
async function go(page: Page, choices: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((given) => {
    const project = new URLSearchParams(location.hash.slice(1)).get('project');
    location.hash = new URLSearchParams({ ...given, ...(project !== null && { project }) }).toString();
  }, choices);
  await page.waitForTimeout(300);
}

async function withoutProject(page: Page, shoot: Shoot): Promise<void> {
  for (const view of ['import', 'overview', 'train', 'recommendations']) {
    await go(page, { view });
    await shoot(`nothing-${view}`);
  }
  await go(page, { view: 'home' });
  await dropFile(page, 'empty.csv', new Uint8Array());
  await page.getByRole('alert').first().waitFor();
  await shoot('nothing-refused');
  await page.goto('about:blank');
  await page.goBack();
}

async function data(page: Page, shoot: Shoot): Promise<void> {
  await go(page, { view: 'home' });
  await page.getByRole('list', { name: 'Try a sample' }).getByRole('button').first().click();
  await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor({ timeout: 60_000 });
  await shoot('sample-data');
  await page.getByRole('spinbutton', { name: 'Events per user, from' }).fill('64');
  await page.keyboard.press('Tab');
  await appears(page.getByText(/Selected: /));
  await shoot('sample-data-part');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('button', { name: /^Fix…/ }).first().click();
  await page.getByRole('dialog').getByRole('region', { name: 'Before and after' }).waitFor();
  await shoot('dialog-fix');
  await page.keyboard.press('Escape');
  const charts = page.getByRole('button', { name: 'As table' });
  while ((await charts.count()) > 0) await charts.first().click();
  await shoot('sample-data-tables');
  for (const view of ['train', 'versions', 'recommendations', 'campaigns', 'batch', 'simulation', 'cost']) {
    await go(page, { view });
    await shoot(`untrained-${view}`);
  }
}

async function training(page: Page, shoot: Shoot): Promise<void> {
  await go(page, { view: 'train' });
  await page.locator('summary', { hasText: 'legacy recipes' }).first().click();
  await page.locator('input[type=radio][value=aws-hrnn]').check();
  await page.locator('summary', { hasText: /^Settings/ }).click();
  await page.getByLabel('Learn from events of type').selectOption('one click');
  await shoot('train-settings');
  await page.getByRole('button', { name: 'Train step by step' }).click();
  for (const epoch of [1, 2, 3]) {
    await page.getByText(/^Paused (before|after)/).waitFor({ timeout: 120_000 });
    await page.keyboard.press('.');
    await page
      .getByText(new RegExp(`^Paused after (epoch ${epoch}|the first)`))
      .waitFor({ timeout: 120_000 });
  }
  await shoot('train-steps');
  await page.getByRole('button', { name: 'Stop and keep' }).first().click();
  await page.getByText(/^ACTIVE \(\d+ of 12 epochs\)$/).waitFor({ timeout: 60_000 });
  await go(page, { view: 'versions' });
  await trainPersonal(page);
  await shoot('train-done');
  await go(page, { view: 'train' });
  await page.getByRole('button', { name: 'Instant' }).click();
  await page.getByRole('checkbox', { name: 'Tune the settings' }).check();
  await page.getByLabel('Trials').fill('3');
  await shoot('train-tune');
  await page.getByRole('button', { name: 'Train user-personalization' }).click();
  await page.getByText('3 of 3 trials').waitFor({ timeout: 120_000 });
  await page.getByRole('link', { name: 'See recommendations' }).waitFor({ timeout: 120_000 });
  await shoot('train-tuned');
  await go(page, { view: 'versions' });
  await page.getByRole('table').first().waitFor();
  await page.waitForTimeout(1500);
  await shoot('versions-compared');
}

async function lists(page: Page, shoot: Shoot): Promise<void> {
  await go(page, { view: 'train' });
  await openList(page);
  await shoot('list');
  await page.getByRole('button', { name: /^Why / }).nth(2).click();
  const sheet = page.getByRole('dialog').or(page.getByRole('region', { name: /^Why / }));
  await sheet.getByRole('checkbox').first().click();
  await appears(page.getByText(/^[↑↓]\d/));
  await shoot('list-what-if');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Popularity vs yours' }).click();
  await shoot('list-popularity');
  await page.getByRole('button', { name: /^Export/ }).click();
  await page.waitForTimeout(200);
  await shoot('list-export');
  await page.keyboard.press('Escape');
  await go(page, { view: 'map' });
  await page.locator('[aria-roledescription=map]').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'As table' }).first().click();
  await shoot('map-table');
}

async function campaigns(page: Page, shoot: Shoot): Promise<void> {
  await go(page, { view: 'filters' });
  const editor = page.getByLabel('filterExpression');
  await editor.fill('INCLUDE ItemID WHERE Items.GENRS IN ("Comedy")');
  await page.getByText('Items has no field “GENRS”.').waitFor();
  await shoot('filter-fault');
  await page.getByRole('button', { name: 'GENRES', exact: true }).click();
  await page.getByRole('heading', { name: /^1,800 → \d+ films$/ }).waitFor();
  await page.getByLabel('name', { exact: true }).fill('comedies');
  await page.getByRole('button', { name: 'Create filter', disabled: false }).click();
  await page.getByRole('listitem').filter({ hasText: 'comedies' }).waitFor();
  await shoot('filter-made');
  await createCampaign(page);
  await page.getByRole('button', { name: 'Send event' }).click();
  await page.getByText('One event more').waitFor();
  await page.getByRole('cell', { name: '25 items' }).nth(1).waitFor();
  await shoot('console');
  await goTo(page, 'Build', 'Batch');
  await page.getByText('every user of the data').waitFor();
  await shoot('batch-new');
  await page.getByRole('button', { name: 'Run the job' }).click();
  await page.getByText(/^900\slines/).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Show the first lines of batch-1' }).click();
  await shoot('batch-done');
  await goTo(page, 'Build', 'A/B test');
  await shoot('ab-pair');
  await page.getByRole('button', { name: /^Create (both|the other) campaign/ }).click();
  await page.getByLabel('campaign A').waitFor();
  await shoot('ab-ready');
  await page.getByRole('button', { name: 'Run the test' }).click();
  await page.getByRole('button', { name: 'Fastest' }).click();
  const verdict = page.getByRole('region', { name: 'Is one followed more often?' });
  await verdict.getByText(/more often.* of its lists against/).waitFor({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Go on' }).waitFor();
  await shoot('ab-run');
  await page.locator('button:not([aria-busy])', { hasText: 'Keep these events in the project' }).click();
  await page.getByRole('link', { name: 'See the report' }).click();
  await page.getByRole('region', { name: 'The report, newest first' }).getByRole('cell').first().waitFor();
  await shoot('impact');
  for (const view of ['cost', 'export', 'recommenders']) {
    await go(page, { view });
    await page.waitForTimeout(700);
    await shoot(`sample-${view}`);
  }
}

async function overlays(page: Page, shoot: Shoot): Promise<void> {
  await go(page, { view: 'storage' });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('a');
  await page.getByRole('option').first().waitFor();
  await shoot('overlay-palette');
  await page.keyboard.press('Escape');
  await page.locator('main').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await shoot('overlay-keys');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Switch project$/ }).click();
  await shoot('overlay-projects');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Rename/ }).click();
  await shoot('overlay-rename');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Delete/ }).click();
  await page.waitForTimeout(200);
  await shoot('overlay-undo');
  await page.getByRole('button', { name: /^Undo/ }).click();
}

async function lessons(page: Page, shoot: Shoot): Promise<void> {
  const seen = new Set<string>();
  for (const lesson of LESSONS) {
    for (const [at, step] of lesson.steps.entries()) {
      if (seen.has(step.id)) continue;
      seen.add(step.id);
      await go(page, { view: 'lesson', lesson: lesson.id, step: String(at + 1) });
      await lessonOffer(page).waitFor({ timeout: 120_000 });
      await page.keyboard.press('2');
      await shoot(`lesson-${step.id}-asks`);
      await showAnswer(page);
      await page.waitForTimeout(300);
      await shoot(`lesson-${step.id}`);
    }
  }
  await page.getByRole('button', { name: 'Student link' }).click();
  await page.getByText('No phone can open this page yet').waitFor();
  await shoot('lesson-link');
  await page.keyboard.press('Escape');
  await go(page, { view: 'lesson', lesson: 'ten-minutes', step: '2', only: 'lesson,why', title: 'Class 9b' });
  await page.getByRole('link', { name: 'Show everything' }).waitFor();
  await shoot('student-lesson');
  await go(page, {
    view: 'recommendations',
    lesson: 'neighbours',
    only: 'why,map,recipes',
    title: 'Class 9b',
    asks: 'Why the third one?',
  });
  await recommendations(page).nth(2).waitFor();
  await shoot('student-list');
}
