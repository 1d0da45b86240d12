import type { AppError, JsonObject } from '../../domain/errors';
import type { Clock, Pool } from '../../domain/ports';
import type { Identifiers } from '../project/identifiers';
import type { OpenProject } from '../project/open-project';
import { countUse } from './count-use';
import { invoke } from './invoke';
import type { ApiContext, FileRegistry } from './operation';
import { readFile } from './project-files';
import { ServedLists } from './served-lists';
import { SerialQueue } from './work-queue';

export interface LocalServiceOptions<Files extends FileRegistry = FileRegistry> {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly files: Files;
  readonly describe: (error: AppError) => string;
  /** Told of faults in work that was queued and that no resource could say. */
  readonly onFailure: (error: unknown) => void;
}

/** The service's API over one project: what an account is to the service, a project is here. */
export class LocalService<Files extends FileRegistry = FileRegistry> {
  readonly files: Files;
  readonly #queue: SerialQueue;
  readonly #context: ApiContext;

  constructor(project: OpenProject, { onFailure, ...tools }: LocalServiceOptions<Files>) {
    this.files = tools.files;
    this.#queue = new SerialQueue(onFailure);
    this.#context = {
      ...tools,
      project,
      queue: this.#queue,
      served: new ServedLists(project.files, onFailure),
      simulation: { current: null },
      trainings: new Map(),
      batches: new Map(),
    };
  }

  /** @throws AppError UNKNOWN_OPERATION, or what the operation refuses with. */
  async invoke(operation: string, input: JsonObject): Promise<JsonObject> {
    const answer = await invoke(operation, input, this.#context);
    countUse(operation, input, this.#context);
    return answer;
  }

  /** A registered file, or what a batch job has written: all of it, or no more than about `maxBytes`; null where nothing is. */
  async readFile(path: string, maxBytes?: number): Promise<Blob | null> {
    return readFile(path, this.#context, maxBytes);
  }

  /** Resolves when the imports, trainings and batch jobs asked for so far have ended. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }
}
