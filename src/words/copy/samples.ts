import { SAMPLES, type Credit, type SampleKey } from '../../domain/samples';
import { saidWhenRead } from '../messages/said-when-read';
import * as say from '../messages/samples';

/** What a sample is called, and its project from then on. */
export const SAMPLE_NAMES: { readonly [key in SampleKey]: string } = saidWhenRead({
  'film-club': say.filmClub,
  'real-shop': say.realShop,
  'film-channel': say.filmChannel,
});

/** What kind of people are in a sample, and what they do. */
export const SAMPLE_WORDS: { readonly [key in SampleKey]: string } = saidWhenRead({
  'film-club': say.filmClubWords,
  'real-shop': say.realShopWords,
  'film-channel': say.filmChannelWords,
});

/** Whose data these are, as their licence wants it said. What others changed is told in their own words. */
export function creditSentence({ licence, citation, changes }: Credit): string {
  const ours = changes === SAMPLES['real-shop'].provenance.changes;
  return say.credit({ citation, licence, changes: ours ? say.realShopChanges() : changes });
}
