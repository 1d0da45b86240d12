import { USE_CASE_WORDS } from '../../../words/copy/use-cases';
import type { AppError } from '../../../domain/errors';
import { recipeArn } from '../../../domain/names';
import type { OperationAnswer, OperationName, OperationRequest } from '../../../domain/operations';
import type { Recommender } from '../../../domain/recommender';
import type { UseCase } from '../../../domain/use-cases';
import type { AppState } from '../../state/app';
import { deleteResource } from '../../state/deleting';
import { query } from '../../state/query.svelte';
import { ServiceCalls } from '../../state/service-calls.svelte';
import * as shared from '../../../words/messages/shared';
import * as say from '../../../words/messages/recommenders';
import { mayWrite } from '../may-write';
import { byUseCase, freeRecommenderName, useCaseRows } from './rows';
import { Trial } from './trial.svelte';

/**
 * The page of recommenders: what can be made of the data, and what was made. Statuses come by the project's state. To be
 * made while its screen is set up.
 */
export class RecommendersScreen {
  readonly trial: Trial;
  #called = $state<string | null>(null);
  readonly #calls;
  readonly #needs;

  readonly project = $derived.by(() => this.app.workspace.project);
  readonly domain = $derived(this.project?.service?.datasetGroup?.domain ?? null);
  readonly rows = $derived.by(() =>
    this.project === null ? [] : useCaseRows(this.project, this.#needs.value ?? {}),
  );
  readonly #made = $derived(this.rows.flatMap(({ recommenders }) => recommenders));
  /** The first that can be made is the one to make as long as there is none to ask. */
  readonly first = $derived(
    this.#made.length === 0 ? this.rows.find(({ needs }) => needs?.met === true)?.useCase.name : undefined,
  );

  constructor(private readonly app: Pick<AppState, 'workspace' | 'route' | 'toasts' | 'announcer'>) {
    const { workspace } = app;
    const { api } = workspace;
    this.#calls = new ServiceCalls(api);
    const data = () => (this.domain === null ? null : workspace.dataKey);
    this.#needs = query(data, async () => byUseCase((await api.invoke('ListUseCaseNeeds', {})).useCases), {
      keep: true,
    });
    this.trial = new Trial(
      app,
      () => this.#made,
      (arn, request) => this.#call(arn, 'GetRecommendations', request),
    );
  }

  get error(): AppError | null {
    return this.#calls.error ?? this.#needs.error;
  }
  /** What is being called, by recommender or use case. */
  get busy(): string | null {
    return this.#calls.busy ? this.#called : null;
  }
  get writer(): boolean {
    return this.app.workspace.writer;
  }

  async create(useCase: UseCase): Promise<void> {
    const made = await this.#call(useCase.name, 'CreateRecommender', {
      name: freeRecommenderName(useCase, this.app.workspace.namesOf('recommenders')),
      datasetGroupArn: this.project?.service?.datasetGroup?.arn ?? '',
      recipeArn: recipeArn(useCase.name),
      // The list to try it with has titles.
      recommenderConfig: { enableMetadataWithRecommendations: true },
    });
    if (made === null) return;
    this.trial.choose(made.recommenderArn);
    this.app.announcer.say(say.beingTrained({ title: USE_CASE_WORDS[useCase.name].title }));
  }

  async stop({ arn }: Recommender): Promise<void> {
    await this.#call(arn, 'StopRecommender', { recommenderArn: arn });
  }

  async start({ arn }: Recommender): Promise<void> {
    await this.#call(arn, 'StartRecommender', { recommenderArn: arn });
  }

  /** Trains it anew on the data as they are; what it has goes on answering. */
  async retrain({ arn }: Recommender): Promise<void> {
    await this.#call(arn, 'UpdateRecommender', { recommenderArn: arn, recommenderConfig: {} });
  }

  async remove({ arn, name }: Recommender): Promise<void> {
    if (!mayWrite(this.app)) return;
    this.app.announcer.say(shared.inTheBin({ name }));
    if (arn === this.trial.recommender?.arn) this.trial.forget();
    await deleteResource(this.app, { arn, kind: 'recommender' }, say.inBin({ name }), () =>
      this.#call(arn, 'DeleteRecommender', { recommenderArn: arn }),
    );
  }

  async #call<Name extends OperationName>(
    called: string,
    operation: Name,
    input: OperationRequest<Name>,
  ): Promise<OperationAnswer<Name> | null> {
    this.#called = called;
    return this.#calls.call(operation, input);
  }
}
