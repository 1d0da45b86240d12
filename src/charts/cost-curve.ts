import { aboutDollars, count, dollars, rounded } from '../domain/numbers';
import { sentence, type ChartSummary } from './summary';

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
    sentence: sentence(
      `Up to *${rounded(free)} requests a month* you pay for standing by. Towards ${rounded(points[points.length - 1].requests)}, each further million adds about ${aboutDollars(perMillion)}.`,
    ),
    label: `Monthly cost by number of requests, log scale. ${aboutDollars(standing)} up to about ${rounded(free)} requests, then rising in proportion; ${aboutDollars(here.cost)} at ${rounded(here.requests)}.`,
    table: {
      caption: 'Monthly cost by number of requests',
      columns: [
        { label: 'Requests', numeric: true },
        { label: 'Cost', numeric: true },
      ],
      rows: stops.map(({ requests, cost }) => [count(requests), dollars(cost)]),
    },
    points: points.map(({ requests, cost }) => `${rounded(requests)} requests: ${aboutDollars(cost)}`),
  };
}
