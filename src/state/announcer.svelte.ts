import { untrack } from 'svelte';

/** One polite live region for the page: news that sighted people see happen. */
export class Announcer {
  text = $state('');

  /** Says it once; the same words again are said again. Safe in an effect: it does not depend on what was said. */
  say(words: string): void {
    const before = untrack(() => this.text);
    this.text = before === words ? `${words}\u200b` : words;
  }
}
