import { createServer } from 'node:http';
import type { Browser } from './browser';

/** What stands in a frame that the page hands out: the first list, the bubble machine, a step of a lesson, the world. */
const KINDS = ['list', 'bubble', 'lesson', 'world'] as const;
type Kind = (typeof KINDS)[number];

/** What can be said of frames: they keep what they need, belong to no origin, or stand where sites may keep nothing. */
export type Keeping = 'plain' | 'sandboxed' | 'refused';

interface Patience {
  readonly patienceMs: number;
}

/** The code of every kind of frame, as the page hands it out. It begins on the first screen, without a project. */
export async function framesOf(browser: Browser, site: string, patience: Patience): Promise<string[]> {
  await browser.open(`${site}#lang=en`);
  return browser.ask(handedOut, patience);
}

/**
 * What is wrong with frames in a page of another site: those that do not say that they keep nothing, and every
 * error that is logged.
 *
 * @throws Error, by what asks the browser, where nothing moves in one.
 */
export async function faultsOfFrames(
  browser: Browser,
  frames: readonly string[],
  keeping: Keeping,
  patience: Patience,
): Promise<string[]> {
  const open = keeping === 'sandboxed' ? '<iframe sandbox="allow-scripts" ' : '<iframe ';
  const page = `<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">
    ${frames.map((frame) => frame.replace('<iframe ', open)).join('\n<p>…</p>\n')}`;
  const elsewhere = createServer((_, response) =>
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page),
  );
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
  const address = elsewhere.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const faults: string[] = [];
  const errorsBefore = browser.errors.length;
  try {
    // Another host name is another site.
    await browser.open(`http://127.0.0.1:${port}/`);
    for (const [k, kind] of KINDS.entries()) {
      // It is loaded when it comes into view.
      await browser.ask(scrollTo, k);
      const inMemory = await browser.ask(move, { kind, ...patience }, k);
      if (!inMemory) faults.push(`${kind}: does not say that nothing is kept`);
    }
    await browser.open('about:blank');
  } finally {
    elsewhere.close();
  }
  return [...faults, ...browser.errors.slice(errorsBefore)];
}

/** Sent as text, as all below. */
async function scrollTo(frame: number): Promise<boolean> {
  document.querySelectorAll('iframe')[frame].scrollIntoView();
  // Until it has a page of its own.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  return true;
}

async function handedOut({ patienceMs }: Patience): Promise<string[]> {
  async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    for (const startedMs = performance.now(); performance.now() - startedMs < patienceMs;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no ${what}: ${document.querySelector('main')?.innerText.slice(0, 600)}`);
  }
  const named = (selector: string, name: RegExp): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>(selector)].find((each) => name.test(each.innerText.trim()));
  const codes: string[] = [];
  const take = async (what: string): Promise<void> => {
    const code = await until(`frame of ${what}`, () =>
      [...document.querySelectorAll('pre code')]
        .map(({ textContent }) => textContent)
        .find((text) => text.startsWith('<iframe ') && !codes.includes(text)),
    );
    codes.push(code);
  };
  await take('the list');
  location.hash = 'view=bubble&lang=en';
  await take('the bubble machine');
  location.hash = 'view=home&lang=en';
  (await until('sample', () => named('button:not(:disabled, [aria-disabled=true])', /^Film club/))).click();
  await until('data', () => named('h2, h3', /^How popular are the popular ones/));
  const project = new URLSearchParams(location.hash.slice(1)).get('project') ?? '';
  location.hash = `view=lesson&lesson=sees&step=1&lang=en&project=${project}`;
  (await until('lesson', () => named('button', /^Student link/))).click();
  await take('the lesson');
  location.hash = 'view=world&lang=en';
  await take('the world');
  return codes;
}

/** Presses something and waits until it is drawn otherwise; whether the frame says that nothing is kept. */
async function move({ kind, patienceMs }: Patience & { readonly kind: Kind }): Promise<boolean> {
  async function until<T>(what: string, look: () => T | undefined | null | false): Promise<T> {
    for (const startedMs = performance.now(); performance.now() - startedMs < patienceMs;) {
      const found = look();
      if (found !== undefined && found !== null && found !== false) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${kind}: no ${what}: ${document.body.innerText.slice(0, 600)}`);
  }
  const press = async (name: RegExp): Promise<void> => {
    const button = await until(`button ${name}`, () =>
      [...document.querySelectorAll<HTMLElement>('button:not(:disabled, [aria-disabled=true])')].find(
        (each) => name.test(each.innerText.trim()),
      ),
    );
    button.click();
  };
  /** What is drawn, to the last length. */
  const drawn = (): string => {
    const selector = {
      list: 'ol[aria-label="Recommended for Ana"]',
      bubble: 'svg rect',
      world: '.track i',
      // The question with its choices, and the answer among them.
      lesson: '.lesson .both',
    }[kind];
    return [...document.querySelectorAll(selector)].map(({ outerHTML }) => outerHTML).join('');
  };
  const there = (): boolean => drawn() !== '';
  // The world shows nothing before somebody has said what they expect, and asks anew once a knob is turned.
  const guess = (): Promise<void> => press(/^too close to tell/);
  if (kind === 'world') await guess();
  await until('drawing', there);
  const before = drawn();
  if (kind === 'list') {
    const film = await until('film', () => document.querySelector<HTMLElement>('main input[type=checkbox]'));
    film.click();
  } else if (kind === 'bubble') {
    await press(/^Fewer/);
    await press(/^One week/);
  } else if (kind === 'world') {
    const knob = await until('knob', () => document.querySelector<HTMLInputElement>('input[type=range]'));
    knob.value = '1';
    knob.dispatchEvent(new Event('input', { bubbles: true }));
    knob.dispatchEvent(new Event('change', { bubbles: true }));
    await until('question', () => !there());
    await guess();
  } else await press(/^Show the answer/);
  await until('other drawing', () => there() && drawn() !== before);
  return /Nothing is stored here/.test(document.body.innerText);
}
