import type { Credit, SampleKey } from '../domain/samples';

/** What kind of people are in a sample, and what they do. */
export const SAMPLE_WORDS: { readonly [key in SampleKey]: string } = {
  'film-club': 'simulated people whose taste drifts',
  'real-shop': 'what a British gift wholesaler really sold in 2011',
};

/** Whose data these are, as their licence wants it said. */
export function creditSentence({ licence, citation, changes }: Credit): string {
  return `${citation}, ${licence}. Changed: ${changes}.`;
}
