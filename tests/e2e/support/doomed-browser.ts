import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { chromiumArgs, ensureChromium } from '../../support/chromium.mjs';
import { PATIENCE_MS } from './browser';

/** A browser that is meant to be killed: a process group of its own, reached through the debugging port. */
export interface DoomedBrowser {
  readonly page: Page;
  /** Ends all its processes at once, as a power cut does. */
  kill(): Promise<void>;
  /** Ends only the tab's process, its workers included, then the rest in an orderly way. */
  crashTab(): Promise<void>;
  /** Ends it as a person does. */
  quit(): Promise<void>;
}

/** @param profile folder that stays. */
export async function startDoomed(profile: string): Promise<DoomedBrowser> {
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const args = [
    ...chromiumArgs,
    '--headless=new',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--window-size=1280,900',
    'about:blank',
  ];
  const child = spawn(ensureChromium(), args, { detached: true, stdio: 'ignore' });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const port = await untilPort(portFile);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const context = browser.contexts()[0];
  const page = context.pages()[0] ?? (await context.newPage());
  const kill = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await gone;
  };
  const quit = async (): Promise<void> => {
    const session = await browser.newBrowserCDPSession();
    // The answer may be lost with the browser that gives it.
    await Promise.race([session.send('Browser.close').catch(() => undefined), gone]);
    await Promise.race([gone, new Promise((late) => setTimeout(late, 5000))]);
    await kill();
  };
  return {
    page,
    kill,
    quit,
    crashTab: async () => {
      const crashed = page.waitForEvent('crash');
      const session = await context.newCDPSession(page);
      // A crashed tab cannot answer, so the command's own promise never settles well.
      session.send('Page.crash').catch(() => undefined);
      await crashed;
      await quit();
    },
  };
}

async function untilPort(file: string): Promise<number> {
  const limitMs = Date.now() + PATIENCE_MS;
  while (Date.now() < limitMs) {
    const port = Number(readLines(file)[0]);
    if (port > 0) return port;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error('Chromium did not open its debugging port.');
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [''];
    throw error;
  }
}
