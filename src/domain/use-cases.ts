import type { RecipeName } from './recipe-catalogue';
import type { DatasetDomain, ItemDatasetType } from './schema';

/** Recipes of domain dataset groups: what a recommender is made for. */
export type UseCaseName =
  | 'aws-ecomm-popular-items-by-views'
  | 'aws-ecomm-popular-items-by-purchases'
  | 'aws-ecomm-frequently-bought-together'
  | 'aws-ecomm-customers-who-viewed-x-also-viewed'
  | 'aws-ecomm-recommended-for-you'
  | 'aws-vod-because-you-watched-x'
  | 'aws-vod-more-like-x'
  | 'aws-vod-most-popular'
  | 'aws-vod-trending-now'
  | 'aws-vod-top-picks';

export type DomainEvent = 'View' | 'Purchase' | 'Watch';

/** What a use case is built on, what it asks of the data and of a request, and what it leaves out by itself. */
export interface UseCase {
  readonly name: UseCaseName;
  readonly domain: DatasetDomain;
  readonly recipe: RecipeName;
  /** Settings that differ from the recipe's own. */
  readonly parameters: { readonly [name: string]: string };
  /** The only type of event that trains; null: all do. Types are compared ignoring case. */
  readonly trainsOn: DomainEvent | null;
  /** Popularity by how many events there were, instead of how many users had one. */
  readonly countsEvents: boolean;
  readonly needsItems: boolean;
  readonly userId: 'required' | 'optional';
  readonly itemId: 'required' | 'unused';
  /** Items that the user has an event of this type with are never listed. */
  readonly excludes: DomainEvent | null;
  readonly explores: boolean;
  /** The items of its lists come without their scores. */
  readonly hidesScores: boolean;
}

/** What differs from use case to use case; the rest is as for a list by popularity. */
type Facts = Pick<UseCase, 'name' | 'recipe'> & Partial<UseCase>;

function inDomain(domain: DatasetDomain, facts: readonly Facts[]): UseCase[] {
  return facts.map((each) => ({
    domain,
    parameters: {},
    trainsOn: null,
    countsEvents: false,
    needsItems: false,
    userId: 'required',
    itemId: 'unused',
    excludes: null,
    explores: false,
    hidesScores: false,
    ...each,
  }));
}

/** Every use case of the two domains, in the order of the guide. */
export const USE_CASES: readonly UseCase[] = [
  ...inDomain('ECOMMERCE', [
    {
      name: 'aws-ecomm-popular-items-by-views',
      recipe: 'aws-popularity-count',
      trainsOn: 'View',
      countsEvents: true,
    },
    {
      name: 'aws-ecomm-popular-items-by-purchases',
      recipe: 'aws-popularity-count',
      trainsOn: 'Purchase',
      countsEvents: true,
    },
    {
      name: 'aws-ecomm-frequently-bought-together',
      recipe: 'aws-sims',
      trainsOn: 'Purchase',
      userId: 'optional',
      itemId: 'required',
    },
    {
      name: 'aws-ecomm-customers-who-viewed-x-also-viewed',
      recipe: 'aws-sims',
      trainsOn: 'View',
      itemId: 'required',
      excludes: 'Purchase',
    },
    {
      name: 'aws-ecomm-recommended-for-you',
      recipe: 'aws-user-personalization',
      excludes: 'Purchase',
      explores: true,
      hidesScores: true,
    },
  ]),
  ...inDomain('VIDEO_ON_DEMAND', [
    {
      name: 'aws-vod-because-you-watched-x',
      recipe: 'aws-sims',
      trainsOn: 'Watch',
      itemId: 'required',
      excludes: 'Watch',
    },
    {
      name: 'aws-vod-more-like-x',
      recipe: 'aws-similar-items',
      needsItems: true,
      itemId: 'required',
      excludes: 'Watch',
    },
    { name: 'aws-vod-most-popular', recipe: 'aws-popularity-count', trainsOn: 'Watch' },
    {
      name: 'aws-vod-trending-now',
      recipe: 'aws-trending-now',
      parameters: { trend_discovery_frequency: '2 hours' },
      userId: 'optional',
    },
    {
      name: 'aws-vod-top-picks',
      recipe: 'aws-user-personalization',
      needsItems: true,
      excludes: 'Watch',
      explores: true,
    },
  ]),
];

export function useCasesOf(domain: DatasetDomain | undefined): readonly UseCase[] {
  return USE_CASES.filter((useCase) => useCase.domain === domain);
}

/** Fields of a domain's datasets beyond those of a custom group: without these an import is refused. */
export const DOMAIN_FIELDS: {
  readonly [domain in DatasetDomain]: { readonly [type in ItemDatasetType]: readonly string[] };
} = {
  ECOMMERCE: { INTERACTIONS: ['EVENT_TYPE'], ITEMS: ['PRICE', 'CATEGORY_L1'], USERS: [] },
  VIDEO_ON_DEMAND: { INTERACTIONS: ['EVENT_TYPE'], ITEMS: ['GENRES', 'CREATION_TIMESTAMP'], USERS: [] },
};
