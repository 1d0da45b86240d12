import type { ActionList } from '../../../domain/actions';
import type { AppError } from '../../../domain/errors';
import type { ActionOutcome } from '../../../domain/histories';
import { servesOf } from '../../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../../domain/resources';
import { sampleOf } from '../../../domain/samples';
import type { AppState } from '../../state/app';
import { query } from '../../state/query.svelte';
import { ServiceCalls } from '../../state/service-calls.svelte';
import * as say from '../../../words/messages/actions';

/** What one person can be asked to do, and what they answer. To be made while its screen is set up. */
export class ActionsScreen {
  readonly #calls;
  readonly #list;
  readonly #typical;
  /** Answers that were put here: each makes another list. */
  #answers = $state(0);

  constructor(private readonly app: Pick<AppState, 'workspace' | 'route' | 'jobs'>) {
    const { workspace } = app;
    this.#calls = new ServiceCalls(workspace.api);
    this.#typical = query(
      () => (this.hasActions && app.route.current.user === null ? workspace.dataKey : null),
      () => workspace.api.typicalUser(),
    );
    this.#list = query(
      () => {
        const { version, user } = this;
        return version && user !== null
          ? ([version.arn, user, workspace.dataKey, this.#answers] as const)
          : null;
      },
      ([solutionVersionArn, userId]) => workspace.api.listActions({ solutionVersionArn, userId }),
      { keep: true },
    );
  }

  get hasActions(): boolean {
    return this.app.workspace.project?.datasets.some(({ type }) => type === 'ACTIONS') === true;
  }
  /** The sample has some that can be added to it. */
  get canAddSample(): boolean {
    const { project } = this.app.workspace;
    return project !== null && !this.hasActions && sampleOf(project.project) === 'film-club';
  }
  /** The newest version that answers with actions. */
  get version(): SolutionVersion | null {
    const versions = this.app.workspace.project?.solutionVersions ?? [];
    return (
      versions.findLast(({ status, spec }) => status === 'ACTIVE' && servesOf(spec.recipe) === 'actions') ??
      null
    );
  }
  get user(): string | null {
    return this.app.route.current.user ?? this.#typical.value;
  }
  get list(): ActionList | null {
    return this.#list.value;
  }
  get busy(): boolean {
    return this.#calls.busy;
  }
  get error(): AppError | null {
    return this.#calls.error ?? this.#list.error;
  }

  /** Puts what the person says to an action, which the list then goes by. */
  async answer(actionId: string, eventType: ActionOutcome): Promise<void> {
    const { user } = this;
    const dataset = this.app.workspace.project?.datasets.find(({ type }) => type === 'ACTION_INTERACTIONS');
    if (user === null || dataset === undefined) return;
    const described = await this.#calls.call('DescribeDataset', { datasetArn: dataset.arn });
    const trackingId = described?.dataset.trackingId;
    if (trackingId === undefined) return;
    const timestamp = Math.floor(Date.now() / 1000);
    const event = { actionId, userId: user, sessionId: 'actions', eventType, timestamp };
    const put = await this.#calls.call('PutActionInteractions', { trackingId, actionInteractions: [event] });
    if (put !== null) this.#answers++;
  }

  /** Adds the film club's actions to the open project. */
  async addSample(): Promise<void> {
    const { workspace, jobs } = this.app;
    await this.#calls.run(async () => {
      const state = await jobs.run('sample', say.clubActions(), (id, onProgress) =>
        workspace.api.addSampleActions(id, onProgress),
      );
      workspace.show(state);
    });
  }
}
