import type { Component } from 'svelte';
import type { View } from './state/route-table';

/** The four stages from data to their use, and what they are called. */
export const STAGES = { data: 'Data', solutions: 'Solutions', campaigns: 'Campaigns', use: 'Use' } as const;
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

/** Every page there is, in the order of the second row. */
export const PAGES: readonly Page[] = [
  {
    view: 'home',
    stage: null,
    label: 'Home',
    title: 'See what your data would recommend',
    needsProject: false,
  },
  { view: 'import', stage: 'data', label: 'Import', title: 'Check the columns', needsProject: false },
  { view: 'overview', stage: 'data', label: 'Overview', title: 'What is in the data?', needsProject: true },
  { view: 'schemas', stage: 'data', label: 'Schemas', title: 'Schemas', needsProject: true },
  { view: 'train', stage: 'solutions', label: 'Train', title: 'Train', needsProject: true },
  { view: 'versions', stage: 'solutions', label: 'Versions', title: 'Solution versions', needsProject: true },
  { view: 'campaigns', stage: 'campaigns', label: 'Console', title: 'Campaigns', needsProject: false },
  {
    view: 'recommenders',
    stage: 'campaigns',
    label: 'Recommenders',
    title: 'Recommenders',
    needsProject: false,
  },
  { view: 'filters', stage: 'campaigns', label: 'Filters', title: 'Filters', needsProject: true },
  { view: 'batch', stage: 'campaigns', label: 'Batch jobs', title: 'Batch jobs', needsProject: true },
  { view: 'cost', stage: 'campaigns', label: 'AWS cost', title: 'AWS cost', needsProject: true },
  { view: 'simulation', stage: 'campaigns', label: 'A/B test', title: 'A/B test', needsProject: true },
  { view: 'attribution', stage: 'campaigns', label: 'Impact', title: 'Impact', needsProject: true },
  { view: 'export', stage: 'campaigns', label: 'To AWS', title: 'To Amazon Personalize', needsProject: true },
  {
    view: 'recommendations',
    stage: 'use',
    label: 'Recommendations',
    title: 'Recommendations',
    needsProject: true,
  },
  { view: 'map', stage: 'use', label: 'Map', title: 'Map of items', needsProject: true },
  { view: 'lesson', stage: 'use', label: 'Lessons', title: 'Lessons', needsProject: false },
  {
    view: 'bubble',
    stage: 'use',
    label: 'Bubble machine',
    title: 'Does a list narrow what people hear?',
    needsProject: false,
  },
  {
    view: 'storage',
    stage: null,
    label: 'Storage',
    title: 'What is kept on this device?',
    needsProject: false,
  },
  {
    view: 'settings',
    stage: null,
    label: 'Settings',
    title: 'How should it work on this device?',
    needsProject: false,
  },
  { view: 'about', stage: null, label: 'About', title: 'What is Foretaste?', needsProject: false },
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
  lesson: './views/lesson/LessonView.svelte',
  map: './views/map/MapView.svelte',
  bubble: './views/bubble/BubbleView.svelte',
  storage: './views/storage/StorageView.svelte',
  settings: './views/settings/SettingsView.svelte',
  about: './views/about/AboutView.svelte',
};

export async function loadView(view: View): Promise<Component> {
  const load = modules[FILES[view]] as Loader | undefined;
  if (load === undefined) throw new Error(`${FILES[view]} is missing`);
  return ((await load()) as { default: Component }).default;
}
