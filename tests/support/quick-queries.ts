import { configure, getConfig } from '@testing-library/svelte';

// Loaded once in a process.
const { getElementError } = getConfig();
configure({
  // While something is waited for, nobody reads what the page looks like instead; in the end it is shown all the same.
  getElementError: (message, container) =>
    isWaiting() ? new Error(message ?? '') : getElementError(message, container),
});

function isWaiting(): boolean {
  const config: object = getConfig();
  return '_disableExpensiveErrorDiagnostics' in config && config._disableExpensiveErrorDiagnostics === true;
}

/** What elements are styled by, beside their names and what they are in. */
const ATTRIBUTES = ['hidden', 'open', 'type', 'disabled', 'dir'];

/**
 * jsdom looks through a style sheet for each element that anybody asks about, and a query by role asks about all that
 * are on the page. As there is no sheet but jsdom's own, one answer does for all elements that are alike. Nothing here
 * asks which of them has the focus, or for inherited colours.
 */
export function rememberStyles(
  page: Pick<Window & typeof globalThis, 'document' | 'getComputedStyle'>,
): void {
  const look = page.getComputedStyle.bind(page);
  const known = new Map<string, CSSStyleDeclaration>();
  page.getComputedStyle = (element, pseudo) => {
    if (pseudo || page.document.styleSheets.length > 0) return look(element, pseudo);
    const key = keyOf(element);
    const style = known.get(key) ?? look(element);
    known.set(key, style);
    return style;
  };
}

function keyOf(element: Element): string {
  const own = ATTRIBUTES.map((name) => element.getAttribute(name) ?? '-');
  const styles: string[] = [];
  for (let each: Element | null = element; each !== null; each = each.parentElement)
    styles.push(each.getAttribute('style') ?? '');
  return [element.localName, element.parentElement?.localName, ...own, styles.join(';')].join(' ');
}
