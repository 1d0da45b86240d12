import { defined } from '../../../domain/defined';
import type { OperationAnswer, OperationRequest } from '../../../domain/operations';
import type { Recommender } from '../../../domain/recommender';
import { USE_CASES, type UseCase } from '../../../domain/use-cases';
import type { AppState } from '../../state/app';
import { query } from '../../state/query.svelte';
import { titleColumn } from '../campaigns/form';
import { placesOf, type Place } from '../campaigns/places';

/** Who and what a recommender is asked about. */
interface Asked {
  readonly userId: string;
  readonly itemId: string;
}

type Call = (
  recommenderArn: string,
  request: OperationRequest<'GetRecommendations'>,
) => Promise<OperationAnswer<'GetRecommendations'> | null>;

const LIST = 10;

/** The recommender that is tried: whom and what it is asked about, and the list that it answered. */
export class Trial {
  places = $state.raw<readonly Place[] | null>(null);
  elapsedMs = $state<number | null>(null);
  #typed = $state.raw<Partial<Asked>>({});
  #chosen = $state<string | null>(null);
  #asked = 0;
  readonly #suggested;

  readonly recommender = $derived.by(() => {
    const active = this.made().filter(({ status }) => status === 'ACTIVE');
    return active.find(({ arn }) => arn === this.#chosen) ?? active.at(-1) ?? null;
  });
  readonly useCase = $derived(USE_CASES.find(({ name }) => name === this.recommender?.useCase) ?? null);

  /**
   * To be made while its screen is set up.
   *
   * @param made the recommenders there are.
   * @param call null: it was refused.
   */
  constructor(
    private readonly app: Pick<AppState, 'workspace' | 'route'>,
    private readonly made: () => readonly Recommender[],
    private readonly call: Call,
  ) {
    const { workspace, route } = app;
    const { api } = workspace;
    // Someone and something to ask about, so that the first press answers; where none is found, the fields stay empty.
    this.#suggested = query(
      () => (workspace.project?.service?.datasetGroup?.domain ? workspace.dataKey : null),
      async (): Promise<Asked> => {
        const [userId, card] = await Promise.all([
          route.current.user ?? api.typicalUser(),
          api.describeData(),
        ]);
        return { userId, itemId: route.current.item ?? card.topItems[0]?.itemId ?? '' };
      },
    );
  }

  /** What was typed stays, whatever is suggested. */
  get asked(): Asked {
    return { userId: '', itemId: '', ...this.#suggested.value, ...this.#typed };
  }

  type(part: Partial<Asked>): void {
    this.#typed = { ...this.#typed, ...part };
  }
  /** Another one is tried: the list was of the one before. */
  choose(arn: string): void {
    this.#chosen = arn;
    this.forget();
  }
  /** Forgets the list. */
  forget(): void {
    this.#asked++;
    this.places = this.elapsedMs = null;
  }

  async ask({ arn, config }: Recommender, useCase: UseCase): Promise<void> {
    const turn = ++this.#asked;
    const { userId, itemId } = this.asked;
    const { project } = this.app.workspace;
    const withTitles = config.enableMetadataWithRecommendations === true && project !== null;
    const column = withTitles ? titleColumn(project) : null;
    const startedMs = performance.now();
    const answer = await this.call(
      arn,
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
}
