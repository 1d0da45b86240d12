import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostedRecommender } from '../trust/browsers/taken-away';
import { axeFindings, lowButtons, sidewaysScroll } from './support/accessibility';
import { screenSizes, visit, type Visit } from './support/browser';

let host: Awaited<ReturnType<typeof hostedRecommender>>;
const open: Visit[] = [];
beforeAll(async () => {
  host = await hostedRecommender();
});
afterAll(async () => {
  await Promise.all(open.map((tab) => tab.close()));
  host.close();
});

describe('the page of what was taken away, in a folder below the root of a plain host', () => {
  test.each([
    { size: 'desk', dark: false },
    { size: 'phone', dark: true },
    { size: 'phone', dark: false },
  ] as const)('lists, says why and fits: $size, dark: $dark', async ({ size, dark }) => {
    const tab = await visit({ ...screenSizes[size], dark });
    open.push(tab);
    const { page, guard } = tab;
    await page.goto(host.url.replace('127.0.0.1', 'localhost'));
    const places = page.getByRole('list').last().getByRole('listitem');
    await expect.poll(() => places.count()).toBe(10);
    const forAnybody = await places.allTextContents();
    await page.getByLabel('Find something').fill('thing no. 7');
    await page.getByRole('button', { name: 'Thing no. 7', exact: true }).click();
    await expect.poll(() => places.allTextContents()).not.toEqual(forAnybody);
    await places.first().getByRole('button').click();
    await page.getByRole('row', { name: /^Together/ }).waitFor();
    expect(await axeFindings(page, { contrast: true })).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await lowButtons(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove Thing no. 7' }).click();
    await expect.poll(() => places.allTextContents()).toEqual(forAnybody);
    expect(guard.problems()).toEqual([]);
  });
});
