import type { ProjectSummary } from '../../domain/resources';
import { membersThat, siteStorage, StoredJson } from './stored';
import type { Workspace } from './workspace.svelte';

type Listed = Pick<Workspace, 'keeps' | 'writer' | 'projects'>;

/**
 * Projects that the browser has cleared. It tells nobody, but it clears databases apart from the small texts of a site:
 * names that stand among these and are on no list any more are told. Where all is cleared, the person has done it.
 */
export class Cleared {
  /** Names of projects that are gone, until the person has read them. */
  names = $state.raw<readonly string[]>([]);
  readonly #stored = new StoredJson('projects', (found) => membersThat(found, isText), siteStorage);
  /** Those by id, which stay noted until then. */
  #gone: Readonly<Record<string, string>> = {};

  /** Compares what was there with the first list of a page. What the page before was deleting was not cleared. */
  look(workspace: Listed & Pick<Workspace, 'bin'>): void {
    if (!isKept(workspace)) return;
    const there = namesOf(workspace.projects);
    const gone = Object.entries(this.#stored.read()).filter(
      ([id]) => !Object.hasOwn(there, id) && !workspace.bin.has(id),
    );
    this.#gone = Object.fromEntries(gone);
    this.names = gone.map(([, name]) => name);
  }

  /** Notes what there is now. */
  note(workspace: Listed): void {
    if (isKept(workspace)) this.#stored.write({ ...this.#gone, ...namesOf(workspace.projects) });
  }

  /** The person has read it. */
  close(workspace: Listed): void {
    this.names = [];
    this.#gone = {};
    this.note(workspace);
  }
}

/** A tab that only reads may have an old list, and would bring back what the other one has deleted. */
function isKept({ keeps, writer }: Listed): boolean {
  return keeps && writer;
}

function namesOf(projects: readonly ProjectSummary[]): Readonly<Record<string, string>> {
  return Object.fromEntries(projects.map(({ id, name }) => [id, name]));
}

const isText = (value: unknown): value is string => typeof value === 'string';
