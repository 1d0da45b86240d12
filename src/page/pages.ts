import type { Component } from 'svelte';
import type { ProjectState } from '../domain/resources';
import type { View } from './state/route-table';
import * as say from '../words/messages/pages';
import type { RichText } from '../words/messages/rich';
import { saidWhenRead } from '../words/messages/said-when-read';

/** What people come for, and what each of the three is called. */
export const DOORS = saidWhenRead({
  explore: say.explore,
  learn: say.learn,
  build: say.build,
});
export type Door = keyof typeof DOORS;

/** One thing that the address can name: a screen, or a part of one. */
export interface Page {
  readonly view: View;
  /** Among the parts of its screen. */
  readonly label: string;
  /** In the window's title. */
  readonly title: string;
  /** Without an open project the page explains itself instead. */
  readonly needsProject: boolean;
}

/** What the second row of the top bar offers. */
export interface Screen {
  /** null for what is about this device. */
  readonly door: Door | null;
  readonly label: string;
  /** The first is shown where nothing else is asked for. */
  readonly parts: readonly Page[];
}

/** @param title of the window, where it says more than the label. */
function page(view: View, needsProject: boolean, label: () => string, title: () => string = label): Page {
  return {
    view,
    needsProject,
    get label() {
      return label();
    },
    get title() {
      return title();
    },
  };
}

function screen(door: Door | null, label: () => string, ...parts: readonly Page[]): Screen {
  return {
    door,
    parts,
    get label() {
      return label();
    },
  };
}

const HOME = page('home', false, say.home, say.homeTitle);

/** Every screen behind the first, in the order of the second row. */
export const SCREENS: readonly Screen[] = [
  screen(
    'explore',
    say.data,
    page('overview', true, say.overview, say.overviewTitle),
    page('import', false, say.import, say.importTitle),
  ),
  screen('explore', say.train, page('train', true, say.train)),
  screen(
    'explore',
    say.lists,
    page('recommendations', true, say.lists),
    page('actions', true, say.actions, say.actionsTitle),
  ),
  screen('explore', say.filters, page('filters', true, say.filters)),
  screen('explore', say.map, page('map', true, say.map, say.mapTitle)),
  screen('learn', say.lesson, page('lesson', false, say.lesson)),
  screen(
    'learn',
    say.bubble,
    page('bubble', false, say.bubble, say.bubbleTitle),
    page('world', false, say.world, say.worldTitle),
  ),
  screen('learn', say.ourClass, page('class', false, say.ourClass, say.ourClassTitle)),
  screen('build', say.versions, page('versions', true, say.versions, say.versionsTitle)),
  screen(
    'build',
    say.console,
    page('campaigns', false, say.campaigns),
    page('recommenders', false, say.recommenders),
  ),
  screen(
    'build',
    say.simulation,
    page('simulation', true, say.simulation),
    page('attribution', true, say.attribution),
  ),
  screen('build', say.batch, page('batch', true, say.batch)),
  screen(
    'build',
    say.toAws,
    page('cost', true, say.cost),
    page('schemas', true, say.schemas),
    page('export', true, say.export, say.exportTitle),
  ),
  screen(
    null,
    say.settings,
    page('settings', false, say.settings),
    page('storage', false, say.storage, say.storageTitle),
    page('about', false, say.about, say.aboutTitle),
  ),
];

/** Whatever an address can name. */
export const PAGES: readonly Page[] = [HOME, ...SCREENS.flatMap(({ parts }) => parts)];

export function pageOf(view: View): Page {
  return PAGES.find((page) => page.view === view) ?? HOME;
}

/** The screen that an address leads to; null for the first one. */
export function screenOf(view: View): Screen | null {
  return SCREENS.find(({ parts }) => parts.some((part) => part.view === view)) ?? null;
}

/** Whether something of the open project is on screen; an import holds what it asks of a project as long as it asks. */
export function showsProject({ view }: Page): boolean {
  return (screenOf(view)?.door ?? null) !== null && view !== 'import';
}

/**
 * Parts of a screen that have something to show for this project; others are a sentence where they would begin.
 */
export function partsFor({ parts }: Screen, project: ProjectState | null): readonly Page[] {
  return parts.filter(({ view }) => CONTENT[view]?.isThere(project) ?? true);
}

/** Parts that this project has nothing for, as sentences where they would begin. */
export function partsToCome(screen: Screen, project: ProjectState | null): readonly PartToCome[] {
  const shown = partsFor(screen, project);
  return screen.parts.flatMap((part) => {
    const sentence = shown.includes(part) ? undefined : CONTENT[part.view]?.begins;
    return sentence === undefined ? [] : [{ view: part.view, sentence: sentence() }];
  });
}

export interface PartToCome {
  readonly view: View;
  readonly sentence: RichText;
}

interface Content {
  readonly isThere: (project: ProjectState | null) => boolean;
  readonly begins?: () => RichText;
}

/** Parts that not every project has something for. */
const CONTENT: { readonly [V in View]?: Content } = {
  overview: { isThere: (project) => project !== null },
  import: { isThere: (project) => project === null, begins: say.moreFiles },
  actions: {
    isThere: (project) => project?.datasets.some(({ type }) => type === 'ACTIONS') ?? false,
    begins: say.actionsBegin,
  },
  recommenders: {
    isThere: (project) => (project?.service?.datasetGroup?.domain ?? null) !== null,
    begins: say.recommendersBegin,
  },
  simulation: { isThere: (project) => project?.project.simulated ?? false, begins: say.simulationBegins },
};

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
  world: './views/world/WorldView.svelte',
  class: './views/class/ClassView.svelte',
  storage: './views/settings/SettingsView.svelte',
  settings: './views/settings/SettingsView.svelte',
  about: './views/settings/SettingsView.svelte',
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
