import { untrack } from 'svelte';

/** What nobody sees or hears makes the same words new ones. */
const AGAIN = '\u200b';

/** One polite live region for the page: news that sighted people see happen. */
export class Announcer {
  text = $state('');

  /** Says it once; the same words again are said again. Safe in an effect: it does not depend on what was said. */
  say(words: string): void {
    const before = untrack(() => this.text);
    this.text = before === words ? `${words}${AGAIN}` : words;
  }

  /** Says it in place of what no longer holds; whatever was said since stays. */
  replace(stale: string, words: string): void {
    const now = untrack(() => this.text);
    if (now === stale || now === `${stale}${AGAIN}`) this.text = words;
  }
}
