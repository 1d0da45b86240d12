import { aboutDollars, count, dollars, rounded } from '../../domain/numbers';
import * as say from '../../words/messages/result-charts';
import { finding, type ChartSummary } from './summary';

export interface CostPoint {
  readonly requests: number;
  /** Dollars a month. */
  readonly cost: number;
}

/** What a month costs by the requests that it has, all else the same. */
export interface CostCurve {
  /** Ascending. */
  readonly points: readonly CostPoint[];
  /** Where the scenario stands. */
  readonly here: CostPoint;
  /** What is due with no request at all. */
  readonly standing: number;
  /** Up to so many requests cost nothing more. */
  readonly free: number;
  /** What a million more adds at the end of the curve. */
  readonly perMillion: number;
}

export function summarizeCostCurve(curve: CostCurve): ChartSummary {
  const { points, here, standing, free, perMillion } = curve;
  const stops = [...points.filter((_, at) => at % 8 === 0 || at === points.length - 1), here].sort(
    (one, other) => one.requests - other.requests,
  );
  return {
    sentence: finding(
      say.standingBy({
        free: rounded(free),
        most: rounded(points[points.length - 1].requests),
        perMillion: aboutDollars(perMillion),
      }),
    ),
    label: say.costLabel({
      standing: aboutDollars(standing),
      free: rounded(free),
      cost: aboutDollars(here.cost),
      requests: rounded(here.requests),
    }),
    table: {
      caption: say.costByRequests(),
      columns: [
        { label: say.requests(), numeric: true },
        { label: say.cost(), numeric: true },
      ],
      rows: stops.map(({ requests, cost }) => [count(requests), dollars(cost)]),
    },
    points: points.map(({ requests, cost }) =>
      say.costPoint({ requests: rounded(requests), cost: aboutDollars(cost) }),
    ),
  };
}
