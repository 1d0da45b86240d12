import { recipeArn } from '../../domain/names';
import type { AppError } from '../../domain/errors';
import type { OperationAnswer, OperationName, OperationRequest } from '../../domain/operations';
import type { Recommender } from '../../domain/recommender';
import type { ProjectState } from '../../domain/resources';
import type { UseCase } from '../../domain/use-cases';
import { ServiceCalls } from '../../state/service-calls.svelte';
import type { Workspace } from '../../state/workspace.svelte';
import { titleColumn } from '../campaigns/form';
import { placesOf, type Place } from '../campaigns/places';
import { byUseCase, freeRecommenderName, type NeedsByUseCase } from './rows';

/** Who and what a recommender is asked about. */
export interface Asked {
  readonly userId: string;
  readonly itemId: string;
}

const LIST = 10;

/** What the page of recommenders asks and does; statuses come by the project's state. */
export class Recommenders {
  needs = $state.raw<NeedsByUseCase>({});
  /** Recommenders whose deletion can still be undone. */
  hidden = $state.raw<readonly string[]>([]);
  places = $state.raw<readonly Place[] | null>(null);
  elapsedMs = $state<number | null>(null);
  #counted = 0;
  #asked = 0;

  #what = $state<string | null>(null);
  readonly #calls;

  constructor(private readonly workspace: Workspace) {
    this.#calls = new ServiceCalls(workspace.api);
  }

  get error(): AppError | null {
    return this.#calls.error;
  }
  /** What is being called, by recommender or use case. */
  get busy(): string | null {
    return this.#calls.busy ? this.#what : null;
  }

  /** Counts what the data have for each use case. */
  async count(): Promise<void> {
    const counted = ++this.#counted;
    const answer = await this.#call(null, 'ListUseCaseNeeds', {});
    if (answer !== null && counted === this.#counted) this.needs = byUseCase(answer.useCases);
  }

  /** @returns the new recommender's id; null when it was refused. */
  async create(useCase: UseCase, { service }: ProjectState): Promise<string | null> {
    const answer = await this.#call(useCase.name, 'CreateRecommender', {
      name: freeRecommenderName(useCase, service?.recommenders ?? []),
      datasetGroupArn: service?.datasetGroup?.arn ?? '',
      recipeArn: recipeArn(useCase.name),
    });
    return answer?.recommenderArn ?? null;
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

  /** @param undone resolves with whether the person wants it back. */
  async remove({ arn }: Recommender, undone: Promise<boolean>): Promise<void> {
    const of = this.workspace.project?.project.id;
    this.hidden = [...this.hidden, arn];
    // Another project was opened meanwhile: nothing of this one is touched.
    if (!(await undone) && this.workspace.project?.project.id === of) {
      await this.#call(arn, 'DeleteRecommender', { recommenderArn: arn });
    }
    this.hidden = this.hidden.filter((other) => other !== arn);
  }

  async ask({ arn }: Recommender, useCase: UseCase, asked: Asked, project: ProjectState): Promise<void> {
    const turn = ++this.#asked;
    const column = titleColumn(project);
    const startedMs = performance.now();
    const answer = await this.#call(arn, 'GetRecommendations', {
      recommenderArn: arn,
      numResults: LIST,
      ...(asked.userId === '' ? {} : { userId: asked.userId }),
      ...(useCase.itemId === 'required' ? { itemId: asked.itemId } : {}),
      ...(column === null ? {} : { metadataColumns: { ITEMS: [column] } }),
    });
    if (answer === null || turn !== this.#asked) return;
    this.places = placesOf(answer.itemList, [], column);
    this.elapsedMs = performance.now() - startedMs;
  }

  /** Forgets the list: it was another recommender's. */
  clear(): void {
    this.#asked++;
    this.places = this.elapsedMs = null;
  }

  async #call<Name extends OperationName>(
    what: string | null,
    operation: Name,
    input: OperationRequest<Name>,
  ): Promise<OperationAnswer<Name> | null> {
    this.#what = what;
    return this.#calls.call(operation, input);
  }
}
