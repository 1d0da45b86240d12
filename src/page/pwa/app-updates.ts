import type { Answers, AppVersion, OfflineLine, ToServiceWorker } from './messages';
import { newsSince } from './news';

export interface UpdateState {
  /** `unsupported`: no service workers here (a private window, or neither https nor localhost). */
  readonly offline: 'unsupported' | 'preparing' | 'ready' | 'failed';
  readonly checklist: readonly OfflineLine[];
  /** A new version is stored and waits to be asked in; its changes are those since the version that runs. */
  readonly update: AppVersion | null;
  /** Another tab asked a new version in; this one still runs the old and wants a reload. */
  readonly updatedElsewhere: boolean;
}

/**
 * Registers the service worker and follows it: stored for offline use or not, new version waiting, taken over by
 * another tab. Nothing happens to the running page until `applyUpdate`.
 */
export class AppUpdates {
  #state: UpdateState = { offline: 'preparing', checklist: [], update: null, updatedElsewhere: false };
  #registration: ServiceWorkerRegistration | null = null;
  #asked = false;
  readonly #onChange: (state: UpdateState) => void;
  readonly #busy: () => boolean;

  /**
   * @param onChange called with the whole state after every change.
   * @param busy true while a job runs; an update is refused then.
   */
  constructor(onChange: (state: UpdateState) => void, busy: () => boolean) {
    this.#onChange = onChange;
    this.#busy = busy;
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** @param script the service worker's file, relative to the document. */
  async start(script = 'sw.js'): Promise<void> {
    const container = serviceWorkers();
    if (container === null) {
      this.#set({ offline: 'unsupported' });
      return;
    }
    let controlled = container.controller !== null;
    container.addEventListener('controllerchange', () => {
      if (this.#asked) location.reload();
      else if (controlled) this.#set({ updatedElsewhere: true, update: null });
      controlled = true;
    });
    try {
      this.#registration = await container.register(new URL(script, document.baseURI));
    } catch (error) {
      // Registration is refused in some private windows, and by hosts that serve no sw.js.
      this.#set({ offline: error instanceof DOMException ? 'unsupported' : 'failed' });
      return;
    }
    this.#follow(this.#registration);
    addEventListener('online', this.#lookAgain);
  }

  stop(): void {
    removeEventListener('online', this.#lookAgain);
  }

  /** Lets the waiting version take over and reloads this page. @returns false when a job runs or none waits. */
  applyUpdate(): boolean {
    const waiting = this.#registration?.waiting;
    if (!waiting || this.#busy()) return false;
    this.#asked = true;
    waiting.postMessage({ ask: 'take-over' } satisfies ToServiceWorker);
    return true;
  }

  /** Looks for a new version when the network is back; on every load the browser does so by itself. */
  readonly #lookAgain = (): void => {
    this.#registration?.update().catch((error: unknown) => {
      // The host cannot be reached after all, or sends no script: the next load looks again, and this version runs on.
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    });
  };

  #follow(registration: ServiceWorkerRegistration): void {
    if (registration.installing) this.#followInstalling(registration, registration.installing);
    registration.addEventListener('updatefound', () => {
      if (registration.installing) this.#followInstalling(registration, registration.installing);
    });
    void this.#refresh(registration);
  }

  #followInstalling(registration: ServiceWorkerRegistration, worker: ServiceWorker): void {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'redundant' && !registration.active) this.#set({ offline: 'failed' });
      else void this.#refresh(registration);
    });
  }

  async #refresh(registration: ServiceWorkerRegistration): Promise<void> {
    const { active, waiting } = registration;
    if (waiting && active) {
      const [running, next] = await Promise.all([ask(active, 'version'), ask(waiting, 'version')]);
      this.#set({ update: newsSince(running, next) });
    }
    if (!active) return;
    const checklist = await ask(active, 'offline');
    const complete = checklist.every((line) => line.cached === line.total);
    this.#set({ checklist, offline: complete ? 'ready' : 'failed' });
  }

  #set(change: Partial<UpdateState>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange(this.#state);
  }
}

function ask<Q extends keyof Answers>(worker: ServiceWorker, question: Q): Promise<Answers[Q]> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = (event: MessageEvent<Answers[Q]>) => {
      port1.close();
      done(event.data);
    };
    worker.postMessage({ ask: question }, [port2]);
  });
}

/** null where the browser has none, in frames, which keep nothing, and where a sandbox forbids even to ask. */
function serviceWorkers(): ServiceWorkerContainer | null {
  // A browser that stores nothing in frames logs an error for whoever tries.
  if (window.parent !== window) return null;
  try {
    return 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
