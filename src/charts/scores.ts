import type { RecommendationList, ScoreDistribution } from '../domain/recommendations';
import { count, counted, doubling, percent, times } from '../domain/numbers';
import { sentence, type ChartSummary, type Nouns } from './summary';

/** Width of a bin in octaves: one, unless the worker cuts finer. */
export function binWidth(distribution: ScoreDistribution): number {
  const [first, second] = distribution.exponents;
  return second === undefined ? 1 : second - first;
}

/** How many items lie in bins wholly above the cut and were held back by the filter: a lower bound. */
export function heldBackAtLeast(distribution: ScoreDistribution): number {
  const { cut } = distribution;
  if (cut === null) return 0;
  return distribution.exponents.reduce(
    (sum, exponent, k) =>
      2 ** exponent >= cut ? sum + distribution.counts[k] - distribution.passing[k] : sum,
    0,
  );
}

/** One item of the list that the person looks at just now. */
export interface MarkedScore {
  readonly name: string;
  readonly timesEvenShare: number;
}

export function summarizeScores(
  list: RecommendationList,
  distribution: ScoreDistribution,
  nouns: Nouns,
  marked: MarkedScore | null = null,
): ChartSummary {
  const shown = list.items.length;
  const width = binWidth(distribution);
  const passing = distribution.passing.reduce((sum, count) => sum + count, 0);
  const filtered = distribution.passing.some((count, k) => count !== distribution.counts[k]);
  const held = heldBackAtLeast(distribution);
  const range = (exponent: number): string => `${edge(exponent)} to ${edge(exponent + width)}`;
  const text =
    distribution.cut === null
      ? `Nothing is shown, so there is no cut; *all ${count(list.catalogueSize)} ${nouns.items}* have a score.`
      : `The ${count(shown)} shown begin at *${times(distribution.cut)} times* an even share and hold ${percent(distribution.shownShare)} of the score.${held > 0 ? ` The filter held back at least ${counted(held, nouns.item, nouns.items)} with higher scores.` : ''}`;
  const place = marked === null ? '' : ` ${marked.name} stands at ${times(marked.timesEvenShare)} times.`;
  return {
    // A name may hold a star of its own.
    sentence: [...sentence(text), ...(place === '' ? [] : [{ text: place }])],
    label: `Scores of all ${count(list.catalogueSize)} ${nouns.items} for user ${list.userId}, in multiples of an even share.${filtered ? ` ${count(passing)} pass the filter.` : ''}${distribution.cut === null ? '' : ` The cut after ${count(shown)} lies at ${times(distribution.cut)} times an even share.`}${place}`,
    table: {
      caption: 'Scores in multiples of an even share',
      columns: [
        { label: 'Score ÷ even share' },
        { label: `All ${nouns.items}`, numeric: true },
        { label: 'Pass the filter', numeric: true },
      ],
      rows: distribution.exponents.map((exponent, k) => [
        range(exponent),
        count(distribution.counts[k]),
        count(distribution.passing[k]),
      ]),
    },
    points: distribution.exponents.map(
      (exponent, k) =>
        `${range(exponent)} an even share: ${counted(distribution.counts[k], nouns.item, nouns.items)}${filtered ? `, ${count(distribution.passing[k])} pass the filter` : ''}`,
    ),
  };
}

function edge(exponent: number): string {
  return Number.isInteger(exponent) ? doubling(exponent) : `${times(2 ** exponent)}×`;
}
