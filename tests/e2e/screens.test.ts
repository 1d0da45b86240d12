import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  axeFindings,
  lowButtons,
  restless,
  sidewaysScroll,
  smallFields,
  textAt,
} from './support/accessibility';
import { screenSizes, visit, type Visit } from './support/browser';
import { oddCsv, smallCsv } from './support/files';
import {
  createCampaign,
  dropAndLook,
  importAndLook,
  openApp,
  openList,
  trainPersonal,
} from './support/journey';
import { sentencesOf, speak } from './support/languages';
import { screens, show } from './support/screens';
import { lookedAt, looks } from './support/variants';

describe('every screen', () => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visit({ online: true });
    await openApp(tab.page, inject('site'));
    await dropAndLook(tab.page, smallCsv());
    await importAndLook(tab.page);
    await trainPersonal(tab.page);
    await openList(tab.page);
    await createCampaign(tab.page);
    await dropAndLook(tab.page, oddCsv(5_000));
  });
  afterAll(() => tab.close());

  describe.each(looks.map((look) => [...look, look] as const))('%s, on a %s', (theme, device, look) => {
    const seen = lookedAt(screens, look);
    const named = seen.map((screen) => [screen.name, screen] as const);
    test.each(named)(
      '%s; nothing moves without end, in Korean nothing stays English or is cut, and nothing is loaded anew',
      async (name, screen) => {
        const { page } = tab;
        await page.setViewportSize(screenSizes[device]);
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await show(page, screen);
        expect(await axeFindings(page, { contrast: true }), name).toEqual([]);
        expect(await sidewaysScroll(page), `pixels of sideways scroll on a ${device}`).toBeLessThanOrEqual(0);
        if (device === 'phone') {
          expect(await lowButtons(page)).toEqual([]);
          expect(await smallFields(page), 'fields that an iPhone zooms into').toEqual([]);
          // As wide as a window of 1,280 pixels is at 400 %.
          await page.setViewportSize({ ...screenSizes.phone, width: 320 });
          expect(await sidewaysScroll(page), 'sideways at 320').toBeLessThanOrEqual(0);
          await textAt(page, '200%');
          expect(await sidewaysScroll(page), 'sideways at 320, text at 200 %').toBeLessThanOrEqual(0);
          await textAt(page, '');
          await page.setViewportSize(screenSizes.phone);
        }

        expect(await restless(page)).toEqual([]);
        const english = await sentencesOf(page);
        await speak(page, 'ko');
        for (const each of ['desk', 'phone'] as const) {
          await page.setViewportSize(screenSizes[each]);
          // Charts take their new width a frame or two after the window has it.
          const settled = { timeout: 15_000, message: `sideways on a ${each}` };
          await expect.poll(() => sidewaysScroll(page), settled).toBeLessThanOrEqual(0);
        }
        const korean = await sentencesOf(page);
        await speak(page, null);
        expect(korean.filter((sentence) => english.includes(sentence))).toEqual([]);
      },
    );
  });

  test('nothing went wrong on the way and nothing left the origin', () => {
    expect(tab.guard.problems()).toEqual([]);
  });
});
