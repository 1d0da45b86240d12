import type { RateInterval, Standing } from '../../domain/simulation';
import { count, points } from '../../domain/numbers';
import * as chart from '../../words/messages/chart';
import * as say from '../../words/messages/result-charts';
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
    label:
      last === undefined
        ? say.followedLabel()
        : say.followedLabelAt({
            visits: last.visit,
            a,
            b,
            atA: within(last.rates[0]),
            atB: within(last.rates[1]),
          }),
    table: {
      caption: say.followedTable(),
      columns: [
        { label: say.visits(), numeric: true },
        { label: a, numeric: true },
        { label: b, numeric: true },
        { label: say.differenceInPoints(), numeric: true },
      ],
      rows: moments.map(({ visit, rates, difference }) => [
        count(visit),
        within(rates[0]),
        within(rates[1]),
        chart.fromTo({ from: points(difference.low), to: points(difference.high) }),
      ]),
    },
    points: moments.map(({ visit, rates }) =>
      say.visitPoint({ visits: visit, a, b, atA: within(rates[0]), atB: within(rates[1]) }),
    ),
  };
}

function within({ estimate, low, high }: RateInterval): string {
  return say.within({ estimate, low, high });
}
