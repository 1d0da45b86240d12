import { count, significant } from '../../../domain/numbers';
import type { ExploredHits, LessonFact } from '../../../domain/lesson-facts';
import { hitsOfHundred, placesOf } from '../../../words/lessons/readings';
import * as counts from '../../../words/messages/counts';
import * as lessons from '../../../words/messages/lessons';
import * as say from '../../../words/messages/lesson';

export interface Bar {
  readonly label: string;
  /** 0 … 1 of the longest possible. */
  readonly share: number;
  readonly value: string;
  readonly note?: string;
  readonly marked?: boolean;
}
export interface BarChart {
  readonly caption: string;
  readonly bars: readonly Bar[];
  /** An interval on its own line, as shares of −1 … 1 about nought. */
  readonly interval?: {
    readonly low: number;
    readonly high: number;
    readonly at: number;
    readonly label: string;
  };
  /** The same told in another measure, and what both are about. */
  readonly beside?: { readonly question: string; readonly chart: BarChart };
}

/** How much exploring each weight is, in words. */
const EXPLORING: { readonly [weight: number]: (() => string) | undefined } = {
  0: say.noExploring,
  0.3: say.littleExploring,
  0.6: say.moreExploring,
  0.9: say.mostExploring,
};

const exploring = (weight: number): string => EXPLORING[weight]?.() ?? String(weight);

/** What was found of what people took later, in a hundred lists. */
function hitsChart({ people, rows }: ExploredHits): BarChart {
  const most = Math.max(1, ...rows.map(({ hits }) => hits));
  return {
    caption: say.hitsInLists(),
    bars: rows.map(({ weight, hits, fresh }) => ({
      label: exploring(weight),
      share: hits / most,
      value: count(hitsOfHundred(hits, people)),
      note: say.newOnes({ items: hitsOfHundred(fresh, people) }),
    })),
  };
}

const ofHundred = (share: number): string => say.ofHundred({ places: Math.round(100 * share) });

type FactOf<Kind> = Extract<LessonFact, { readonly kind: Kind }>;

/** Whom each of two recipes serves better, and how much. */
function comparisonChart({ result }: FactOf<'comparison'>): BarChart {
  const { n, first, second, equal, low, high, difference } = result;
  const widest = 1.25 * Math.max(Math.abs(low), Math.abs(high), 1e-9);
  const bar = (label: string, people: number): Bar => ({
    label,
    share: people / n,
    value: counts.people({ count: people }),
  });
  return {
    caption: say.whomBetter(),
    bars: [
      bar(say.personalBetter(), first),
      bar(say.noDifference(), equal),
      bar(say.popularBetter(), second),
    ],
    interval: {
      low: low / widest,
      high: high / widest,
      at: difference / widest,
      label: say.differenceBetween({
        difference: significant(difference),
        low: significant(low),
        high: significant(high),
      }),
    },
  };
}

/** The facts whose figure is a few bars from nought. */
export function barsOf(fact: LessonFact): BarChart {
  switch (fact.kind) {
    case 'comparison':
      return comparisonChart(fact);
    case 'left-out':
      return {
        caption: say.littleKnownShare(),
        bars: [
          { label: say.hiddenChoices(), share: fact.share, value: ofHundred(fact.share) },
          {
            label: say.hitsOfLists(),
            share: fact.shareOfHits,
            value: ofHundred(fact.shareOfHits),
            marked: true,
          },
        ],
      };
    case 'visits': {
      const bar = (label: string, share: number): Bar => ({ label, share, value: ofHundred(share) });
      return {
        caption: say.sameKind(),
        bars: [
          bar(lessons.visitsWithin(), fact.within),
          bar(lessons.visitsBack(), fact.back),
          bar(say.anyTwo(), fact.any),
        ],
      };
    }
    case 'popularity':
      return {
        caption: say.placesToLessKnown(),
        bars: [
          { label: say.eventsThemselves(), share: fact.data, value: ofHundred(fact.data) },
          ...fact.rows.map(({ share, items }, k) => ({
            label: k === 0 ? say.personalList() : say.sameForEverybody(),
            share,
            value: ofHundred(share),
            note: say.different({ items }),
          })),
        ],
      };
    case 'exploration':
      return {
        caption: say.placesToNew(),
        bars: fact.rows.map((row) => {
          const { fresh, kept } = placesOf(fact, row);
          return {
            label: exploring(row.weight),
            share: row.fresh / (10 * fact.people),
            value: count(fresh),
            // All that is listed without exploring is; how it hangs together with the new ones is asked of the others.
            ...(row.weight > 0 && { note: say.stay({ places: kept }) }),
          };
        }),
        ...(fact.hits && {
          beside: { question: say.exploringChanges(), chart: hitsChart(fact.hits) },
        }),
      };
    default:
      return { caption: '', bars: [] };
  }
}
