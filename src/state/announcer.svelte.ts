/** One polite live region for the page: news that sighted people see happen. */
export class Announcer {
  text = $state('');

  /** Says it once; the same words again are said again. */
  say(words: string): void {
    this.text = this.text === words ? `${words}\u200b` : words;
  }
}
