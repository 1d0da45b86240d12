/** What the page and the service worker say to each other. Questions carry a MessagePort for the answer. */

export type OfflinePart = 'app' | 'workers';

/** How much of one part of the app is stored for use without a network. */
export interface OfflineLine {
  readonly part: OfflinePart;
  readonly cached: number;
  readonly total: number;
}

/** The version a service worker brings, in the user's words. */
export interface AppVersion {
  readonly version: string;
  /** Points of its changelog, newest first: all of them as the worker tells it, the new ones for the person. */
  readonly changes: readonly string[];
}

export type ToServiceWorker =
  | { readonly ask: 'offline' }
  | { readonly ask: 'version' }
  | { readonly ask: 'take-over' };

export interface Answers {
  readonly offline: readonly OfflineLine[];
  readonly version: AppVersion;
}
