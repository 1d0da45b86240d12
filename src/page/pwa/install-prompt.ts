/** Chromium's event for "this app can be installed"; other browsers offer installing in their own menus. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

export type InstallState = 'unavailable' | 'available' | 'installed';

/** Holds the browser's install event back until the person presses our button. */
export class InstallPrompt {
  #event: BeforeInstallPromptEvent | null = null;
  #state: InstallState = window.matchMedia?.('(display-mode: standalone)').matches
    ? 'installed'
    : 'unavailable';
  readonly #onChange: (state: InstallState) => void;

  constructor(onChange: (state: InstallState) => void) {
    this.#onChange = onChange;
    window.addEventListener('beforeinstallprompt', this.#hold);
    window.addEventListener('appinstalled', this.#installed);
  }

  get state(): InstallState {
    return this.#state;
  }

  /** Shows the browser's own question. @returns whether the person said yes; false when there is nothing to show. */
  async install(): Promise<boolean> {
    const event = this.#event;
    if (!event) return false;
    this.#event = null;
    this.#set('unavailable');
    const { outcome } = await event.prompt();
    return outcome === 'accepted';
  }

  stop(): void {
    window.removeEventListener('beforeinstallprompt', this.#hold);
    window.removeEventListener('appinstalled', this.#installed);
  }

  readonly #hold = (event: Event): void => {
    event.preventDefault();
    this.#event = event as BeforeInstallPromptEvent;
    this.#set('available');
  };

  readonly #installed = (): void => this.#set('installed');

  #set(state: InstallState): void {
    this.#state = state;
    this.#onChange(state);
  }
}
