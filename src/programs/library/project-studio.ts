import { version } from '../../../package.json';
import { messageOf } from '../../words/copy/api-message';
import { AppError } from '../../domain/errors';
import { freeName } from '../../domain/free-name';
import type { OnProgress, Pool } from '../../domain/ports';
import type { ProjectSnapshot } from '../../domain/project-file';
import { shortName } from '../../domain/recipes';
import type { ProjectState, SolutionRequest, SolutionVersion } from '../../domain/resources';
import type { DatasetType } from '../../domain/schema';
import { JobToken } from '../../engine/project/job-token';
import { createStudio, type Studio } from '../../engine/studio/studio';
import { archiveEntries } from '../../import/open/archives';
import type { SourceFile } from '../../import/open/bytes/source';
import { findRecipe } from '../../recipes/registry';
import { MemoryCatalogue } from '../../store/memory-catalogue';
import { nextTask } from '../../worker/jobs';
import { Answers } from './answers';

/** A file, and which dataset it holds where somebody says so. */
export interface GivenFile {
  readonly source: SourceFile;
  readonly dataset?: DatasetType;
}

/** Who hears how far a call is, and what ends it. */
export interface Watch {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

type Training = Pick<SolutionRequest, 'algorithmHyperParameters' | 'seed' | 'budget'> & {
  readonly recipe: string;
};

const clock = { nowMs: () => Date.now() };

/** The page's engine over memory, with one project: what it holds ends with it, but for what is written to a project file. */
export class ProjectStudio {
  readonly studio: Studio;
  readonly answers: Answers;
  #state: ProjectState | null = null;

  constructor(pool: Pool) {
    this.studio = createStudio({
      catalogue: new MemoryCatalogue(),
      pool,
      clock,
      version,
      loadWords: async () => messageOf,
      fetchSample: async (sample) => {
        throw new AppError('SAMPLE_UNAVAILABLE', { sample, reason: 'unreached' });
      },
      onEvent: (event) => {
        if (event.kind === 'state') this.#state = event.state;
      },
    });
    this.answers = new Answers(this.studio, () => this.state);
  }

  /** The project as it is now. @throws Error before one is opened: a fault of the caller. */
  get state(): ProjectState {
    if (this.#state === null) throw new Error('no project is open');
    return this.#state;
  }

  /** @throws AppError PROJECT_FILE for what is none, or not whole. */
  async open(file: SourceFile, watch: Watch = {}): Promise<void> {
    this.#state = await this.studio.importProject(job(watch), file);
  }

  /** Imports files as the page proposes, and with the same checks. @param name of the project. Default: after its files. */
  async import(files: readonly GivenFile[], name: string | undefined, watch: Watch = {}): Promise<void> {
    const known = new Map<string, { readonly dataset: DatasetType }>();
    for (const { source, dataset } of files)
      if (dataset !== undefined && (await archiveEntries(source)) === null)
        known.set(source.path, { dataset });
    const sources = files.map(({ source }) => source);
    const proposal = await this.studio.inspectFiles(job(watch), sources, known);
    const target = { into: null, name: name ?? proposal.name };
    const { state } = await this.studio.importFiles(job(watch), proposal.id, proposal.plan, target);
    this.#state = state;
  }

  /** Trains a version, and measures it. @throws AppError P01 for a recipe that nobody knows, and what training refuses with. */
  async train({ recipe, ...settings }: Training, watch: Watch = {}): Promise<SolutionVersion> {
    const { name } = findRecipe(recipe);
    const taken = new Set(this.state.service?.solutions.map((solution) => solution.name));
    return this.studio.train(job(watch), {
      ...settings,
      name: freeName(shortName(name), (one) => taken.has(one)),
      recipe: name,
      featureTransformationParameters: {},
    });
  }

  /** Hands out what a project file is written of. What was made to answer stays behind. */
  async export<T>(
    write: (snapshot: ProjectSnapshot, job: JobToken) => Promise<T>,
    watch: Watch = {},
  ): Promise<T> {
    await this.answers.clear();
    const token = job(watch);
    return this.studio.exportProject(this.state.project.id, (snapshot) => write(snapshot, token));
  }
}

/** A call that is watched, as the engine takes it. */
export function job({ onProgress = () => undefined, signal }: Watch): JobToken {
  const token = new JobToken(clock, onProgress, nextTask);
  if (signal?.aborted) token.end('cancel');
  signal?.addEventListener('abort', () => token.end('cancel'), { once: true });
  return token;
}
