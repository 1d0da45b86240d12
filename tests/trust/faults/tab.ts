import { describeError } from '../../../src/words/copy/errors';
import type { StudioEvent } from '../../../src/domain/events';
import type { Pool } from '../../../src/domain/ports';
import type { ProjectId, ProjectState } from '../../../src/domain/resources';
import { InProcessPool } from '../../../src/engine/project/in-process-pool';
import type { JobToken } from '../../../src/engine/project/job-token';
import { createStudio, type Studio } from '../../../src/engine/studio/studio';
import { IdbCatalogue } from '../../../src/store/catalogue';
import { nodeJob, shopOnDisk } from '../../support/studio-in-node';

/** A page with the app: the engine as the worker starts it, over the present `indexedDB`. */
export interface Tab {
  readonly studio: Studio;
  readonly catalogue: IdbCatalogue;
  /** The open project as the page was last told of it. */
  state(): ProjectState | null;
  /** Whether the page says that its storage was taken away. */
  lost(): boolean;
  /** How often the operation was asked for before: each time has its own names. */
  attempts: number;
  job(): JobToken;
  /** The person ends what runs: the newest job, and the training that is queued. */
  cancel(): void;
  /** Puts its clock on. */
  skip(ms: number): void;
}

/** A day in 2024; each reading is a little later, so that what goes by the clock moves on. */
const START_MS = 1_720_000_000_000;
const READING_MS = 40;

export async function openTab(pool: Pool = new InProcessPool()): Promise<Tab> {
  let lost = false;
  const catalogue = await IdbCatalogue.open(() => void (lost = true));
  await catalogue.sweep();
  let nowMs = START_MS;
  let state: ProjectState | null = null;
  const studio = createStudio({
    catalogue,
    pool,
    clock: { nowMs: () => (nowMs += READING_MS) },
    version: 'faults',
    fetchSample: shopOnDisk,
    identifierSeed: 1,
    loadWords: async () => (error) => describeError(error).what,
    onEvent: (event: StudioEvent) => {
      if (event.kind === 'state') ({ state } = event);
    },
  });
  let job = nodeJob();
  return {
    studio,
    catalogue,
    attempts: 0,
    state: () => state,
    lost: () => lost,
    job: () => (job = nodeJob()),
    cancel: () => {
      job.end('cancel');
      const running = state?.solutionVersions.find(({ status }) => status === 'CREATE IN_PROGRESS');
      if (running === undefined) return;
      // What is no queued training is refused, and was ended above.
      const stopping = studio.invoke('StopSolutionVersionCreation', { solutionVersionArn: running.arn });
      stopping.catch(() => undefined);
    },
    skip: (ms) => void (nowMs += ms),
  };
}

/** The id of a project by its name. */
export async function projectNamed({ studio }: Pick<Tab, 'studio'>, name: string): Promise<ProjectId> {
  const found = (await studio.listProjects()).find((project) => project.name === name);
  if (found === undefined) throw new RangeError(`no project ${name}`);
  return found.id;
}

/** The project as the page has it. */
export function stateOf({ state }: Pick<Tab, 'state'>): ProjectState {
  const now = state();
  if (now === null) throw new RangeError('no project is open');
  return now;
}
