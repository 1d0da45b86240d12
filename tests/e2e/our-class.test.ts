import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeQR } from 'qr';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Liking, writeCode } from '../../src/domain/class-code';
import { chromiumArgs, ensureChromium } from '../support/chromium.mjs';
import { full } from '../support/full';
import { smallClass } from '../support/small-class';
import { axeFindings, lowButtons, sidewaysScroll } from './support/accessibility';
import { appears, PATIENCE_MS } from './support/browser';
import { guard } from './support/guard';

const PUPILS = 24;
/** In the short run two phones are handed round among the first, and the others hand in the code that they would have. */
const PHONES = full ? PUPILS : 2;
const BY_PHONE = full ? PUPILS : 4;
/** In three kinds, so that there is something to be found. */
const answers = smallClass(2, PUPILS, 20, 0.8);
const site = () => inject('site').replace(/#.*$/, '');

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs, headless: true });
});
afterAll(() => browser.close());

async function open(size: { width: number; height: number }, address: string, locale = 'en-GB') {
  const context = await browser.newContext({ viewport: size, locale, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MS);
  const watched = guard(context);
  const page = await context.newPage();
  await page.goto(address);
  return { context, page, watched };
}

/** What the phone's QR and code are, after everything has been answered. */
async function answer(page: Page, likings: readonly Liking[]): Promise<string> {
  await page.getByRole('button', { name: 'Show my code' }).waitFor();
  await page.evaluate((all) => {
    document.querySelectorAll('fieldset').forEach((thing, at) => {
      // Choices stand from the warmest down; the last is that it is not known.
      thing.querySelectorAll('input')[[4, 3, 2, 1, 0][all[at]]].click();
    });
  }, likings);
  await page.getByRole('button', { name: 'Show my code' }).click();
  await page.getByRole('heading', { name: 'Your code' }).waitFor();
  return (await page.locator('.code span[aria-hidden]').allInnerTexts()).join(' ');
}

test('twenty-four pupils answer by code and by picture, and the class learns from itself', async () => {
  const teacher = await open({ width: 1280, height: 900 }, `${site()}#view=class`);
  const { page } = teacher;
  await page.getByRole('button', { name: 'Show the QR' }).click();
  // Its address is this computer's own.
  await page.getByText('No phone can open this page yet').waitFor();
  const link = new URL(`class.html#set=snacks&lang=en`, site()).href;
  expect(`http://${await page.locator('.link-text').innerText()}`).toBe(link);

  const codes: string[] = [];
  const pictures: Buffer[] = [];
  const waiting = Array.from({ length: BY_PHONE }, (_, at) => at);
  /** @param pupils whom it goes round among, all those who still wait. */
  const phone = async (pupils: number) => {
    const one = await open({ width: 360, height: 740 }, link);
    for (let taken = 0; taken < pupils && waiting.length > 0; taken++) {
      const [at] = waiting.splice(0, 1);
      if (taken > 0) await one.page.getByRole('button', { name: 'Change my answers' }).click();
      const code = await answer(one.page, answers[at]);
      if (at === 0) {
        expect(await sidewaysScroll(one.page)).toBe(0);
        expect(await axeFindings(one.page, { contrast: true })).toEqual([]);
        expect(await lowButtons(one.page)).toEqual([]);
        // Nothing more is needed from anywhere: answers change, and the code with them.
        await one.context.setOffline(true);
        await one.page.getByRole('button', { name: 'Change my answers' }).click();
        expect(await axeFindings(one.page, { contrast: true })).toEqual([]);
        await one.page.getByRole('button', { name: 'Show my code' }).click();
        await one.page.getByRole('img', { name: 'QR of your code' }).waitFor();
      }
      if (at % 2 === 0) codes.push(at === 0 ? `Mina: ${code}` : code);
      else pictures.push(await one.page.locator('svg.qr').screenshot());
    }
    expect(one.watched.problems()).toEqual([]);
    await one.context.close();
  };
  while (waiting.length > 0)
    await Promise.all(Array.from({ length: Math.min(3, PHONES) }, () => phone(BY_PHONE / PHONES)));
  codes.push(...answers.slice(BY_PHONE).map((likings) => writeCode(likings, { ready: 'snacks' })));

  await page.getByLabel('Codes, typed or pasted').fill(codes.join('\n'));
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('heading', { name: `${codes.length} answers` }).waitFor();
  await page
    .locator('input[type=file]')
    .setInputFiles(
      pictures.map((buffer, at) => ({ name: `phone ${at}.png`, mimeType: 'image/png', buffer })),
    );
  await page.getByRole('heading', { name: '24 answers' }).waitFor();
  expect(await page.getByRole('region', { name: 'Not added' }).count()).toBe(0);
  await appears(
    page.getByRole('button', { name: 'Another name for Mina' }).or(page.getByText('Mina', { exact: true })),
  );

  // A misheard letter, and the same code again, are told.
  const heard = codes[1].replace(/.$/, codes[1].endsWith('X') ? 'Y' : 'X');
  await page.getByLabel('Codes, typed or pasted').fill(`${heard}\n${codes[2]}\nK7M2`);
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('Group 4 has a wrong letter.').waitFor();
  await page.getByText('It is there already.').waitFor();
  await page.getByText(/4\sletters and digits are there, and a code has 14/).waitFor();
  await page.getByLabel('Codes, typed or pasted').fill('');
  expect(await axeFindings(page, { contrast: true })).toEqual([]);
  await page.getByRole('heading', { level: 1 }).focus();

  await page.keyboard.press('ArrowRight');
  await page.getByRole('heading', { name: 'What does everybody get?' }).waitFor();
  await page.getByRole('list', { name: 'Choices' }).waitFor();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await page.getByText(/Of all likes, \d+\s% go to the first five/).waitFor();
  await page.keyboard.press('PageDown');
  await page.getByRole('heading', { name: 'Who is near whom?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('That is more than luck').waitFor();
  expect(await axeFindings(page, { contrast: true })).toEqual([]);
  await page.keyboard.press('PageDown');
  await page.getByText(/^Five guesses for Mina|^Five guesses for /).waitFor();
  await page.keyboard.press('Enter');
  await page
    .getByText(/^own \d · everybody’s \d$/)
    .first()
    .waitFor();
  await page.keyboard.press('PageDown');
  await page.getByRole('heading', { name: 'Is it more than luck?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(/Your own lists by the people near are better/).waitFor();
  expect(await axeFindings(page, { contrast: true })).toEqual([]);

  // What is kept of it is what somebody saves.
  await page.getByRole('button', { name: 'Save as a project' }).click();
  await page.getByRole('button', { name: /^Import \d+\srows/ }).click();
  await page.getByRole('heading', { name: 'What is in Our class?' }).waitFor();
  expect(teacher.watched.problems()).toEqual([]);
  await teacher.context.close();
});

test('the teacher’s camera reads a code that is held up to it', async () => {
  const code = writeCode(answers[0], { ready: 'snacks' });
  const film = join(tmpdir(), `our-class-${process.pid}.y4m`);
  writeFileSync(film, filmOf(code));
  const filming = await chromium.launch({
    executablePath: ensureChromium(),
    args: [
      ...chromiumArgs,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
    headless: true,
  });
  const page = await filming.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${site()}#view=class&step=1`);
  await page.getByRole('button', { name: 'Camera' }).click();
  await page.getByText(/ is in\. The next, please\./).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: '1 answer' }).waitFor();
  await filming.close();
});

/** A code held still before a camera of 640 × 480 squares: two frames, as YUV. */
function filmOf(code: string): Buffer {
  const [width, height, square] = [640, 480, 12];
  const rows = encodeQR(code, 'raw', { border: 3 });
  const [left, top] = [(width - rows.length * square) >> 1, (height - rows.length * square) >> 1];
  const luma = Buffer.alloc(width * height, 150);
  rows.forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let dy = 0; dy < square; dy++)
        luma.fill(
          dark ? 30 : 225,
          (top + y * square + dy) * width + left + x * square,
          (top + y * square + dy) * width + left + (x + 1) * square,
        );
    }),
  );
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, frame, frame]);
}
