import type { Locator, Page } from 'playwright-core';
import type { Visit } from '../../e2e/support/browser';
import { chooseFiles, figure, goTo, openApp } from '../../e2e/support/journey';

/** Something that a person had, and has no longer. */
export class Loss extends Error {}

/** Words of an error that an attack throws. */
export const ON_PURPOSE = 'as the attack has it';
/** A wait that is longer is a hang. */
export const LIMIT_MS = 10_000;

/** The tabs of one profile, and what must be found in each of them. */
export class Tabs {
  pages: Page[] = [];
  /** Rows of each project that was finished, by its name. */
  readonly projects = new Map<string, number>();
  /** Imports that were cut off, which may be there or not; whole where they are. */
  readonly cut = new Map<string, number>();
  #dead = 0;
  #reported = 0;

  constructor(
    private readonly browser: Visit,
    private readonly url: string,
    readonly draw: () => number,
    readonly count: number,
  ) {
    browser.context.setDefaultTimeout(LIMIT_MS);
  }

  /** Opens as many tabs as there are to be. */
  async fill(): Promise<void> {
    while (this.pages.length < this.count) {
      const page = await this.browser.context.newPage();
      this.pages.push(page);
      page.on('crash', () => this.#dead++);
      await openApp(page, this.url);
    }
  }

  /** The one tab that writes. @throws Loss where after ten seconds none or several say so. */
  async writer(): Promise<Page> {
    const untilMs = performance.now() + LIMIT_MS;
    for (;;) {
      const reads = await Promise.all(this.pages.map(saysThatItReads));
      const writers = this.pages.filter((_, i) => !reads[i]);
      if (writers.length === 1) return writers[0];
      if (performance.now() > untilMs) throw new Loss(`${writers.length} tabs write`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async reader(): Promise<Page> {
    const writer = await this.writer();
    const readers = this.pages.filter((page) => page !== writer);
    return readers[Math.floor(this.draw() * readers.length)];
  }

  /** Takes a tab away: closed, or its process ended. */
  async end(page: Page, how: 'closed' | 'crashed'): Promise<void> {
    this.pages = this.pages.filter((other) => other !== page);
    if (how === 'crashed') {
      this.#dead--;
      const crashed = page.waitForEvent('crash');
      const session = await this.browser.context.newCDPSession(page);
      // A crashed tab cannot answer, so the command's own promise never settles well.
      session.send('Page.crash').catch(() => undefined);
      await crashed;
    }
    await page.close();
  }

  /** Every project that was finished is listed and whole, in the tab that writes; nothing that was cut is half there. */
  async expectWhole(): Promise<void> {
    const page = await this.writer();
    await page.bringToFront();
    await page.goto(`${this.url}#`);
    await chooseFiles(page).waitFor();
    const again = page.getByRole('list', { name: 'Open again' });
    await again.getByRole('link').first().waitFor();
    const names = await again.getByRole('link').allInnerTexts();
    for (const name of this.projects.keys())
      if (!names.includes(name)) throw new Loss(`${name} is not among ${names.join(', ')}`);
    const known = [...this.projects, ...this.cut].filter(([name]) => names.includes(name));
    const [name, rows] = known[Math.floor(this.draw() * known.length)];
    await again.getByRole('link', { name, exact: true }).first().click();
    await goTo(page, 'Explore', 'Data');
    await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
    const shown = await figure(page, 'Interactions');
    if (shown !== rows.toLocaleString('en')) throw new Loss(`${name} has ${shown} rows instead of ${rows}`);
  }

  /** What the guard has seen since the last time, and tabs that died of themselves. */
  problems(): readonly string[] {
    const seen = this.browser.guard.problems([new RegExp(ON_PURPOSE)]);
    const fresh = seen.slice(this.#reported);
    this.#reported = seen.length;
    const dead = Math.max(0, this.#dead);
    this.#dead = 0;
    return [...fresh, ...Array.from({ length: dead }, () => 'a tab died')];
  }

  /** New tabs in place of those there are, after something went wrong. */
  async startAgain(): Promise<void> {
    const old = this.pages;
    this.pages = [];
    for (const page of old) await page.close();
    await this.fill();
  }
}

/** A tab whose worker has died says only that, until it is started again. */
async function saysThatItReads(page: Page): Promise<boolean> {
  return (await workHere(page).or(startAgain(page)).count()) > 0;
}

export const startAgain = (page: Page): Locator => page.getByRole('button', { name: 'Start it again' });
export const workHere = (page: Page): Locator => page.getByRole('button', { name: 'Work here' });
