import { LESSONS } from '../../../src/words/lessons/catalogue';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { full } from '../../support/full';
import { appears, untilOfflineReady, visit, type Visit } from '../support/browser';
import { visitWithTrained } from '../support/trained';
import { Walk } from '../support/walk';
import { showAnswer } from '../support/journey';

/** Journey 2: ten minutes before a class, from a bookmarked link, with a clicker and the network off. */
let tab: Visit;
beforeAll(async () => {
  const look = { width: 1280, height: 720 };
  // In the short run the sample and its training are there already.
  tab = await (full ? visit(look) : visitWithTrained(look));
  await tab.context.grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(() => tab.close());

test('seven steps with keys, and a link for the students', async () => {
  const { page } = tab;
  await page.goto(`${inject('site')}#view=lesson&lesson=ten-minutes`);
  const place = (step: number) => page.getByRole('list', { name: `Step ${step} of 7` });
  const heading = (name: RegExp) => page.getByRole('heading', { level: 1, name });
  /** The question that a step asks before it shows. */
  const asked = () => page.getByRole('button', { name: 'Show the answer' });
  await place(1).waitFor();
  await page.getByRole('button', { name: 'Next' }).waitFor();
  await appears(page.getByText(/average person/));
  await untilOfflineReady(page);
  const walk = new Walk(tab, 'teacher');
  await walk.look();

  await tab.context.setOffline(true);
  await walk.key('ArrowRight', heading(/^What will .+ watch next\?$/));
  const choices = page.getByRole('list', { name: 'Choices' }).getByRole('button');
  await choices.first().waitFor();
  expect(await choices.count()).toBe(4);
  await walk.key('2', page.locator('button[aria-pressed=true]'));
  await walk.key('Enter', page.getByText(/guessed/).first());

  await walk.key('ArrowRight', page.getByRole('region', { name: 'What the two would list' }));
  await walk.key('2', page.locator('button[aria-pressed=true]'));
  await walk.key('Tab', page.locator('button:focus'));
  await walk.key('Enter', page.getByText(/^(new|[↑↓]\d+)$/).first());

  await walk.key('ArrowRight', page.getByText('Round 0 of 20, paused'));
  await walk.key('2', page.locator('button[aria-pressed=true]'));
  await walk.key('.', page.getByText('Round 1 of 20, paused'));
  await walk.key(' ', page.getByText(/Round \d+ of 20, playing/));
  await walk.key(' ', page.getByText(/Round \d+ of 20, paused/));

  await walk.key('ArrowRight', asked());
  await walk.key('Enter', page.getByText(/^best after round \d+$/));
  expect(await page.getByRole('status', { name: 'What it says' }).innerText()).toMatch(/[Aa]fter round \d+/);
  await walk.key('ArrowRight', asked());
  await walk.key('Enter', page.getByText(/that is more than luck would explain\./));
  await walk.key('ArrowRight', asked());
  await walk.key('Enter', page.getByRole('table', { name: 'How many of 100 are little known?' }));

  await walk.click(
    page.getByRole('button', { name: 'Student link' }),
    page.getByText('No phone can open this page yet'),
  );
  await walk.type(page.getByLabel('Title'), 'Monday, class 9b', page.getByText(/title=Monday/));
  await walk.click(page.getByRole('button', { name: 'Copy' }), page.getByText('Link copied'));
  expect(walk.steps).toBe('2 C + 18 K + 1 T');

  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).not.toContain('project=');
  await page.keyboard.press('Escape');
  await page.evaluate((hash) => (location.hash = hash), new URL(link).hash);
  await page.getByText('Monday, class 9b').waitFor();
  await appears(page.getByText(/average person/));
  expect(await page.getByRole('navigation', { name: 'Three ways in' }).count()).toBe(0);
  await walk.look();
  const [work] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save my work' }).click(),
  ]);
  expect(work.suggestedFilename()).toBe('ten-minutes-my-work.html');
  await page.getByRole('link', { name: 'Show everything' }).click();
  await page.getByRole('link', { name: 'Show everything' }).waitFor({ state: 'detached' });
  expect(tab.guard.problems()).toEqual([]);
});

test('every step of every lesson on a phone in the dark', async () => {
  const { page } = tab;
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const walk = new Walk(tab, 'teacher on a phone');
  const seen = new Set<string>();
  for (const lesson of LESSONS) {
    for (const [k, { shows }] of lesson.steps.entries()) {
      // What several lessons show is looked at once in the short run.
      if (!full && seen.has(shows)) continue;
      seen.add(shows);
      await page.evaluate(
        ([id, at]) => {
          const hash = new URLSearchParams(location.hash.slice(1));
          hash.set('view', 'lesson');
          hash.set('lesson', id);
          hash.set('step', at);
          location.hash = hash.toString();
        },
        [lesson.id, String(k + 1)] as const,
      );
      await page.getByRole('list', { name: `Step ${k + 1} of ${lesson.steps.length}` }).waitFor();
      await showAnswer(page);
      await walk.look();
    }
  }
});
