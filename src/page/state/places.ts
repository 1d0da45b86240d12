import type { ProjectId, ProjectSummary } from '../../domain/resources';
import { membersThat, siteStorage, StoredJson } from './stored';
import { parseRoute, serializeRoute, type RouteState } from './route-table';

/** Projects whose places are kept; the longest unvisited go first. */
const MOST = 50;

/** Where each project was left, on this device: the page and what was chosen on it, never data. */
export class Places {
  readonly #stored: StoredJson<Readonly<Record<string, string>>>;

  constructor(frame: Window = window) {
    const area = () => siteStorage(frame);
    this.#stored = new StoredJson('places', (found) => membersThat(found, isText), area);
  }

  /** Notes an address, of a page about its project, as the place of that. */
  remember(route: RouteState): void {
    const { project } = route;
    if (project === null || route.only !== null) return;
    const kept = this.#others(project).slice(1 - MOST);
    this.#stored.write({
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
    this.#stored.write(Object.fromEntries(this.#others(id)));
  }

  #others(id: string): readonly (readonly [string, string])[] {
    return [...this.#all()].filter(([other]) => other !== id);
  }

  #all(): ReadonlyMap<string, string> {
    return new Map(Object.entries(this.#stored.read()));
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
