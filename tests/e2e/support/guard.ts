import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';

/** What a walk through the app must never cause. */
export interface Guard {
  readonly consoleErrors: readonly string[];
  readonly foreignRequests: readonly string[];
  /**
   * Everything seen so far; a test expects it to be empty.
   *
   * @param allow texts of console errors that the test provoked on purpose.
   */
  problems(allow?: readonly RegExp[]): string[];
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
    problems: (allow = []) => [
      ...consoleErrors.filter((text) => !allow.some((pattern) => pattern.test(text))),
      ...foreignRequests.map((url) => `request off the origin: ${url}`),
    ],
  };
}
