import type { ProjectId, ProjectSummary } from '../domain/resources';
import { parseRoute, serializeRoute, type RouteState } from './route-table';

const KEY = 'foretaste.places';
/** Projects whose places are kept; the longest unvisited go first. */
const MOST = 50;

/** Where each project was left, on this device: the page and what was chosen on it, never data. */
export class Places {
  constructor(private readonly frame: Window = window) {}

  /** Notes an address, of a page about its project, as the place of that. */
  remember(route: RouteState): void {
    const { project } = route;
    if (project === null || route.only !== null) return;
    const kept = this.#others(project).slice(1 - MOST);
    this.#keep({
      ...Object.fromEntries(kept),
      [project]: serializeRoute({ ...route, expects: null, why: null }),
    });
  }

  /** For a link into the project: where it was left, or its data, or its lists once there are some. */
  enter({ id, versions }: Pick<ProjectSummary, 'id' | 'versions'>): Partial<RouteState> {
    const left = this.#all().get(id);
    if (left !== undefined) return { ...parseRoute(left).route, project: id };
    return { view: versions > 0 ? 'recommendations' : 'overview', project: id };
  }

  forget(id: ProjectId): void {
    this.#keep(Object.fromEntries(this.#others(id)));
  }

  #others(id: string): readonly (readonly [string, string])[] {
    return [...this.#all()].filter(([other]) => other !== id);
  }

  #all(): ReadonlyMap<string, string> {
    try {
      const read: unknown = JSON.parse(this.frame.localStorage.getItem(KEY) ?? '{}');
      if (typeof read !== 'object' || read === null) return new Map();
      return new Map(
        Object.entries(read).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
      );
    } catch (error) {
      // Site data are blocked, or somebody has written something else there: then no place is known.
      if (error instanceof DOMException || error instanceof SyntaxError) return new Map();
      throw error;
    }
  }

  #keep(places: Readonly<Record<string, string>>): void {
    try {
      this.frame.localStorage.setItem(KEY, JSON.stringify(places));
    } catch (error) {
      // Blocked or full: the place is then forgotten with the page.
      if (!(error instanceof DOMException)) throw error;
    }
  }
}
