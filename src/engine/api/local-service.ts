import type { AppError, JsonObject } from '../../domain/errors';
import type { Clock, Pool } from '../../domain/ports';
import type { Identifiers } from '../identifiers';
import type { OpenProject } from '../open-project';
import { invoke } from './invoke';
import type { ApiContext, FileRegistry } from './operation';
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
      served: new ServedLists(),
      trainings: new Map(),
    };
  }

  /** @throws AppError UNKNOWN_OPERATION, or what the operation refuses with. */
  async invoke(operation: string, input: JsonObject): Promise<JsonObject> {
    return invoke(operation, input, this.#context);
  }

  /** Resolves when the imports, trainings and batch jobs asked for so far have ended. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }
}
