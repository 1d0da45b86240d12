import { AppError } from '../../domain/errors';
import type { StudioEvent } from '../../domain/events';
import type { Clock, Pool } from '../../domain/ports';
import type { ProjectId, ProjectState } from '../../domain/resources';
import type { TakenIn } from '../datasets/import-into';
import type { FetchSample } from '../datasets/sample';
import { Identifiers } from '../project/identifiers';
import type { OpenProject, ProjectHost } from '../project/open-project';
import { ProjectsInUse } from '../project/projects-in-use';
import type { ProjectCatalogue } from '../project/store-port';
import type { importAsNew } from './import-as-new';

type Describe = (error: AppError) => string;

export interface StudioOptions {
  readonly catalogue: ProjectCatalogue;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly version: string;
  /** Whether what the catalogue holds outlives the page. Default: yes. */
  readonly keeps?: boolean;
  readonly fetchSample: FetchSample;
  /** Seeds identifiers, nothing else; must differ between sessions. Default: the clock. */
  readonly identifierSeed?: number;
  /** Words for an error where a file or a record keeps them, loaded before there is one to keep. Default: its code. */
  readonly loadWords?: () => Promise<Describe>;
  onEvent(event: StudioEvent): void;
}

/** What all calls of the studio work on: the projects, who may write, and the ports. */
export class Workspace {
  /** This tab may write. */
  writer = true;
  readonly identifiers: Identifiers;
  readonly projects: ProjectsInUse;
  readonly #host: ProjectHost;
  readonly #released: ((id: ProjectId) => void)[] = [];
  /** Once `loadWords` has come to its end. */
  describe: Describe | undefined;
  readonly #beforeOpening = new Set<Promise<unknown>>();

  constructor(readonly options: StudioOptions) {
    this.identifiers = new Identifiers(options.identifierSeed ?? options.clock.nowMs());
    this.#host = {
      clock: options.clock,
      workers: options.pool.size,
      requireWriter: () => this.requireWriter(),
      onState: (state) => options.onEvent({ kind: 'state', state }),
    };
    this.projects = new ProjectsInUse(options.catalogue, this.#host, {
      onLeave: () => options.onEvent({ kind: 'state', state: null }),
      onRelease: (id) => this.#released.forEach((tell) => tell(id)),
    });
  }

  /** @param tell called with every project that is let go. */
  onRelease(tell: (id: ProjectId) => void): void {
    this.#released.push(tell);
  }

  async loadWords(): Promise<void> {
    this.describe ??= await this.options.loadWords?.();
  }

  /** What calls on the open project wait for before they begin: until then none is opened in its place. */
  beforeOpening<T>(waiting: Promise<T>): Promise<T> {
    this.#beforeOpening.add(waiting);
    const forget = (): void => void this.#beforeOpening.delete(waiting);
    waiting.then(forget, forget);
    return waiting;
  }

  async begun(): Promise<void> {
    await Promise.allSettled(this.#beforeOpening);
  }

  /** Works on the open project, which stays in use as long as that lasts. */
  async onCurrent<T>(work: (project: OpenProject) => Promise<T>): Promise<T> {
    return this.projects.working(this.projects.current(), work);
  }

  /** Works on a project, open or not, which stays in use as long as that lasts. */
  async on<T>(id: ProjectId, work: (project: OpenProject) => Promise<T>): Promise<T> {
    return this.projects.working(await this.projects.use(id), work);
  }

  /** Changes the open project, and tells what there is then. @throws AppError READ_ONLY_TAB. */
  async changing<T>(work: (project: OpenProject) => Promise<T>): Promise<T> {
    this.requireWriter();
    const result = await this.onCurrent(work);
    await this.tellProjects();
    return result;
  }

  /** @throws AppError READ_ONLY_TAB unless this tab may write. */
  requireWriter(): void {
    if (!this.writer) throw new AppError('READ_ONLY_TAB');
  }

  /** What an import needs of its surroundings. */
  get tools(): Parameters<typeof importAsNew>[4] {
    const { catalogue, clock } = this.options;
    return { catalogue, clock, identifiers: this.identifiers, host: this.#host, describe: this.describe };
  }

  /** Ends what was interrupted and notes the opening, unless a job runs or this tab only reads. */
  async recover(project: OpenProject): Promise<ProjectState> {
    return this.writer && project.jobs === 0 ? project.recover() : project.state;
  }

  /** Opens what an import has made. */
  async show({ project }: TakenIn): Promise<ProjectState> {
    this.projects.enterNew(project);
    await this.tellProjects();
    return project.state;
  }

  async tellProjects(): Promise<void> {
    this.options.onEvent({ kind: 'projects', projects: await this.options.catalogue.list() });
  }
}
