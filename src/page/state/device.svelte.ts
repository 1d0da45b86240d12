import { AppUpdates, type UpdateState } from '../pwa/app-updates';
import { askToPersist, readDeviceStorage, type DeviceStorage } from '../pwa/device-storage';
import { InstallPrompt, type InstallState } from '../pwa/install-prompt';

const NO_STORAGE: DeviceStorage = { persistence: 'unknown', usedBytes: null, quotaBytes: null };

/** The app on this device: stored for offline use, installed, up to date, and whether the browser keeps the data. */
export class Device {
  updates = $state.raw<UpdateState>({
    offline: 'preparing',
    checklist: [],
    update: null,
    updatedElsewhere: false,
  });
  install = $state<InstallState>('unavailable');
  #storage = $state.raw<DeviceStorage | null>(null);
  /** Something was imported in this page: the person may be asked whether the browser shall keep it. */
  offerToKeep = $state(false);
  #updates: AppUpdates | null = null;
  #prompt: InstallPrompt | null = null;
  readonly #keeps: () => boolean;

  /** @param keeps false where the browser refuses storage; it tells of one all the same, which may not be used. */
  constructor(keeps: () => boolean = () => true) {
    this.#keeps = keeps;
  }

  /** What the browser says of the storage; null until it has said something. */
  get storage(): DeviceStorage | null {
    return this.#keeps() ? this.#storage : NO_STORAGE;
  }

  /** Every file of the app is stored; only then does the screen say so. */
  get offlineReady(): boolean {
    return this.updates.offline === 'ready';
  }

  /** @param busy true while a job runs: no update is taken then. @returns the way to stop. */
  start(busy: () => boolean): () => void {
    this.#updates = new AppUpdates((state) => (this.updates = state), busy);
    this.#prompt = new InstallPrompt((state) => (this.install = state));
    this.install = this.#prompt.state;
    void this.#updates.start();
    void this.readStorage();
    return () => {
      this.#updates?.stop();
      this.#prompt?.stop();
    };
  }

  /** @returns false while a job runs. */
  applyUpdate(): boolean {
    return this.#updates?.applyUpdate() ?? false;
  }

  async askToInstall(): Promise<boolean> {
    return (await this.#prompt?.install()) ?? false;
  }

  async readStorage(): Promise<void> {
    this.#storage = await readDeviceStorage();
  }

  /** Asks the browser not to clear the data by itself. */
  async keepData(): Promise<void> {
    this.#storage = await askToPersist();
  }
}
