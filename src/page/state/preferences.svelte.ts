import { on } from 'svelte/events';
import { isLanguage, spokenOf, type Language } from '../../domain/language';
import { siteStorage, StoredText } from './stored';

export type Theme = 'system' | 'light' | 'dark';

/**
 * What the person prefers on this device. Works without storage (private windows, blocked cookies): it is then
 * forgotten with the page. `public/first-paint.js` reads the same key before the first paint.
 */
export class Preferences {
  theme = $state<Theme>('system');
  /** Whether keys without Ctrl do something; who dictates or types with a switch may not want it. */
  singleKeys = $state(true);

  /** Whether the person has said once if the browser shall keep the data: then nobody asks again. */
  keepAnswered = $state(false);
  /** That of the browser until the person chooses another; a link may say another for as long as it is open. */
  language = $state<Language>('en');

  readonly #stored = {
    theme: new StoredText('theme', siteStorage),
    keepAnswered: new StoredText('keepAnswered', siteStorage),
    singleKeys: new StoredText('singleKeys', siteStorage),
    language: new StoredText('language', siteStorage),
  };

  constructor() {
    this.theme = this.#storedTheme();
    this.language = this.#storedLanguage();
    this.keepAnswered = this.#stored.keepAnswered.read() === 'yes';
    this.singleKeys = this.#stored.singleKeys.read() !== 'off';
  }

  /** Follows a change made in another tab; returns the way to stop. */
  listen(): () => void {
    return on(window, 'storage', (event) => {
      if (this.#stored.theme.isAt(event.key)) this.theme = this.#storedTheme();
      if (this.#stored.language.isAt(event.key)) this.language = this.#storedLanguage();
    });
  }

  /** Whether the page is dark now, the system's wish included. */
  dark(): boolean {
    if (this.theme !== 'system') return this.theme === 'dark';
    return window.matchMedia('(prefers-color-scheme: dark)').matches;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.#stored.theme.write(theme === 'system' ? null : theme);
  }

  setLanguage(language: Language): void {
    this.language = language;
    this.#stored.language.write(language);
  }

  answerKeep(): void {
    this.keepAnswered = true;
    this.#stored.keepAnswered.write('yes');
  }

  setSingleKeys(on: boolean): void {
    this.singleKeys = on;
    this.#stored.singleKeys.write(on ? null : 'off');
  }

  #storedTheme(): Theme {
    const value = this.#stored.theme.read();
    return value === 'light' || value === 'dark' ? value : 'system';
  }

  #storedLanguage(): Language {
    const value = this.#stored.language.read();
    return value !== null && isLanguage(value) ? value : spokenOf(window.navigator.languages);
  }
}
