import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Download, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { full } from '../../support/full';
import { axeFindings, lowButtons, sidewaysScroll } from './accessibility';
import { picture, type Visit } from './browser';
import { dropFile } from './drop';
import { chooseFiles } from './journey';
import { reach } from './reach';

/** What a step ends with: something on screen, or anything that can be waited for. */
export type Seen = Locator | (() => Promise<unknown>);

type Kind = 'D' | 'C' | 'K' | 'T';

/** A set folder gets a picture of each step. */
const pictures = process.env.FORETASTE_PICTURES;

/**
 * One walk through the app as a person takes it: every action goes through here, is counted as ux counts (C = click
 * or tap, K = key, D = drop, T = text entry), and after each the page is looked at: no console error, nothing off the
 * origin, no axe finding (in `npm test` at every other look), no sideways scroll, no button too low for a finger. Looking
 * takes none of the person's time.
 *
 * With `by: 'keyboard'` the same walk needs no mouse: what is clicked is reached with Tab and pressed, files come
 * through the focused button's file chooser.
 */
export class Walk {
  #page: Page;
  readonly #taken: Record<Kind, number> = { D: 0, C: 0, K: 0, T: 0 };
  readonly #by: 'pointer' | 'keyboard';
  readonly #allow: readonly RegExp[];
  #lookingMs = 0;
  #looks = 0;

  constructor(
    private readonly tab: Visit,
    private readonly name: string,
    options: { by?: 'pointer' | 'keyboard'; allow?: readonly RegExp[] } = {},
  ) {
    this.#page = tab.page;
    this.#by = options.by ?? 'pointer';
    this.#allow = options.allow ?? [];
  }

  get page(): Page {
    return this.#page;
  }

  /** Goes on in another tab of the same browser, and counts on. */
  async moveTo(page: Page): Promise<void> {
    this.#page = page;
    await page.bringToFront();
  }

  /** `1 D + 7 C + 1 K`: what has been done so far. */
  get steps(): string {
    const kinds = ['D', 'C', 'K', 'T'] as const;
    return kinds
      .filter((kind) => this.#taken[kind] > 0)
      .map((kind) => `${this.#taken[kind]} ${kind}`)
      .join(' + ');
  }

  /** Milliseconds of the person's own time: the clock without what looking at the page took. */
  get nowMs(): number {
    return performance.now() - this.#lookingMs;
  }

  /** One click or tap. */
  async click(target: Locator, seen: Seen): Promise<void> {
    this.#taken.C += 1;
    if (this.#by === 'keyboard') await this.#pressOn(target);
    else await target.click();
    await this.#until(seen);
  }

  /** A click that saves a file. */
  async save(target: Locator): Promise<Download> {
    const saved = this.page.waitForEvent('download');
    await this.click(target, () => saved);
    return saved;
  }

  /** A menu of the browser's own: one click opens it, the next chooses. */
  async choose(menu: Locator, option: string, seen: Seen): Promise<void> {
    this.#taken.C += 2;
    if (this.#by === 'keyboard') {
      await reach(menu);
      await this.#arrowTo(menu, option);
    } else await menu.selectOption(option);
    await this.#until(seen);
  }

  /** One key where the focus is. */
  async key(key: string, seen: Seen): Promise<void> {
    this.#taken.K += 1;
    await this.page.keyboard.press(key);
    await this.#until(seen);
  }

  /** One text entry: what was in the field goes. */
  async type(field: Locator, text: string, seen: Seen): Promise<void> {
    this.#taken.T += 1;
    if (this.#by === 'keyboard') {
      await reach(field);
      await this.page.keyboard.press('ControlOrMeta+a');
      await this.page.keyboard.insertText(text);
    } else await field.fill(text);
    await this.#until(seen);
  }

  /**
   * Goes on with the text entry just made, and counts no other: the caret goes back to a place, and what was missed
   * there is put in.
   */
  async mend(field: Locator, at: number, missed: string, seen: Seen): Promise<void> {
    const text = await field.inputValue();
    await field.press('ControlOrMeta+End');
    for (let place = text.length; place > at; place -= 1) await this.page.keyboard.press('ArrowLeft');
    await this.page.keyboard.type(missed);
    await this.#until(seen);
  }

  /**
   * A file on the window; with keys, through the focused "Choose files".
   *
   * @param over what is on screen while the file is held over the window, and not after.
   */
  async drop(
    file: { readonly name: string; readonly bytes: Uint8Array },
    seen: Seen,
    over?: Locator,
  ): Promise<void> {
    this.#taken.D += 1;
    if (this.#by === 'keyboard') {
      const chooser = this.page.waitForEvent('filechooser');
      await this.#pressOn(chooseFiles(this.page));
      const files = { name: file.name, mimeType: '', buffer: Buffer.from(file.bytes) };
      await (await chooser).setFiles(files);
    } else {
      await dropFile(this.page, file.name, file.bytes, over && (() => over.waitFor()));
      await over?.waitFor({ state: 'hidden' });
    }
    await this.#until(seen);
  }

  /** Looks at the page as it is: after each action by itself, elsewhere on demand. */
  async look(): Promise<void> {
    const startMs = performance.now();
    this.#looks += 1;
    const where = `${this.name}, after ${this.steps || 'opening'}`;
    const { page } = this;
    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true });
      const number = String(this.#looks).padStart(2, '0');
      await page.screenshot({
        path: join(pictures, `${this.name.replaceAll(/[^\w]+/g, '-')}-${number}.png`),
      });
    }
    expect(this.tab.guard.problems(this.#allow), where).toEqual([]);
    if (full || this.#looks % 2 === 1) expect(await axeFindings(page), where).toEqual([]);
    expect(await sidewaysScroll(page), `${where}: pixels of sideways scroll`).toBeLessThanOrEqual(0);
    if ((page.viewportSize()?.width ?? 0) <= 360) expect(await lowButtons(page), where).toEqual([]);
    this.#lookingMs += performance.now() - startMs;
  }

  async #until(seen: Seen): Promise<void> {
    try {
      await (typeof seen === 'function' ? seen() : seen.first().waitFor());
    } catch (error) {
      await picture(this.page, this.name.replaceAll(/[^\w]+/g, '-'));
      throw error;
    }
    await this.look();
  }

  async #pressOn(target: Locator): Promise<void> {
    if ((await target.getAttribute('role')) === 'option') return this.#pickWithArrows(target);
    await reach(target);
    const ticked = await target.evaluate((node) => node.matches('input[type=checkbox], input[type=radio]'));
    await this.page.keyboard.press(ticked ? 'Space' : 'Enter');
  }

  /** An option of the field that has the focus: Tab would leave the field, arrows go through its list. */
  async #pickWithArrows(option: Locator): Promise<void> {
    for (let presses = 0; (await option.getAttribute('aria-selected')) !== 'true'; presses += 1) {
      if (presses > 30) throw new Error(`30 presses of an arrow did not reach ${option}`);
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
  }

  async #arrowTo(menu: Locator, option: string): Promise<void> {
    const [from, to] = await menu.evaluate((node, wanted) => {
      const { options, selectedIndex } = node as HTMLSelectElement;
      const at = [...options].findIndex(({ value, label }) => value === wanted || label === wanted);
      return [selectedIndex, at];
    }, option);
    if (to < 0) throw new Error(`No option ${option}`);
    for (let at = from; at !== to; at += Math.sign(to - from))
      await this.page.keyboard.press(to > from ? 'ArrowDown' : 'ArrowUp');
  }
}
