export type Theme = 'system' | 'light' | 'dark';
const KEY = 'foretaste.theme';
const KEEP = 'foretaste.keepAnswered';
const SINGLE_KEYS = 'foretaste.singleKeys';

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

  constructor(private readonly frame: Window = window) {
    this.theme = this.#stored();
    this.keepAnswered = this.#storage()?.getItem(KEEP) === 'yes';
    this.singleKeys = this.#storage()?.getItem(SINGLE_KEYS) !== 'off';
  }

  /** Follows a change made in another tab; returns the way to stop. */
  listen(): () => void {
    const follow = (event: StorageEvent) => {
      if (event.key === KEY) this.theme = this.#stored();
    };
    this.frame.addEventListener('storage', follow);
    return () => this.frame.removeEventListener('storage', follow);
  }

  /** Whether the page is dark now, the system's wish included. */
  dark(): boolean {
    if (this.theme !== 'system') return this.theme === 'dark';
    return this.frame.matchMedia('(prefers-color-scheme: dark)').matches;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    const storage = this.#storage();
    if (theme === 'system') storage?.removeItem(KEY);
    else storage?.setItem(KEY, theme);
  }

  answerKeep(): void {
    this.keepAnswered = true;
    this.#storage()?.setItem(KEEP, 'yes');
  }

  setSingleKeys(on: boolean): void {
    this.singleKeys = on;
    if (on) this.#storage()?.removeItem(SINGLE_KEYS);
    else this.#storage()?.setItem(SINGLE_KEYS, 'off');
  }

  #stored(): Theme {
    const value = this.#storage()?.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  }

  #storage(): Storage | null {
    try {
      return this.frame.localStorage;
    } catch (error) {
      // Reading the property throws where the browser blocks site data.
      if (error instanceof DOMException) return null;
      throw error;
    }
  }
}
