import { nameSaid } from '../../domain/item-names';
import type { RecommendationList, ScoreDistribution } from '../../domain/recommendations';
import { count, doubling, times } from '../../domain/numbers';
import * as chart from '../../words/messages/chart';
import * as say from '../../words/messages/list-charts';
import { finding, type ChartSummary, type Nouns } from './summary';

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
  const { thing } = nouns;
  const shown = count(list.items.length);
  const items = count(list.catalogueSize);
  const width = binWidth(distribution);
  const passing = distribution.passing.reduce((sum, count) => sum + count, 0);
  const filtered = distribution.passing.some((count, k) => count !== distribution.counts[k]);
  const held = heldBackAtLeast(distribution);
  const cut = distribution.cut === null ? null : times(distribution.cut);
  const range = (exponent: number): string =>
    chart.fromTo({ from: edge(exponent), to: edge(exponent + width) });
  const place = marked && say.markedAt({ name: marked.name, times: times(marked.timesEvenShare) });
  const more = [cut !== null && held > 0 ? say.heldBack({ thing, held }) : null, place].flatMap((text) =>
    text === null ? [] : [{ text: ` ${text}` }],
  );
  return {
    sentence: [
      ...finding(
        cut === null
          ? say.nothingShown({ thing, items })
          : say.shownBegin({ shown, cut, share: distribution.shownShare }),
      ),
      ...more,
    ],
    label: [
      say.scoresLabel({ thing, items, user: nameSaid(list.userId) }),
      filtered ? say.passing({ passing }) : null,
      cut === null ? null : say.cutAt({ shown, cut }),
      place,
    ]
      .filter((text) => text !== null)
      .join(' '),
    table: {
      caption: say.inMultiples(),
      columns: [
        { label: say.scoreByShare() },
        { label: say.allItems({ thing }), numeric: true },
        { label: say.passFilter(), numeric: true },
      ],
      rows: distribution.exponents.map((exponent, k) => [
        range(exponent),
        count(distribution.counts[k]),
        count(distribution.passing[k]),
      ]),
    },
    points: distribution.exponents.map((exponent, k) => {
      const of = { thing, range: range(exponent), items: distribution.counts[k] };
      return filtered
        ? say.scorePointPassing({ ...of, passing: distribution.passing[k] })
        : say.scorePoint(of);
    }),
  };
}

function edge(exponent: number): string {
  return Number.isInteger(exponent) ? doubling(exponent) : `${times(2 ** exponent)}×`;
}
