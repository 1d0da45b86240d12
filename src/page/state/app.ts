import { createContext } from 'svelte';
import type { StudioApi } from '../../domain/door';
import type { OpenInMemory } from '../../worker/first-list';
import { Announcer } from './announcer.svelte';
import { Cleared } from './cleared.svelte';
import { CopyQuestion } from './copy-question.svelte';
import { Device } from './device.svelte';
import { FirstRun } from './first-run.svelte';
import { Importing } from './importing.svelte';
import { Jobs } from './jobs.svelte';
import { LessonAnswers } from './lesson-answers.svelte';
import { LessonPlaces } from './lesson-places';
import { Network } from './network.svelte';
import { Places } from './places';
import { Preferences } from './preferences.svelte';
import { Programs } from './programs.svelte';
import { Route } from './route.svelte';
import { Toasts } from './toasts.svelte';
import { TabKeeps } from './tab-keeps';
import { Unsaved } from './unsaved';
import { Workspace } from './workspace.svelte';

/** Everything a screen may ask for. Built once by `App.svelte` and handed down; tests build their own. */
export interface AppState {
  readonly api: StudioApi;
  readonly workspace: Workspace;
  readonly jobs: Jobs;
  readonly importing: Importing;
  readonly route: Route;
  readonly preferences: Preferences;
  readonly places: Places;
  readonly toasts: Toasts;
  readonly announcer: Announcer;
  readonly copyQuestion: CopyQuestion;
  readonly device: Device;
  readonly cleared: Cleared;
  readonly unsaved: Unsaved;
  readonly network: Network;
  readonly firstRun: FirstRun;
  /** Drawings that a student's work may take along, as they were last seen: a sheet is closed when the work is saved. */
  readonly keptPictures: { why: { readonly title: string; readonly svg: string } | null };
  readonly lessonPlaces: LessonPlaces;
  readonly tabKeeps: TabKeeps;
  readonly programs: Programs;
  readonly lessonAnswers: LessonAnswers;
  /** Opens the list that the first screen plays with; null where no second worker is to be had. */
  readonly openFirstList: (() => Promise<OpenInMemory>) | null;
}

export function buildAppState(door: StudioApi, openFirstList: AppState['openFirstList'] = null): AppState {
  const workspace = new Workspace(door);
  const { api } = workspace;
  const jobs = new Jobs(api);
  const tabKeeps = new TabKeeps();
  return {
    api,
    workspace,
    jobs,
    importing: new Importing(workspace, jobs),
    route: new Route(),
    preferences: new Preferences(),
    places: new Places(),
    toasts: new Toasts(),
    announcer: new Announcer(),
    copyQuestion: new CopyQuestion(),
    device: new Device(() => workspace.keeps),
    cleared: new Cleared(),
    unsaved: new Unsaved(workspace),
    network: new Network(),
    firstRun: new FirstRun(),
    keptPictures: { why: null },
    lessonPlaces: new LessonPlaces(),
    tabKeeps,
    programs: new Programs(workspace, tabKeeps),
    lessonAnswers: new LessonAnswers(),
    openFirstList,
  };
}

/** `useApp()` in a screen; `provideApp(state)` once at the top (or around a component under test). */
export const [useApp, provideApp] = createContext<AppState>();
