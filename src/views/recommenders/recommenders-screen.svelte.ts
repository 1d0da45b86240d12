import { USE_CASE_WORDS } from '../../copy/use-cases';
import { defined } from '../../domain/defined';
import type { AppError } from '../../domain/errors';
import { recipeArn } from '../../domain/names';
import type { OperationAnswer, OperationName, OperationRequest } from '../../domain/operations';
import type { Recommender } from '../../domain/recommender';
import { USE_CASES, type UseCase } from '../../domain/use-cases';
import type { AppState } from '../../state/app';
import { query } from '../../state/query.svelte';
import { ServiceCalls } from '../../state/service-calls.svelte';
import * as say from '../../words/recommenders';
import { titleColumn } from '../campaigns/form';
import { placesOf, type Place } from '../campaigns/places';
import { byUseCase, freeRecommenderName, useCaseRows } from './rows';

/** Who and what a recommender is asked about. */
interface Asked {
  readonly userId: string;
  readonly itemId: string;
}

const LIST = 10;

/**
 * The page of recommenders: what can be made of the data, what was made, and the one that is tried. Statuses come by the
 * project's state. To be made while its screen is set up.
 */
export class RecommendersScreen {
  places = $state.raw<readonly Place[] | null>(null);
  elapsedMs = $state<number | null>(null);
  #typed = $state.raw<Partial<Asked>>({});
  /** Recommenders whose deletion can still be undone. */
  #hidden = $state.raw<readonly string[]>([]);
  #chosen = $state<string | null>(null);
  #called = $state<string | null>(null);
  #asked = 0;
  readonly #calls;
  readonly #needs;
  readonly #suggested;

  readonly project = $derived.by(() => this.app.workspace.project);
  readonly domain = $derived(this.project?.service?.datasetGroup?.domain ?? null);
  readonly rows = $derived.by(() =>
    this.project === null ? [] : useCaseRows(this.project, this.#needs.value ?? {}, this.#hidden),
  );
  readonly #made = $derived(this.rows.flatMap(({ recommenders }) => recommenders));
  readonly tried = $derived.by(() => {
    const active = this.#made.filter(({ status }) => status === 'ACTIVE');
    return active.find(({ arn }) => arn === this.#chosen) ?? active.at(-1) ?? null;
  });
  readonly triedCase = $derived(USE_CASES.find(({ name }) => name === this.tried?.useCase) ?? null);
  /** The first that can be made is the one to make as long as there is none to ask. */
  readonly first = $derived(
    this.#made.length === 0 ? this.rows.find(({ needs }) => needs?.met === true)?.useCase.name : undefined,
  );

  constructor(private readonly app: Pick<AppState, 'workspace' | 'route' | 'toasts' | 'announcer'>) {
    const { workspace, route } = app;
    const { api } = workspace;
    this.#calls = new ServiceCalls(api);
    const data = () => (this.domain === null ? null : workspace.dataKey);
    this.#needs = query(data, async () => byUseCase((await api.invoke('ListUseCaseNeeds', {})).useCases), {
      keep: true,
    });
    // Someone and something to ask about, so that the first press answers; where none is found, the fields stay empty.
    this.#suggested = query(data, async (): Promise<Asked> => {
      const [userId, card] = await Promise.all([route.current.user ?? api.typicalUser(), api.describeData()]);
      return { userId, itemId: route.current.item ?? card.topItems[0]?.itemId ?? '' };
    });
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
  /** What was typed stays, whatever is suggested. */
  get asked(): Asked {
    return { userId: '', itemId: '', ...this.#suggested.value, ...this.#typed };
  }

  type(part: Partial<Asked>): void {
    this.#typed = { ...this.#typed, ...part };
  }
  /** Another one is tried: the list was of the one before. */
  choose(arn: string | null): void {
    this.#chosen = arn;
    this.#asked++;
    this.places = this.elapsedMs = null;
  }

  async create(useCase: UseCase): Promise<void> {
    const { service } = this.project ?? {};
    const made = await this.#call(useCase.name, 'CreateRecommender', {
      name: freeRecommenderName(useCase, service?.recommenders ?? []),
      datasetGroupArn: service?.datasetGroup?.arn ?? '',
      recipeArn: recipeArn(useCase.name),
      // The list to try it with has titles.
      recommenderConfig: { enableMetadataWithRecommendations: true },
    });
    if (made === null) return;
    this.choose(made.recommenderArn);
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
    const { workspace, toasts, announcer } = this.app;
    const of = workspace.project?.project.id;
    const undone = toasts.show(say.inBin({ name }), say.undo());
    announcer.say(say.saidInBin({ name }));
    if (arn === this.tried?.arn) this.choose(this.#chosen);
    this.#hidden = [...this.#hidden, arn];
    // Another project was opened meanwhile: nothing of this one is touched.
    if ((await undone) !== 'pressed' && workspace.project?.project.id === of) {
      await this.#call(arn, 'DeleteRecommender', { recommenderArn: arn });
    }
    this.#hidden = this.#hidden.filter((other) => other !== arn);
  }

  async ask({ arn, config }: Recommender, useCase: UseCase): Promise<void> {
    const turn = ++this.#asked;
    const { userId, itemId } = this.asked;
    const withTitles = config.enableMetadataWithRecommendations === true && this.project !== null;
    const column = withTitles ? titleColumn(this.project) : null;
    const startedMs = performance.now();
    const answer = await this.#call(
      arn,
      'GetRecommendations',
      defined({
        recommenderArn: arn,
        numResults: LIST,
        userId: userId === '' ? undefined : userId,
        itemId: useCase.itemId === 'required' ? itemId : undefined,
        metadataColumns: column === null ? undefined : { ITEMS: [column] },
      }),
    );
    if (answer === null || turn !== this.#asked) return;
    this.places = placesOf(answer.itemList, [], column);
    this.elapsedMs = performance.now() - startedMs;
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
