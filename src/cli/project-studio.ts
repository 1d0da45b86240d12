import type { SourceFile } from '../import/open/bytes/source';
import type { Pool } from '../domain/ports';
import type { ProjectId, ProjectState } from '../domain/resources';
import { JobToken } from '../engine/project/job-token';
import { createStudio, type Studio } from '../engine/studio/studio';
import { MemoryCatalogue } from '../store/memory-catalogue';
import { version } from '../../package.json';
import { messageOf } from '../copy/api-message';
import { AppError } from '../domain/errors';
import { diskSource } from './import-files';
import { withPool } from './node-pool';
import { writeProject } from './write-project';

/** The page's engine over memory: what it holds ends with the command, but for what is written to a project file. */
export class ProjectStudio {
  readonly #clock = { nowMs: () => Date.now() };
  readonly catalogue = new MemoryCatalogue();
  readonly studio: Studio;

  private constructor(pool: Pool) {
    this.studio = createStudio({
      catalogue: this.catalogue,
      pool,
      clock: this.#clock,
      version,
      loadWords: async () => messageOf,
      fetchSample: async (sample) => {
        throw new AppError('SAMPLE_UNAVAILABLE', { sample, reason: 'unreached' });
      },
      onEvent: () => undefined,
    });
  }

  /** Threads end with the work. */
  static with<T>(workers: number, work: (studio: ProjectStudio) => Promise<T>): Promise<T> {
    return withPool(workers, (pool) => work(new ProjectStudio(pool)));
  }

  /** A job whose steps are told on standard error, each once. */
  job(): JobToken {
    let told = '';
    return new JobToken(
      this.#clock,
      ({ phase }) => {
        if (phase !== told) process.stderr.write(`${phase}\n`);
        told = phase;
      },
      () => new Promise((resolve) => setImmediate(resolve)),
    );
  }

  /** @throws AppError PROJECT_FILE for what is none, or not whole. */
  async open(path: string): Promise<ProjectState> {
    return this.studio.importProject(this.job(), diskSource(path));
  }

  /** Imports files as the page proposes, and with the same checks. */
  async import(files: readonly SourceFile[], name?: string): Promise<ProjectState> {
    const proposal = await this.studio.inspectFiles(this.job(), files);
    const target = { into: null, name: name ?? proposal.name };
    return (await this.studio.importFiles(this.job(), proposal.id, proposal.plan, target)).state;
  }

  /** @returns the bytes of the file. */
  async save(id: ProjectId, path: string): Promise<number> {
    const job = this.job();
    return this.studio.exportProject(id, (snapshot) => writeProject(snapshot, path, job));
  }
}
