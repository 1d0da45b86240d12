import { createContext } from 'svelte';
import type { StudioApi } from '../worker/api';
import { Announcer } from './announcer.svelte';
import { Device } from './device.svelte';
import { Importing } from './importing.svelte';
import { Jobs } from './jobs.svelte';
import { Network } from './network.svelte';
import { Preferences } from './preferences.svelte';
import { Route } from './route.svelte';
import { Toasts } from './toasts.svelte';
import { Workspace } from './workspace.svelte';

/** Everything a screen may ask for. Built once by `App.svelte` and handed down; tests build their own. */
export interface AppState {
  readonly api: StudioApi;
  readonly workspace: Workspace;
  readonly jobs: Jobs;
  readonly importing: Importing;
  readonly route: Route;
  readonly preferences: Preferences;
  readonly toasts: Toasts;
  readonly announcer: Announcer;
  readonly device: Device;
  readonly network: Network;
}

export function buildAppState(api: StudioApi): AppState {
  const workspace = new Workspace(api);
  const jobs = new Jobs(api);
  return {
    api,
    workspace,
    jobs,
    importing: new Importing(workspace, jobs),
    route: new Route(),
    preferences: new Preferences(),
    toasts: new Toasts(),
    announcer: new Announcer(),
    device: new Device(),
    network: new Network(),
  };
}

/** `useApp()` in a screen; `provideApp(state)` once at the top (or around a component under test). */
export const [useApp, provideApp] = createContext<AppState>();
