import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page, type Locator } from 'playwright-core';
import { chromiumArgs, ensureChromium, findWholeChromium } from '../../support/chromium.mjs';
import { full } from '../../support/full';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import { guard, type Guard } from './guard';

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors and requests off the origin so far. */
  readonly guard: Guard;
  close(): Promise<void>;
}

export interface VisitOptions {
  /** Folder of a profile that outlives the browser; by default one that is deleted on close. */
  readonly profile?: string;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /**
   * A page that knows of no service worker, as in a private window: each visit is spared storing the whole app anew. For
   * walks that ask nothing of it; in the full run they all have one.
   */
  readonly online?: boolean;
  /** The browser that people have: a shell of it heeds no settings of its owner. */
  readonly whole?: true;
  /** For V8, as `--expose-gc`. */
  readonly jsFlags?: string;
}

/** How long anything on screen is waited for: a machine with other work takes many times what an idle one does. */
export const PATIENCE_MS = 240_000;

export const screenSizes = {
  desk: { width: 1280, height: 900 },
  phone: { width: 360, height: 740 },
} as const;

/** A folder for a browser profile; the caller deletes it. */
export function makeProfile(): string {
  return mkdtempSync(join(tmpdir(), 'foretaste-profile-'));
}

/** Something like it is there; of several, the first. */
export async function appears(what: Locator): Promise<void> {
  await what.first().waitFor();
}

/**
 * Opens Chromium with a profile of its own on disk (the only kind that IndexedDB, Cache Storage and service workers
 * treat like a person's). Nothing is loaded yet.
 */
export async function visit(options: VisitOptions = {}): Promise<Visit> {
  const profile = options.profile ?? makeProfile();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: (options.whole && findWholeChromium()) || ensureChromium(),
    args: options.jsFlags === undefined ? chromiumArgs : [...chromiumArgs, `--js-flags=${options.jsFlags}`],
    headless: true,
    viewport: {
      width: options.width ?? screenSizes.desk.width,
      height: options.height ?? screenSizes.desk.height,
    },
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  if (options.online && !full)
    await context.addInitScript(() => void Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  context.setDefaultTimeout(PATIENCE_MS);
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    guard: guard(context),
    close: async () => {
      await context.close();
      if (options.profile === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Keeps what a failed test saw last, in `test-results/`. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: join(projectRoot, `test-results/${name}.png`),
    fullPage: true,
  });
}

/** Resolves once a service worker controls the page and says that everything is stored. */
export async function untilOfflineReady(page: Page): Promise<void> {
  // `waitForFunction` would take the promise itself for a yes. Each answer counts all that is stored, which keeps those
  // waiting who store.
  while (!(await page.evaluate(isStoredWhole))) await page.waitForTimeout(300);
}

/** Runs in the page. */
async function isStoredWhole(): Promise<boolean> {
  const controller = navigator.serviceWorker.controller;
  if (!controller) return false;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<{ cached: number; total: number }[]>((done) => {
    port1.onmessage = (event) => done(event.data);
  });
  controller.postMessage({ ask: 'offline' }, [port2]);
  const lines = await answer;
  return lines.length > 0 && lines.every((line) => line.cached === line.total);
}
