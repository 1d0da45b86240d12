import { integer } from './format';
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
      `Up to *${about(free)} requests a month* you pay for standing by. Towards ${about(points[points.length - 1].requests)}, each further million adds about ${money(perMillion)}.`,
    ),
    label: `Monthly cost by number of requests, log scale. ${money(standing)} up to about ${about(free)} requests, then rising in proportion; ${money(here.cost)} at ${about(here.requests)}.`,
    table: {
      caption: 'Monthly cost by number of requests',
      columns: [
        { label: 'Requests', numeric: true },
        { label: 'Cost', numeric: true },
      ],
      rows: stops.map(({ requests, cost }) => [integer(requests), exact(cost)]),
    },
    points: points.map(({ requests, cost }) => `${about(requests)} requests: ${money(cost)}`),
  };
}

/** `1.7 million`, `860,000`. */
export function about(value: number): string {
  if (value >= 1e9) return `${Number((value / 1e9).toPrecision(2))}\u00a0billion`;
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(2))}\u00a0million`;
  return integer(Number(value.toPrecision(2)));
}

/** Whole dollars from ten on. */
export function money(value: number): string {
  return value < 9.995 ? exact(value) : `$${integer(value)}`;
}

function exact(value: number): string {
  return `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
