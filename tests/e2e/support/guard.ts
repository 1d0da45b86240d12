import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a walk through the app must never cause; each test ends with `expectClean`. */
export interface Guard {
  readonly consoleErrors: string[];
  readonly foreignRequests: string[];
  /** @param allow texts of console errors that the test provoked on purpose. */
  expectClean(allow?: readonly RegExp[]): void;
}

/** Watches every page and worker of the context from now on. */
export function guard(context: BrowserContext): Guard {
  const consoleErrors: string[] = [];
  const foreignRequests: string[] = [];
  const watch = (page: Page): void => {
    page.on('pageerror', (error) => consoleErrors.push(`uncaught: ${error.message}`));
  };
  context.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') consoleErrors.push(`${message.text()} (${message.location().url})`);
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    const inside = ['blob:', 'data:', 'about:', 'chrome:'].includes(url.protocol);
    if (!inside && url.hostname !== 'localhost') foreignRequests.push(request.url());
  });
  context.pages().forEach(watch);
  context.on('page', watch);
  return {
    consoleErrors,
    foreignRequests,
    expectClean(allow = []) {
      const unexpected = consoleErrors.filter((text) => !allow.some((pattern) => pattern.test(text)));
      expect(unexpected, 'console errors').toEqual([]);
      expect(foreignRequests, 'requests off the origin').toEqual([]);
    },
  };
}
