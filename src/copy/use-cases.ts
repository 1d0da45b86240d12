import type { DatasetDomain } from '../domain/schema';
import type { UseCaseName } from '../domain/use-cases';

export interface UseCaseWords {
  readonly title: string;
  /** What a request is answered with. */
  readonly sentence: string;
}

export const USE_CASE_WORDS: { readonly [name in UseCaseName]: UseCaseWords } = {
  'aws-ecomm-popular-items-by-views': {
    title: 'Most viewed',
    sentence: 'The items that were viewed most often, the same for everybody.',
  },
  'aws-ecomm-popular-items-by-purchases': {
    title: 'Best sellers',
    sentence: 'The items that were bought most often, the same for everybody.',
  },
  'aws-ecomm-frequently-bought-together': {
    title: 'Frequently bought together',
    sentence: 'What people who bought an item bought as well.',
  },
  'aws-ecomm-customers-who-viewed-x-also-viewed': {
    title: 'Customers who viewed X also viewed',
    sentence: 'What people who viewed an item viewed as well, without what this user has bought.',
  },
  'aws-ecomm-recommended-for-you': {
    title: 'Recommended for you',
    sentence: 'What this user is likely to choose next, new items among it, without what they have bought.',
  },
  'aws-vod-because-you-watched-x': {
    title: 'Because you watched X',
    sentence: 'What people who watched an item watched as well, without what this user has watched.',
  },
  'aws-vod-more-like-x': {
    title: 'More like X',
    sentence: 'Items like an item, by who liked both and by what is known of them, without what was watched.',
  },
  'aws-vod-most-popular': {
    title: 'Most popular',
    sentence: 'The items that most people have watched, the same for everybody.',
  },
  'aws-vod-trending-now': {
    title: 'Trending now',
    sentence: 'The items whose events rise fastest, from two hours to the next.',
  },
  'aws-vod-top-picks': {
    title: 'Top picks for you',
    sentence: 'What this user is likely to choose next, new items among it, without what they have watched.',
  },
};

export const DOMAIN_LABELS: { readonly [domain in DatasetDomain]: string } = {
  ECOMMERCE: 'E-commerce',
  VIDEO_ON_DEMAND: 'Video on demand',
};
