import type { RequestContext } from '../../domain/histories';
import { isCancelled, type AppError } from '../../domain/errors';
import type {
  ItemHit,
  RecommendationList,
  RecommendationRequest,
  UserHistory,
  WhatIf,
} from '../../domain/recommendations';
import { asAppError } from '../../state/workspace.svelte';
import type { StudioApi } from '../../worker/api';

/** What a list on screen was asked with. */
export interface Ask {
  /** Empty where an item is asked about. */
  readonly userId: string;
  /** The item that the list is to go with; null where a person is asked about. */
  readonly itemId: string | null;
  /** A list to be put in order: its ids, or `popular` for those that everybody gets; null: none is given. */
  readonly inputList: readonly string[] | 'popular' | null;
  readonly versionArn: string;
  readonly popularityArn: string | null;
  /** The version whose list stands beside it; a list that is put in order has the given order there. */
  readonly besideArn: string | null;
  readonly filterExpression: string | undefined;
  readonly explorationWeight: number | null;
  /** popularity_discount_factor to ask with; null: the trained one. */
  readonly discount: number | null;
  /** What the list is told of its moment; and the one beside it, where its recipe learns from that. */
  readonly context: RequestContext | undefined;
  readonly besideContext: RequestContext | undefined;
  /** A history that the list is asked for instead; what everybody gets stays as it is. */
  readonly whatIf: WhatIf | undefined;
}

export interface Answer {
  readonly ask: Ask;
  readonly list: RecommendationList;
  /**
   * What stands beside it: another version's list under the same filter (null where none was asked), or a given list
   * as it was given.
   */
  readonly beside: RecommendationList | null;
}

/**
 * One person's screen: what was asked and what is shown are apart, so that the old list stays until the new one is
 * there. Every question has a number; an answer that is late is dropped.
 */
export class UserScreen {
  shown = $state.raw<Answer | null>(null);
  asked = $state.raw<Ask | null>(null);
  error = $state.raw<AppError | null>(null);
  history = $state.raw<UserHistory | null>(null);
  /** The item asked about, by name. */
  item = $state.raw<ItemHit | null>(null);
  #lists = 0;
  #histories = 0;
  #items = 0;

  constructor(private readonly api: StudioApi) {}

  /** A newer question than the one on screen is being answered. */
  get busy(): boolean {
    return this.error === null && this.asked !== null && this.asked !== this.shown?.ask;
  }

  async recommend(ask: Ask): Promise<void> {
    const sequence = ++this.#lists;
    this.asked = ask;
    this.error = null;
    try {
      const { list, beside } = await (ask.inputList === null
        ? this.#both(ask)
        : this.#ordered(ask, ask.inputList));
      if (sequence === this.#lists) this.shown = { ask, list, beside };
    } catch (error) {
      if (sequence === this.#lists && !isCancelled(error)) this.error = asAppError(error);
    }
  }

  /** The version's list, and another one's beside it. */
  async #both(ask: Ask): Promise<Pick<Answer, 'list' | 'beside'>> {
    const other = ask.besideArn === ask.versionArn ? null : ask.besideArn;
    const [list, beside] = await Promise.all([
      this.api.getRecommendations({
        ...requestOf(ask, ask.versionArn),
        ...(ask.whatIf && { whatIf: ask.whatIf }),
        ...(ask.context && { context: ask.context }),
        ...explorationOf(ask),
        ...(ask.discount === null ? {} : { popularityDiscountFactor: ask.discount }),
      }),
      other === null
        ? null
        : this.api.getRecommendations({
            ...requestOf(ask, other),
            ...(ask.besideContext && { context: ask.besideContext }),
          }),
    ]);
    return { list, beside };
  }

  /** A given list in the version's order, and as it was given. */
  async #ordered(ask: Ask, given: readonly string[] | 'popular'): Promise<Pick<Answer, 'list' | 'beside'>> {
    const popular =
      given !== 'popular' || ask.popularityArn === null
        ? null
        : await this.api.getRecommendations(requestOf(ask, ask.popularityArn));
    const inputList = given === 'popular' ? (popular?.items.map(({ itemId }) => itemId) ?? []) : given;
    const list = await this.api.getPersonalizedRanking({
      ...requestOf(ask, ask.versionArn),
      ...(ask.whatIf && { whatIf: ask.whatIf }),
      ...(ask.context && { context: ask.context }),
      inputList,
    });
    return { list, beside: popular ?? asGiven(list, inputList) };
  }

  /** What an item is called. */
  async name(itemId: string): Promise<void> {
    const sequence = ++this.#items;
    try {
      const hits = await this.api.searchItems(itemId, 1);
      const found = hits.find((hit) => hit.itemId === itemId) ?? { itemId, title: null, events: 0 };
      if (sequence === this.#items) this.item = found;
    } catch (error) {
      if (sequence === this.#items && !isCancelled(error)) this.error = asAppError(error);
    }
  }

  /** Newest `limit` events of the person. */
  async recall(userId: string, limit: number): Promise<void> {
    const sequence = ++this.#histories;
    try {
      const history = await this.api.getUserHistory(userId, limit);
      if (sequence === this.#histories) this.history = history;
    } catch (error) {
      if (sequence === this.#histories && !isCancelled(error)) this.error = asAppError(error);
    }
  }
}

function requestOf({ userId, itemId, filterExpression }: Ask, arn: string): RecommendationRequest {
  const filter = filterExpression === undefined ? {} : { filterExpression };
  return { solutionVersionArn: arn, userId, ...(itemId === null ? {} : { itemId }), ...filter };
}

/** As a request has it; nothing where nothing is explored. */
export function explorationOf({
  explorationWeight,
}: Pick<Ask, 'explorationWeight'>): Pick<RecommendationRequest, 'itemExplorationConfig'> {
  if (explorationWeight === null || explorationWeight === 0) return {};
  return { itemExplorationConfig: { explorationWeight: String(explorationWeight) } };
}

/** The items of a ranking in the order they were given, without the ranking's numbers. */
function asGiven(list: RecommendationList, ids: readonly string[]): RecommendationList {
  const byId = new Map(
    list.items.map(({ itemId, title, categories, year }) => [itemId, { itemId, title, categories, year }]),
  );
  return { ...list, items: [...new Set(ids)].flatMap((id) => byId.get(id) ?? []) };
}
