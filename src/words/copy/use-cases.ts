import type { DatasetDomain } from '../../domain/schema';
import type { UseCaseName } from '../../domain/use-cases';
import { saidWhenRead } from '../messages/said-when-read';
import * as say from '../messages/usecases';

export interface UseCaseWords {
  readonly title: string;
  /** What a request is answered with. */
  readonly sentence: string;
}

const words = (title: () => string, sentence: () => string): UseCaseWords =>
  saidWhenRead({ title, sentence });

export const USE_CASE_WORDS: { readonly [name in UseCaseName]: UseCaseWords } = {
  'aws-ecomm-popular-items-by-views': words(say.viewed, say.viewedSays),
  'aws-ecomm-popular-items-by-purchases': words(say.bought, say.boughtSays),
  'aws-ecomm-frequently-bought-together': words(say.together, say.togetherSays),
  'aws-ecomm-customers-who-viewed-x-also-viewed': words(say.alsoViewed, say.alsoViewedSays),
  'aws-ecomm-recommended-for-you': words(say.forYou, say.forYouSays),
  'aws-vod-because-you-watched-x': words(say.watched, say.watchedSays),
  'aws-vod-more-like-x': words(say.moreLike, say.moreLikeSays),
  'aws-vod-most-popular': words(say.popular, say.popularSays),
  'aws-vod-trending-now': words(say.trending, say.trendingSays),
  'aws-vod-top-picks': words(say.topPicks, say.topPicksSays),
};

export const DOMAIN_LABELS: { readonly [domain in DatasetDomain]: string } = saidWhenRead({
  ECOMMERCE: say.ecommerce,
  VIDEO_ON_DEMAND: say.video,
});
