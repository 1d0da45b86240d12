import type { Page } from 'playwright-core';
import { quantile } from '../figures/statistics';

declare global {
  interface Window {
    timerWaits?: number[];
  }
}

export interface PageWaits {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** From now on the page notes how late a timer of 10 ms comes: so long a click would have waited. */
export async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.timerWaits = [];
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      window.timerWaits?.push(Math.max(0, now - last - 10));
      last = now;
    }, 10);
  });
}

/** Milliseconds that the page kept a person waiting since the last reading. */
export async function readWaits(page: Page): Promise<PageWaits> {
  const waits = await page.evaluate(() => {
    const all = window.timerWaits ?? [];
    window.timerWaits = [];
    return all;
  });
  const at = (share: number): number => Math.round(quantile(waits, share));
  return { p50: at(0.5), p99: at(0.99), longest: at(1) };
}
