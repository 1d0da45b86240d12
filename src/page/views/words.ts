import type { Nouns } from '../charts/summary';
import { genreWords } from '../../words/copy/genres';
import { nameSaid } from '../../domain/item-names';
import { BASELINE_RECIPE, isPersonal, listsItems } from '../../domain/recipe-catalogue';
import type { ProjectState, SolutionVersion } from '../../domain/resources';
import { newestFirst } from '../../domain/version-names';
import * as noun from '../../words/messages/nouns';

/** The words follow the language for as long as they are shown. */
function named(thing: Nouns['thing']): Nouns {
  return {
    thing,
    get item() {
      return noun.item({ thing });
    },
    get items() {
      return noun.items({ thing });
    },
  };
}
const FILMS = named('film');
const ITEMS = named('other');

/**
 * What this project's items are called. Films where the data says so (a genre column and a file or the simulated
 * sample that is about films), items everywhere else.
 */
export function nounsOf(state: ProjectState | null): Nouns {
  if (state !== null) {
    const items = state.datasets.find((dataset) => dataset.type === 'ITEMS');
    const genres = items?.schema.fields.some((field) => /^GENRES?$/.test(field.name)) ?? false;
    const told =
      state.project.simulated || /movie|film/i.test(JSON.stringify(state.provenance) + state.project.name);
    const lens = /^ml-/i.test(state.project.name);
    if (genres && (told || lens)) return FILMS;
  }
  return ITEMS;
}

/** From one person alone, nobody’s choices can be foretold to another, and nobody is left to be measured on. */
export function isOnePersons(state: ProjectState | null): boolean {
  return state?.project.users === 1;
}

/** Whether the recommendations screen can show what the version answers. */
export function isServable(version: SolutionVersion): boolean {
  return version.status === 'ACTIVE' && listsItems(version.spec.recipe);
}

/** Versions that can be looked at, the one to show by default first: personal before others, new before old. */
export function servable(state: ProjectState | null): readonly SolutionVersion[] {
  const active = newestFirst(state?.solutionVersions ?? []).filter(isServable);
  const forOne = ({ spec, brought }: SolutionVersion): boolean =>
    isPersonal(spec.recipe) && brought === undefined;
  return [...active.filter(forOne), ...active.filter((version) => !forOne(version))];
}

/** The newest ACTIVE popularity version, or null. */
export function popularityOf(state: ProjectState | null): SolutionVersion | null {
  return servable(state).find((version) => version.spec.recipe === BASELINE_RECIPE) ?? null;
}

/** How a status is coloured. */
export function statusKind(status: string): 'ok' | 'warn' | 'run' {
  if (status === 'ACTIVE') return 'ok';
  return status === 'CREATE FAILED' ? 'warn' : 'run';
}

export { download, fileName } from '../charts/save-file';
export { newestFirst, versionName } from '../../domain/version-names';

/** What a kind of items is called on screen: those of the film club in the language of the page, others as the data have them. */
export function categoryWords(state: ProjectState | null, category: string): string {
  return state?.project.simulated === true ? genreWords(category) : category;
}

/** What somebody is called, with the id that requests name them by: two people may have one name. */
export function userLabel({ userId, name }: { readonly userId: string; readonly name?: string }): string {
  return name === undefined || name === userId ? nameSaid(userId) : `${name} (${userId})`;
}
