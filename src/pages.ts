import type { Component } from 'svelte';
import type { View } from './state/route-table';
import * as say from './words/pages';
import { saidWhenRead } from './words/said-when-read';

/** The four stages from data to their use, and what they are called. */
export const STAGES = saidWhenRead({
  data: say.stageData,
  solutions: say.stageSolutions,
  campaigns: say.campaignsTitle,
  use: say.stageUse,
});
export type Stage = keyof typeof STAGES;

export interface Page {
  readonly view: View;
  /** null for pages about this device, which stand outside the four stages. */
  readonly stage: Stage | null;
  /** In the second row of the top bar. */
  readonly label: string;
  /** In the window's title. */
  readonly title: string;
  /** Without an open project the screen explains itself instead. */
  readonly needsProject: boolean;
}

/** @param title of the window, where it says more than the label. */
function page(
  view: View,
  stage: Stage | null,
  needsProject: boolean,
  label: () => string,
  title: () => string = label,
): Page {
  return {
    view,
    stage,
    needsProject,
    get label() {
      return label();
    },
    get title() {
      return title();
    },
  };
}

/** Every page there is, in the order of the second row. */
export const PAGES: readonly Page[] = [
  page('home', null, false, say.home, say.homeTitle),
  page('import', 'data', false, say.import, say.importTitle),
  page('overview', 'data', true, say.overview, say.overviewTitle),
  page('schemas', 'data', true, say.schemas),
  page('train', 'solutions', true, say.train),
  page('versions', 'solutions', true, say.versions, say.versionsTitle),
  page('campaigns', 'campaigns', false, say.campaigns, say.campaignsTitle),
  page('simulation', 'campaigns', true, say.simulation),
  page('recommenders', 'campaigns', false, say.recommenders),
  page('filters', 'campaigns', true, say.filters),
  page('batch', 'campaigns', true, say.batch),
  page('cost', 'campaigns', true, say.cost),
  page('attribution', 'campaigns', true, say.attribution),
  page('export', 'campaigns', true, say.export, say.exportTitle),
  page('recommendations', 'use', true, say.recommendations),
  page('actions', 'use', true, say.actions, say.actionsTitle),
  page('map', 'use', true, say.map, say.mapTitle),
  page('lesson', 'use', false, say.lesson),
  page('bubble', 'use', false, say.bubble, say.bubbleTitle),
  page('class', 'use', false, say.ourClass, say.ourClassTitle),
  page('storage', null, false, say.storage, say.storageTitle),
  page('settings', null, false, say.settings, say.settingsTitle),
  page('about', null, false, say.about, say.aboutTitle),
];

export function pageOf(view: View): Page {
  return PAGES.find((page) => page.view === view) ?? PAGES[0];
}

/** Whether something of the open project is on screen; an import holds what it asks of a project as long as it asks. */
export function showsProject({ stage, view }: Page): boolean {
  return stage !== null && view !== 'import';
}

/** Pages of the second row beside this one: those of its stage, or those about this device. */
export function pagesBeside(page: Page): readonly Page[] {
  if (page.view === 'home') return [];
  return PAGES.filter((other) => other.stage === page.stage && other.view !== 'home');
}

type Loader = () => Promise<unknown>;
const modules = import.meta.glob('./views/*/*View.svelte');

/** File behind each view, loaded when it is first shown. */
const FILES: { readonly [V in View]: string } = {
  home: './views/home/HomeView.svelte',
  import: './views/mapping/MappingView.svelte',
  overview: './views/dataset/DatasetView.svelte',
  schemas: './views/dataset/SchemasView.svelte',
  train: './views/train/TrainView.svelte',
  versions: './views/versions/VersionsView.svelte',
  export: './views/export/ExportView.svelte',
  campaigns: './views/campaigns/CampaignsView.svelte',
  recommenders: './views/recommenders/RecommendersView.svelte',
  filters: './views/filters/FiltersView.svelte',
  batch: './views/batch/BatchView.svelte',
  cost: './views/cost/CostView.svelte',
  simulation: './views/simulation/SimulationView.svelte',
  attribution: './views/attribution/AttributionView.svelte',
  recommendations: './views/user/UserView.svelte',
  actions: './views/actions/ActionsView.svelte',
  lesson: './views/lesson/LessonView.svelte',
  map: './views/map/MapView.svelte',
  bubble: './views/bubble/BubbleView.svelte',
  class: './views/class/ClassView.svelte',
  storage: './views/storage/StorageView.svelte',
  settings: './views/settings/SettingsView.svelte',
  about: './views/about/AboutView.svelte',
};

const loaded = new Map<View, Component>();

export async function loadView(view: View): Promise<Component> {
  const load = modules[FILES[view]] as Loader | undefined;
  if (load === undefined) throw new Error(`${FILES[view]} is missing`);
  const { default: screen } = (await load()) as { default: Component };
  loaded.set(view, screen);
  return screen;
}

/** The screen of a view that was loaded before; it can be shown at once. */
export function loadedView(view: View): Component | null {
  return loaded.get(view) ?? null;
}
