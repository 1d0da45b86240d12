import { join } from 'node:path';
import { messageOf } from '../copy/api-message';
import { isAppError } from '../domain/errors';
import type { Clock, Pool } from '../domain/ports';
import type { ProjectId } from '../domain/resources';
import type { Profile } from '../domain/schema';
import { Identifiers } from '../engine/project/identifiers';
import { OpenProject } from '../engine/project/open-project';
import { isUnfinished } from '../engine/resources/batch-jobs';
import { isRunning } from '../engine/resources/lifecycle';
import { newState } from '../engine/resources/new-state';
import { serviceOf } from '../engine/resources/service-resources';
import { LocalService } from '../engine/service/local-service';
import type { FileRegistry } from '../engine/service/operation';
import { PersonalizeRequestHandler } from '../interop/aws/request-handler';
import { ChunkedProjectStore } from '../store/project-store';
import { Room } from '../store/room';
import { FolderChunks } from './store/folder-chunks';

export interface AccountOptions {
  readonly pool: Pool;
  readonly profile: Profile;
  /** Of new solutions and of identifiers. */
  readonly seed: number;
}

/** Between two looks at what the service would do by itself by now. */
const SCHEDULE_MS = 60_000;
const ID = 'account' as ProjectId;
const clock: Clock = { nowMs: () => Date.now() };

/** What an account is to the service: one project, kept in a folder, under the service's API. */
export class Account {
  readonly handler: PersonalizeRequestHandler;
  readonly #timer: NodeJS.Timeout;

  private constructor(
    private readonly project: OpenProject,
    private readonly service: LocalService,
  ) {
    this.handler = new PersonalizeRequestHandler(
      (operation, input) => service.invoke(operation, input),
      messageOf,
    );
    this.#timer = setInterval(() => {
      service.invoke('RunSchedule', {}).catch((error: unknown) => console.warn('schedule', error));
    }, SCHEDULE_MS);
    this.#timer.unref();
  }

  /** Opens what the folder holds, or begins anew. What a killed process left running has failed. */
  static async open(folder: string, files: FileRegistry, options: AccountOptions): Promise<Account> {
    const { pool, profile, seed } = options;
    const chunks = new FolderChunks(join(folder, 'account'));
    const store = new ChunkedProjectStore(ID, chunks, new Room(), async () => undefined);
    const before = await chunks.readManifest();
    const state =
      before === undefined ? newState(ID, 'account', profile, clock.nowMs()) : await store.readState();
    const project = new OpenProject(store, state, {
      clock,
      workers: pool.size,
      requireWriter: () => undefined,
      onState: () => undefined,
    });
    await project.recover();
    await project.update((now) => ({ ...now, profile }));
    await store.sweep();
    const service = new LocalService(project, {
      pool,
      clock,
      // Each start has its own stream, and the first after a reset always the same.
      identifiers: new Identifiers(seed + (before?.revision ?? 0)),
      files,
      seed,
      describe: messageOf,
      onFailure: (error) => console.error('queued work', error),
    });
    return new Account(project, service);
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    await this.service.idle();
  }

  /** Ends what can be stopped, waits for the rest, and lets go of the folder. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const { arn, status } of this.project.state.solutionVersions)
      if (isRunning(status)) await this.#stop('StopSolutionVersionCreation', { solutionVersionArn: arn });
    for (const job of serviceOf(this.project.state).batchJobs) {
      if (!isUnfinished(job)) continue;
      if (job.kind === 'inference')
        await this.#stop('StopBatchInferenceJob', { batchInferenceJobArn: job.arn });
      else await this.#stop('StopBatchSegmentJob', { batchSegmentJobArn: job.arn });
    }
    await this.idle();
    await this.project.close();
  }

  async #stop(operation: string, input: { readonly [member: string]: string }): Promise<void> {
    try {
      await this.service.invoke(operation, input);
    } catch (error) {
      // It ended meanwhile, or cannot be stopped and is waited for.
      if (!isAppError(error)) throw error;
    }
  }
}
