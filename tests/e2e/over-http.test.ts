import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { writeCode, type Liking } from '../../src/domain/class-code';
import { serve } from '../../src/programs/server/serve.mjs';
import { chromiumArgs, ensureChromium } from '../support/chromium.mjs';
import { full } from '../support/full';
import { smallClass } from '../support/small-class';
import { findWebKit, openWebKit } from '../trust/browsers/webkit';
import { PATIENCE_MS } from './support/browser';
import { chooseFiles, openSample } from './support/journey';

/** `npm start -- --host`, as a class meets it: no https, and an address that is not this machine’s own. */
let site: Awaited<ReturnType<typeof serve>>;
let browser: Browser;
let outer: string;
beforeAll(async () => {
  site = await serve({ folder: inject('dist'), host: true });
  const { port } = new URL(site.url);
  // Where this machine is in no network, a name that leads here is as foreign to a browser.
  outer = site.addresses[0] ?? `http://classroom.test:${port}/`;
  browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...chromiumArgs, '--host-resolver-rules=MAP classroom.test 127.0.0.1'],
    headless: true,
  });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** What a browser says of headers that only https may send. */
const HEADERS = /Cross-Origin-Opener-Policy|Origin-Agent-Cluster|untrustworthy/;

async function open(address: string, size = { width: 360, height: 740 }, locale = 'en-GB') {
  const context = await browser.newContext({ viewport: size, locale, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !HEADERS.test(message.text())) errors.push(message.text());
  });
  await page.goto(address);
  return { context, page, errors };
}

/** The code of a phone on which everything has been answered, in either language. */
async function answer(page: Page, likings: readonly Liking[]): Promise<string> {
  await page.locator('fieldset').nth(19).waitFor();
  await page.evaluate((all) => {
    document.querySelectorAll('fieldset').forEach((thing, at) => {
      // Choices stand from the warmest down; the last is that it is not known.
      thing.querySelectorAll('input')[[4, 3, 2, 1, 0][all[at]]].click();
    });
  }, likings);
  await page.getByRole('button', { name: /^(Show my code|내 코드 보기)$/ }).click();
  await page.locator('svg.qr').waitFor();
  return (await page.locator('.code span[aria-hidden]').allInnerTexts()).join(' ');
}

test('the page goes on without https, and says what is missing', async () => {
  const { context, page, errors } = await open(outer, { width: 1280, height: 900 });
  await chooseFiles(page).waitFor();
  expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated])).toEqual([false, false]);
  await page.getByText('Without https: no camera, no offline use, no shared memory').waitFor();
  await openSample(page);
  await page.evaluate(() => (location.hash = 'view=bubble'));
  await page.getByRole('button', { name: 'Fewer' }).click();
  await page.getByRole('button', { name: 'One week' }).click();
  await page.getByText(/In week 1,/).waitFor();
  await page.evaluate(() => (location.hash = 'view=class&step=1'));
  await page.getByRole('button', { name: 'Camera' }).click();
  await page.getByText('Browsers open the camera only over https').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

const webKit = findWebKit();
if (webKit === null) console.warn('WebKit is not installed: all twelve phones are Chromium’s');

/** The code of a phone in WebKit, on which everything has been answered; it shows it as a picture too. */
async function answerInWebKit(address: string, likings: readonly Liking[]): Promise<string> {
  if (webKit === null) throw new Error('WebKit is not installed');
  const phone = await openWebKit(webKit, 'kept');
  try {
    await phone.open(address);
    const code = await phone.ask(answerThere, likings);
    expect(phone.errors.filter((error) => !HEADERS.test(error))).toEqual([]);
    return code;
  } finally {
    await phone.close();
  }
}

/** Sent as text. */
async function answerThere(likings: readonly Liking[]): Promise<string> {
  const until = async (selector: string, least: number): Promise<readonly HTMLElement[]> => {
    for (;;) {
      const found = [...document.querySelectorAll<HTMLElement>(selector)];
      if (found.length >= least) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  for (const [at, thing] of (await until('fieldset', likings.length)).entries())
    thing.querySelectorAll('input')[4 - likings[at]].click();
  for (const button of await until('button', 1)) if (button.innerText === 'Show my code') button.click();
  await until('svg.qr', 1);
  return (await until('.code span[aria-hidden]', 1)).map(({ innerText }) => innerText).join(' ');
}

// In the short run one in Korean, one in WebKit and one without a network; the others hand in what they would.
test('twelve phones hand in, damaged codes are told, and the class learns in seconds', async () => {
  const teacher = await open(`${outer}#view=class`, { width: 1280, height: 900 });
  const { page } = teacher;
  await page.getByRole('button', { name: 'Show the QR' }).click();
  await page.getByRole('img', { name: 'QR of the link for phones' }).waitFor();
  const link = `${outer}class.html#set=snacks&lang=en`;
  expect(`http://${await page.locator('.link-text').innerText()}`).toBe(link);

  const answers = smallClass(2, 12, 20, 0.8);
  const codes: string[] = [];
  for (const [at, likings] of answers.entries()) {
    if (!full && ![0, 3, 5].includes(at)) {
      codes.push(writeCode(likings, { ready: 'snacks' }));
      continue;
    }
    if (at === 3 && webKit !== null) {
      // It knows no name of a network that is not there.
      const reached = site.addresses[0] ?? site.url;
      codes.push(await answerInWebKit(link.replace(outer, reached), likings));
      continue;
    }
    const isKorean = at % 4 === 0;
    const phone = await open(isKorean ? link.replace('lang=en', 'lang=ko') : link);
    await phone.page.locator(`html[lang=${isKorean ? 'ko' : 'en'}]`).waitFor();
    // What it needs has come with the page.
    if (at === 5) await phone.context.setOffline(true);
    codes.push(await answer(phone.page, likings));
    expect(phone.errors).toEqual([]);
    await phone.context.close();
  }
  const damaged = codes.slice(0, 5).map((code, at) => (at % 2 === 0 ? code.slice(0, -2) : `${code}K7`));
  await page.getByLabel('Codes, typed or pasted').fill([...codes, ...damaged].join('\n'));
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('heading', { name: '12 answers' }).waitFor();
  expect(await page.getByRole('region', { name: 'Not added' }).getByRole('listitem').count()).toBe(5);

  await page.getByRole('heading', { level: 1 }).focus();
  for (const heading of ['What does everybody get?', 'Who is near whom?', 'What does each of you get?']) {
    const began = performance.now();
    await page.keyboard.press('PageDown');
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.getByRole('list', { name: 'Choices' }).waitFor();
    // Three seconds by itself; a machine with other work takes longer.
    expect(performance.now() - began, heading).toBeLessThan(15_000);
  }
  await page.getByRole('list', { name: 'All pupils, five guesses each' }).waitFor();
  expect(
    await page.getByRole('list', { name: 'All pupils, five guesses each' }).getByRole('button').count(),
  ).toBe(12);
  expect(teacher.errors).toEqual([]);
  await teacher.context.close();
});
