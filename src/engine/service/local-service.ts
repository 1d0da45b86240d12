import { LIST_OPERATIONS, PUT_OPERATIONS } from '../../domain/operations';
import type { AppError, JsonObject } from '../../domain/errors';
import type { Clock, Pool } from '../../domain/ports';
import type { Identifiers } from '../project/identifiers';
import type { OpenProject } from '../project/open-project';
import { invoke } from './invoke';
import type { ApiContext, FileRegistry, WorkQueue } from './operation';
import { readFile } from './project-files';
import { KeptLists } from '../serving/kept-lists';
import type { ServingThreads } from '../serving/serving-threads';
import { ServedLists } from './served-lists';
import { serviceOf } from '../../domain/service-resources';
import { BlobFiles } from './blob-files';

const encoder = new TextEncoder();

export interface LocalServiceOptions<Files extends FileRegistry = FileRegistry> {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly files: Files;
  /** Of new solutions. Default: that of the command line. */
  readonly seed?: number;
  readonly describe: (error: AppError) => string;
  /** Where models are asked. Default: in this thread. */
  readonly threads?: ServingThreads;
  /** Where the files of import jobs are read. Default: in this thread. */
  readonly readImport?: ApiContext['readImport'];
  /** Where its long work waits for its turn. Default: by itself. */
  readonly queue?: SerialQueue;
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
    this.#queue = tools.queue ?? new SerialQueue(onFailure);
    this.#context = {
      ...tools,
      project,
      queue: this.#queue,
      served: new ServedLists(project.files, onFailure),
      lists: new KeptLists(),
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

/** Counts a call that was answered, where the service would bill it: requests of campaigns, and bytes of what was put. */
function countUse(
  operation: string,
  input: JsonObject,
  { project, queue }: Pick<ApiContext, 'project' | 'queue'>,
): void {
  const { nowSec } = project;
  const { counter } = project.writer;
  if (LIST_OPERATIONS.has(operation)) {
    const { campaignArn } = input;
    const campaign = serviceOf(project.state).campaigns.find(({ arn }) => arn === campaignArn);
    if (campaign !== undefined) counter.request(campaign.arn, nowSec);
  } else if (PUT_OPERATIONS.has(operation)) {
    counter.put(encoder.encode(JSON.stringify(input)).length, nowSec);
  } else return;
  // Long work stores the counts with its own steps, so waiting for it loses nothing.
  if (counter.isDue(nowSec)) queue.add(() => project.keepCounts());
}

/** Runs pieces of work one after the other, in the order they came. */
export class SerialQueue implements WorkQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** @param onFailure told of what no resource could say; the queue goes on. */
  constructor(private readonly onFailure: (error: unknown) => void) {}

  add(work: () => Promise<unknown>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => this.onFailure(error));
  }

  /** Resolves when everything that was added so far has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}

/** The service of each project in use, made when it is first asked, with the files that were registered for it. */
export class ProjectServices {
  readonly #services = new WeakMap<OpenProject, LocalService<BlobFiles>>();

  constructor(private readonly tools: Omit<LocalServiceOptions<BlobFiles>, 'files'>) {}

  of(project: OpenProject): LocalService<BlobFiles> {
    let service = this.#services.get(project);
    if (service === undefined) {
      service = new LocalService(project, { ...this.tools, files: new BlobFiles() });
      this.#services.set(project, service);
    }
    return service;
  }
}
