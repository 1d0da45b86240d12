import type { Page } from 'playwright-core';

/** Puts the page into a language as a link would, and waits until it speaks it; null: that of the browser, English. */
export async function speak(page: Page, language: 'ko' | null): Promise<void> {
  await page.evaluate((lang) => {
    const hash = new URLSearchParams(location.hash.slice(1));
    if (lang === null) hash.delete('lang');
    else hash.set('lang', lang);
    location.hash = hash.toString();
  }, language);
  await page.locator(`html[lang=${language ?? 'en'}]`).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * What is written on the page, and what is only read out, in which two words of English stand beside each other. Code
 * and what stands in the service's language are left out; titles of the data are told by their capitals.
 */
export function sentencesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const quoted = 'code, kbd, pre, textarea, [lang=en], .code';
    const isEnglish = (text: string): boolean =>
      /\b(?!of\b|the\b|in\b|and\b)[a-z]{3,} (?!of\b|the\b|in\b|and\b)[a-z]{3,}\b/.test(text);
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode as Text;
      const text = data.trim();
      if (parentElement === null || parentElement.closest(quoted) !== null || !isEnglish(text)) continue;
      if (parentElement.checkVisibility()) found.push(text);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = element.getAttribute(name) ?? '';
        if (element.closest(quoted) === null && isEnglish(text)) found.push(`${name}: ${text}`);
      }
    return found;
  });
}
