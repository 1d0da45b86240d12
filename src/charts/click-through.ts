import type { RateInterval, Standing } from '../domain/simulation';
import { count, counted, percent, points } from '../domain/numbers';
import { sentence, type ChartSummary } from './summary';

/** How an A/B test has gone so far. */
export interface ClickThrough {
  readonly names: readonly [string, string];
  /** By visit, oldest first. */
  readonly standings: readonly (Standing & { readonly visit: number })[];
  readonly planned: number;
}

/** Fewer people make bands that fill the chart. */
const FEWEST_DRAWN = 10;
const MOST_POINTS = 60;

/** The moments to draw: those with some people on either side, thinned to what a line needs, with the newest. */
export function drawnMoments({ standings, planned }: ClickThrough): ClickThrough['standings'] {
  const every = Math.max(1, Math.ceil(planned / MOST_POINTS));
  const known = standings.filter(({ people }) => Math.min(...people) >= FEWEST_DRAWN);
  return known.filter(({ visit }, k) => visit % every === 0 || k === known.length - 1);
}

/** @param verdict one sentence with its point in stars. */
export function summarizeClickThrough(test: ClickThrough, verdict: string): ChartSummary {
  const moments = drawnMoments(test);
  const last = moments.at(-1);
  const [a, b] = test.names;
  return {
    sentence: sentence(verdict),
    label: `Share of lists that people followed, by visit, with 95 % bands. ${
      last === undefined
        ? 'There is nothing to draw yet.'
        : `After ${counted(last.visit, 'visit', 'visits')} ${a} stands at ${within(last.rates[0])}, ${b} at ${within(last.rates[1])}.`
    }`,
    table: {
      caption: 'Share of lists followed, with the interval that holds at all times',
      columns: [
        { label: 'Visits', numeric: true },
        { label: a, numeric: true },
        { label: b, numeric: true },
        { label: 'Difference, in points', numeric: true },
      ],
      rows: moments.map(({ visit, rates, difference }) => [
        count(visit),
        within(rates[0]),
        within(rates[1]),
        `${points(difference.low)} to ${points(difference.high)}`,
      ]),
    },
    points: moments.map(
      ({ visit, rates }) =>
        `${counted(visit, 'visit', 'visits')}: ${a} ${within(rates[0])}, ${b} ${within(rates[1])}`,
    ),
  };
}

function within({ estimate, low, high }: RateInterval): string {
  return `${percent(estimate)} (${percent(low)} to ${percent(high)})`;
}
