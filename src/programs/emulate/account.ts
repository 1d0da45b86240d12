import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../words/copy/api-message';
import { isAppError } from '../../domain/errors';
import type { Clock } from '../../domain/ports';
import { Identifiers } from '../../engine/project/identifiers';
import { datasetGroupOf } from '../../engine/resources/dataset-groups';
import { isAtWork } from '../../domain/at-work';
import { serviceOf } from '../../domain/service-resources';
import { SerialQueue } from '../../engine/service/local-service';
import type { FileRegistry } from '../../engine/service/operation';
import { PersonalizeRequestHandler, type Invoke } from '../../interop/aws/request-handler';
import { onFailure, openProject, readProject, type AccountTools, type GroupProject } from './group-project';
import { Groups, type ProjectStorage } from './groups';
import { measured, type Tell } from './measured';
import { Paced, type Pace } from './pace';

export interface AccountOptions extends Pick<
  AccountTools,
  'pool' | 'profile' | 'seed' | 'threads' | 'readImport'
> {
  readonly pace: Pace;
  /** Who hears of the service's own metrics. Default: nobody. */
  readonly tell?: Tell;
}

/** Between two looks at what the service would do by itself by now. */
const SCHEDULE_MS = 60_000;
/** So long after the last change nobody has asked for a training, and one that is automatic starts. */
const QUIET_MS = 1000;
/** Of the first group with the account's schemas, and of the other groups, by number. */
const [FIRST, OTHERS] = ['account', 'groups'];
const clock: Clock = { nowMs: () => Date.now() };

/** What an account is to the service: its dataset groups, kept in a folder, under the service's API. */
export class Account {
  readonly handler: PersonalizeRequestHandler;
  /** An operation by its name, which waits for no pace. @throws AppError */
  readonly invoke: Invoke;
  readonly #timer: NodeJS.Timeout;
  readonly #pace: Pace;
  #quiet: NodeJS.Timeout | undefined;
  #scheduled: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly groups: Groups,
    private readonly queue: SerialQueue,
    { pace, threads, tell }: Pick<AccountOptions, 'pace' | 'threads' | 'tell'>,
  ) {
    this.#pace = pace;
    this.invoke = (operation, input) => {
      if (!/^(Describe|Get|List)/.test(operation)) this.#startWhenQuiet();
      return groups.invoke(operation, input);
    };
    const paced = new Paced(this.invoke, pace, clock);
    const invoke: Invoke = (operation, input) => paced.invoke(operation, input);
    this.handler = new PersonalizeRequestHandler(tell ? measured(invoke, tell) : invoke, messageOf);
    this.#timer = setInterval(() => {
      threads?.rest();
      this.#runSchedule(false).catch((error: unknown) => console.warn('schedule', error));
    }, SCHEDULE_MS);
    this.#timer.unref();
  }

  /** Opens what the folder holds, or begins anew. What a killed process left running has failed. */
  static async open(
    folder: string,
    files: FileRegistry,
    { pace, tell, ...given }: AccountOptions,
  ): Promise<Account> {
    const queue = new SerialQueue(onFailure);
    const kept = await readProject(join(folder, FIRST));
    // Each start has its own stream, and the first after a reset always the same.
    const identifiers = new Identifiers(given.seed + (kept.revision ?? 0));
    const tools: AccountTools = { ...given, clock, files, queue, identifiers };
    const projects = [await openProject(kept, tools)];
    const storage = new FolderStorage(join(folder, OTHERS), tools);
    for await (const project of storage.open()) projects.push(project);
    return new Account(new Groups(projects, storage, given.profile), queue, {
      pace,
      threads: given.threads,
      tell,
    });
  }

  /** Resolves when nothing runs and nothing waits, automatic trainings among it. */
  async idle(): Promise<void> {
    do await this.queue.idle();
    while (this.#pace === 'none' && (await this.#runSchedule(true)));
    // What was begun by itself meanwhile.
    await this.queue.idle();
  }

  /** Without a pace an automatic training waits no hour, but until what was asked for is done and nothing else is. */
  #startWhenQuiet(): void {
    if (this.#pace !== 'none') return;
    clearTimeout(this.#quiet);
    const quiet = setTimeout(() => {
      this.queue
        .idle()
        .then(() => this.#quiet === quiet && this.#runSchedule(true))
        .catch((error: unknown) => console.warn('schedule', error));
    }, QUIET_MS).unref();
    this.#quiet = quiet;
  }

  /** @returns whether anything was begun. */
  async #runSchedule(firstAtOnce: boolean): Promise<boolean> {
    const run = this.#scheduled.then(async () => {
      const begun = this.groups.all.map(({ service }) => service.invoke('RunSchedule', { firstAtOnce }));
      return (await Promise.all(begun)).some(({ started }) => Array.isArray(started) && started.length > 0);
    });
    this.#scheduled = run.catch(() => undefined); // whoever waits for it hears it
    return run;
  }

  /** Ends what can be stopped, waits for the rest, and lets go of the folder. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#quiet);
    this.#quiet = undefined;
    for (const { project, service } of this.groups.all) {
      const stop = async (operation: string, input: { readonly [member: string]: string }): Promise<void> => {
        try {
          await service.invoke(operation, input);
        } catch (error) {
          // It ended meanwhile, or cannot be stopped and is waited for.
          if (!isAppError(error)) throw error;
        }
      };
      for (const { arn } of project.state.solutionVersions.filter(isAtWork))
        await stop('StopSolutionVersionCreation', { solutionVersionArn: arn });
      for (const job of serviceOf(project.state).batchJobs.filter(isAtWork)) {
        if (job.kind === 'inference') await stop('StopBatchInferenceJob', { batchInferenceJobArn: job.arn });
        else await stop('StopBatchSegmentJob', { batchSegmentJobArn: job.arn });
      }
    }
    await this.queue.idle();
    for (const { project } of this.groups.all) await project.close();
  }
}

/** Projects in folders that are numbered as they come. */
class FolderStorage implements ProjectStorage {
  #last = 0;

  constructor(
    private readonly folder: string,
    private readonly tools: AccountTools,
  ) {}

  /** The groups that are kept, in the order in which they were made. What was never acknowledged as a group goes. */
  async *open(): AsyncGenerator<GroupProject> {
    const numbers = existsSync(this.folder) ? readdirSync(this.folder).map(Number) : [];
    for (const number of numbers.filter(Number.isInteger).sort((a, b) => a - b)) {
      this.#last = number;
      const project = await this.#open(number);
      if (datasetGroupOf(project.project.state) !== null) yield project;
      else await this.remove(project);
    }
  }

  async create(): Promise<GroupProject> {
    return this.#open(++this.#last);
  }

  async remove({ folder, project }: GroupProject): Promise<void> {
    await project.close();
    await rm(folder, { recursive: true, force: true });
  }

  async #open(number: number): Promise<GroupProject> {
    return openProject(await readProject(join(this.folder, String(number))), this.tools);
  }
}
