import { defined } from '../../../domain/defined';
import type { ExplanationRequest } from '../../../domain/explanations';
import type { RequestContext } from '../../../domain/histories';
import type { RecommendationList, RecommendationRequest, WhatIf } from '../../../domain/recommendations';
import type { StudioApi } from '../../../domain/door';

type Api = Pick<StudioApi, 'getRecommendations' | 'getPersonalizedRanking'>;

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

/** The list that was asked for, and what stands beside it. */
export async function answerOf(api: Api, ask: Ask): Promise<Answer> {
  const lists = await (ask.inputList === null ? both(api, ask) : ordered(api, ask, ask.inputList));
  return { ask, ...lists };
}

/** Why an item stands, or does not, in a list that is shown. */
export function whyRequest({ ask, list }: Answer, about: string): ExplanationRequest {
  return defined({
    solutionVersionArn: ask.versionArn,
    userId: ask.itemId === null ? ask.userId : undefined,
    itemId: ask.itemId ?? undefined,
    inputList: ask.inputList === null ? undefined : list.items.map((listed) => listed.itemId),
    about,
    filterExpression: ask.filterExpression,
    whatIf: ask.whatIf,
    context: ask.context,
    popularityDiscountFactor: ask.discount ?? undefined,
    itemExplorationConfig: explorationOf(ask),
  });
}

/** The version's list, and another one's beside it. */
async function both(api: Api, ask: Ask): Promise<Pick<Answer, 'list' | 'beside'>> {
  const other = ask.besideArn === ask.versionArn ? null : ask.besideArn;
  const [list, beside] = await Promise.all([
    api.getRecommendations(
      defined({
        ...requestOf(ask, ask.versionArn),
        whatIf: ask.whatIf,
        context: ask.context,
        itemExplorationConfig: explorationOf(ask),
        popularityDiscountFactor: ask.discount ?? undefined,
      }),
    ),
    other === null
      ? null
      : api.getRecommendations(defined({ ...requestOf(ask, other), context: ask.besideContext })),
  ]);
  return { list, beside };
}

/** A given list in the version's order, and as it was given. */
async function ordered(
  api: Api,
  ask: Ask,
  given: readonly string[] | 'popular',
): Promise<Pick<Answer, 'list' | 'beside'>> {
  const popular =
    given !== 'popular' || ask.popularityArn === null
      ? null
      : await api.getRecommendations(requestOf(ask, ask.popularityArn));
  const inputList = given === 'popular' ? (popular?.items.map(({ itemId }) => itemId) ?? []) : given;
  const { whatIf, context } = ask;
  const list = await api.getPersonalizedRanking(
    defined({ ...requestOf(ask, ask.versionArn), whatIf, context, inputList }),
  );
  return { list, beside: popular ?? asGiven(list, inputList) };
}

function requestOf({ userId, itemId, filterExpression }: Ask, arn: string): RecommendationRequest {
  return defined({ solutionVersionArn: arn, userId, itemId: itemId ?? undefined, filterExpression });
}

/** As a request has it; undefined where nothing is explored. */
function explorationOf({ explorationWeight: weight }: Ask): RecommendationRequest['itemExplorationConfig'] {
  return weight === null || weight === 0 ? undefined : { explorationWeight: String(weight) };
}

/** The items of a ranking in the order they were given, without the ranking's numbers. */
function asGiven(list: RecommendationList, ids: readonly string[]): RecommendationList {
  const byId = new Map(
    list.items.map(({ itemId, title, categories, year }) => [itemId, { itemId, title, categories, year }]),
  );
  return { ...list, items: [...new Set(ids)].flatMap((id) => byId.get(id) ?? []) };
}
