import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './support/accessibility';
import { appears, screenSizes, type Visit } from './support/browser';
import { figure, goTo, readList } from './support/journey';
import { visitTrained } from './support/trained';

/** Saves what stands in a region and returns the file’s name and bytes. */
async function save(page: Page, region: string, kind: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const block = page.getByRole('region', { name: region, exact: true });
  await block.getByRole('button', { name: 'Save as' }).press('Enter');
  // The menu gives its first choice the focus a moment after it opens.
  await page.locator('[role=menuitem]:focus').waitFor();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).press('Enter');
  const file = await downloading;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

let tab: Visit;
beforeAll(async () => {
  tab = await visitTrained(screenSizes.phone);
});
afterAll(async () => {
  expect(tab.guard.problems()).toEqual([]);
  await tab.close();
});

describe('why, and what if, on a phone and with keys alone', () => {
  let list: string[];
  beforeAll(async () => {
    list = await readList(tab.page);
  });

  test('unticking what speaks most for one moves it, and says so', async () => {
    const { page } = tab;
    const sheet = page.getByRole('dialog');
    const ticks = sheet.getByRole('checkbox');
    // What stands far above the next one stays where it is, and is passed over.
    let place = 2;
    for (let moved = false; !moved; place++) {
      expect(place).toBeLessThan(8);
      await page.getByRole('button', { name: /^Why / }).nth(place).press('Enter');
      await ticks.first().waitFor();
      if (place === 2) expect(await axeFindings(page)).toEqual([]);
      await ticks.first().press('Space');
      await appears(sheet.getByText(/^1 of \d+\s(films|items) ignored/));
      const arrow = sheet.getByText(new RegExp(`Rank\\s${place + 1}\\s→\\s[\\d,]+ of`));
      const same = sheet.getByText(new RegExp(`Rank\\s${place + 1} of`));
      await arrow.or(same).first().waitFor();
      moved = await arrow.isVisible();
      if (moved) break;
      await ticks.first().press('Space');
      await sheet
        .getByText(/(films|items) ignored/)
        .first()
        .waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
    }
    await sheet
      .getByRole('status')
      .filter({ hasText: /^1 of \d+\s(films|items) ignored; \d+\splaces? changed$/ })
      .waitFor({ state: 'attached' });
    expect(await ticks.first().isChecked()).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => readList(page)).not.toEqual(list);
    await appears(page.getByText(/^[↑↓]\d/));
  });

  test('Undo brings order and marks back', async () => {
    const { page } = tab;
    await page.getByRole('group', { name: 'What if' }).getByRole('button', { name: 'Undo' }).press('Enter');
    await page
      .getByText(/^[↑↓]\d/)
      .first()
      .waitFor({ state: 'detached' });
    await expect.poll(() => readList(page)).toEqual(list);
  });

  test('an item that is added goes from the list and moves others', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'What if…' }).press('Enter');
    const [wanted] = list;
    await page.getByRole('combobox', { name: /^Add a/ }).fill(wanted);
    const option = page.getByRole('listbox', { name: 'Items' }).getByRole('option', { name: wanted });
    await option.first().waitFor();
    expect(await option.first().innerText()).toContain(wanted);
    await page.getByRole('combobox', { name: /^Add a/ }).press('Enter');
    await page.getByText('1 added', { exact: true }).waitFor();
    await appears(page.getByText(/^[↑↓]\d/));
    await expect.poll(() => readList(page)).not.toContain(wanted);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'As it is' }).press('Enter');
    await page
      .getByText(/^[↑↓]\d/)
      .first()
      .waitFor({ state: 'detached' });
    await expect.poll(() => readList(page)).toEqual(list);
  });
});

describe('exploring the data with keys', () => {
  beforeAll(async () => {
    await tab.page.setViewportSize(screenSizes.desk);
    await goTo(tab.page, 'Explore', 'Data');
    await tab.page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
  });

  test('a chart is saved as a drawing that needs nothing of the page', async () => {
    const { page } = tab;
    await page.emulateMedia({ colorScheme: 'dark' });
    const { name, bytes } = await save(page, 'How popular are the popular ones?', /^SVG/);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(name).toBe('long-tail_Film-club.svg');
    const text = bytes.toString('utf8');
    expect(text).not.toMatch(/var\(|class=|style=|svelte-|href=/);
    // Light paper in the dark theme too, with the drawing and the words that go with it.
    expect(text).toContain('fill="rgb(251, 251, 250)"');
    const read = await page.evaluate((svg) => {
      const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml');
      return {
        fault: drawn.querySelector('parsererror')?.textContent ?? null,
        title: drawn.querySelector('title')?.textContent ?? null,
        marks: drawn.querySelectorAll('path').length,
        words: [...drawn.querySelectorAll('text')].map((node) => node.textContent).join(' '),
      };
    }, text);
    expect(read.fault).toBeNull();
    expect(read.title).toBe('How popular are the popular ones?');
    expect(read.marks).toBeGreaterThan(1);
    expect(read.words).toMatch(/the top 1\s%/);
  });

  test('and as a picture of twice its size', async () => {
    const { page } = tab;
    const svg = await save(page, 'How active are people?', /^SVG/);
    const { name, bytes } = await save(page, 'How active are people?', /^PNG/);
    expect(name).toBe('activity_Film-club.png');
    expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    const width = Number(/width="(\d+)"/.exec(svg.bytes.toString('utf8'))?.[1]);
    expect(bytes.readUInt32BE(16)).toBe(2 * width);
  });

  test('its table is sorted, and saved as it stands', async () => {
    const { page } = tab;
    const region = page.getByRole('region', { name: 'When did it happen?', exact: true });
    await region.getByRole('button', { name: 'As table' }).press('Enter');
    await region.getByRole('button', { name: 'Events', exact: true }).press('Enter');
    const cells = await region
      .getByRole('row')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
      );
    const counts = cells.slice(1).map(([, count]) => Number(count?.replaceAll(',', '')));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const { name, bytes } = await save(page, 'When did it happen?', /^CSV/);
    expect(name).toBe('calendar_Film-club.csv');
    const lines = bytes.toString('utf8').trimEnd().split('\r\n').slice(1);
    expect(lines).toEqual(cells.slice(1).map(([month], at) => `${month?.replace(/\s/g, ' ')},${counts[at]}`));
    await region.getByRole('button', { name: 'As chart' }).press('Enter');
  });

  const brushOf = (page: Page) =>
    page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('brush'));
  const chartOf = (page: Page, question: string) =>
    page.getByRole('region', { name: question, exact: true }).getByRole('application');

  test('a part is chosen by drag, as by the fields, and all charts say what of them it is', async () => {
    const { page } = tab;
    const chart = chartOf(page, 'How active are people?');
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('The chart is not drawn.');
    await page.mouse.move(box.x + box.width * 0.35, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 100, { steps: 4 });
    await page.mouse.move(box.x + box.width * 0.65, box.y + 90, { steps: 4 });
    await page.mouse.up();
    const dragged = await brushOf(page);
    const ends = /^activity=(\d+)-(\d+)$/.exec(dragged ?? '');
    expect(Math.log2(Number(ends?.[1]) || 0) % 1).toBe(0);
    expect(Number(ends?.[2])).toBeGreaterThan(2 * Number(ends?.[1]));
    for (const [at, side] of ['from', 'to'].entries()) {
      const field = page.getByRole('spinbutton', { name: `Events per user, ${side}` });
      expect(await field.inputValue()).toBe(ends?.[at + 1]);
    }
    for (const question of [
      'How popular are the popular ones?',
      'How active are people?',
      'When did it happen?',
    ])
      await page
        .getByRole('region', { name: question, exact: true })
        .getByText(/Selected: /)
        .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    // A drag is one step in the history.
    await page.goBack();
    await expect.poll(() => brushOf(page)).toBeNull();
    await page.goForward();
    await expect.poll(() => brushOf(page)).toBe(dragged);
    await chart.focus();
    await chart.press('Escape');
    expect(await brushOf(page)).toBeNull();
  });

  test('by keys, and by a tap', async () => {
    const { page } = tab;
    const months = chartOf(page, 'When did it happen?');
    await months.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight'])
      await months.press(key);
    expect(await brushOf(page)).toMatch(/^from=\d{4}-02&to=\d{4}-04$/);
    await page.getByText(/^The selection holds/).waitFor();
    await months.press('Shift+Home');
    expect(await brushOf(page)).toMatch(/^to=\d{4}-02$/);
    await months.press('Escape');
    const bars = chartOf(page, 'How active are people?');
    await bars.scrollIntoViewIfNeeded();
    const box = await bars.boundingBox();
    if (box === null) throw new Error('The chart is not drawn.');
    const touch = await page.context().newCDPSession(page);
    const [x, y] = [box.x + box.width * 0.45, box.y + 100];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await touch.detach();
    await expect.poll(() => brushOf(page)).toMatch(/^activity=\d+-\d+$/);
    await page.getByRole('button', { name: 'Clear', exact: true }).press('Enter');
    const took = await page.evaluate(() =>
      performance.getEntriesByName('brush').map(({ duration }) => duration),
    );
    console.log(`Selections counted, there and back: ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    expect(took.length).toBeGreaterThan(4);
    expect(Math.max(...took)).toBeLessThanOrEqual(300);
  });

  test('an insight is previewed, fixed and undone, also after a reload', async () => {
    const { page } = tab;
    const before = await figure(page, 'Interactions');
    const items = await figure(page, 'Items');
    await page.getByRole('button', { name: /^Fix…/ }).first().press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('region', { name: 'Before and after' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    const undo = page.getByRole('region', { name: /insight/i }).getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    await page.reload();
    await undo.waitFor();
    await undo.press('Enter');
    await undo.waitFor({ state: 'detached' });
    await expect.poll(() => figure(page, 'Items')).toBe(items);
    expect(await figure(page, 'Interactions')).toBe(before);
  });

  test('a person’s timeline zooms to where the test begins', async () => {
    const { page } = tab;
    await goTo(page, 'Explore', 'Lists');
    const timeline = page.getByRole('region', { name: /^When did user/ });
    await appears(timeline.getByText(/^A test hides|A test hides/));
    expect(await timeline.getByRole('button', { name: 'Zoom out' }).isDisabled()).toBe(true);
    await timeline.getByRole('button', { name: 'To the test' }).press('Enter');
    await timeline.getByText('the test begins').waitFor();
    expect(await timeline.getByRole('button', { name: 'Zoom out' }).isEnabled()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
  });
});
